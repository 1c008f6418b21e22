package io.parlance.messages;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Whom a message names: people of its conversation, by username, resolved when it is stored. */
@ApplicationScoped
public class Mentions {

  /** Finds who is named and keeps it. */
  public List<Long> add(Ledger ledger, Message message) {
    Set<String> names = Content.names(message.content());
    if (names.isEmpty()) {
      return List.of();
    }
    Jdbc database = ledger.database();
    List<Long> named =
        database.rows(
            "select p.id from people p join conversation_participants q on q.user_id = p.id"
                + " where q.conversation_id = ? and p.username = any(?) order by p.id",
            row -> row.getLong(1),
            message.conversationId(),
            names.toArray(String[]::new));
    database
        .trip()
        .write(Mention.NEW, named.stream().map(id -> new Mention(message, id)).toList())
        .go();
    return named;
  }

  /** The message says something else now. */
  public void replace(Ledger ledger, Message message) {
    remove(ledger.database(), message);
    add(ledger, message);
  }

  /** Nobody is named by it any more. */
  static void remove(Jdbc database, Message message) {
    database.update("delete from mentions where message_id = ?", message.id());
  }
}
