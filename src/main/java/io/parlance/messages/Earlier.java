package io.parlance.messages;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What was said before, at any depth for the same price. H2 does not walk back along an index: it
 * reads and sorts all that its condition lets through. So it is asked for a stretch, and for a
 * longer one where that holds too little, because changes that are no messages take places too.
 */
@ApplicationScoped
public class Earlier {
  @Inject private Jdbc jdbc;

  /** The last messages before that place, the last one first; the place may be past the end. */
  public List<Message> before(long conversationId, long seq, int limit) {
    for (long stretch = 2L * limit; ; stretch *= 2) {
      long from = Math.max(0, seq - stretch);
      List<Message> found =
          Message.select(
              jdbc,
              "from messages where conversation_id = ? and seq >= ? and seq < ?"
                  + " order by conversation_id desc, seq desc fetch first ? rows only",
              conversationId,
              from,
              seq,
              limit);
      if (found.size() == limit || from == 0) {
        return found;
      }
    }
  }
}
