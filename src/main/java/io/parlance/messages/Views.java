package io.parlance.messages;

import io.parlance.conversations.LastMessages;
import io.parlance.people.Directory;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.MessageView.ReactionCount;
import io.parlance.protocol.MessageView.Sender;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages as clients see them. A page of them takes three queries, however long it is. */
@ApplicationScoped
public class Views implements LastMessages {
  @Inject private Jdbc jdbc;
  @Inject private Directory directory;

  /** These messages, in this order, with all that hangs on them. */
  public List<MessageView> of(Collection<Message> messages) {
    if (messages.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = messages.stream().filter(m -> !m.deleted()).map(Message::id).toList();
    Map<UUID, List<Long>> mentions = mentions(ids);
    Map<UUID, List<ReactionCount>> reactions = reactions(ids);
    Map<Long, Sender> senders =
        directory.of(messages.stream().map(Message::senderId).distinct().toList());
    return messages.stream()
        .map(
            m ->
                view(
                    m,
                    senders.get(m.senderId()),
                    reactions.getOrDefault(m.id(), List.of()),
                    mentions.getOrDefault(m.id(), List.of())))
        .toList();
  }

  /** The messages with these ids, for those who know only the ids. */
  @Override
  public Map<UUID, MessageView> byId(Collection<UUID> ids) {
    Map<UUID, MessageView> views = new HashMap<>();
    of(Message.byId(jdbc, ids)).forEach(view -> views.put(view.id(), view));
    return views;
  }

  /** One message, with all that hangs on it. */
  public MessageView of(Message message) {
    return of(List.of(message)).get(0);
  }

  /** One that was just made: nothing hangs on it yet but whom it names. */
  public MessageView ofNew(Message message, List<Long> mentions) {
    return view(message, directory.of(message.senderId()), List.of(), mentions);
  }

  private static MessageView view(
      Message m, Sender sender, List<ReactionCount> reactions, List<Long> mentions) {
    return new MessageView(
        m.id(),
        m.conversationId(),
        m.seq(),
        m.changedSeq(),
        m.senderId(),
        sender,
        m.content(),
        m.parentId(),
        m.replyCount(),
        m.lastReplyAt(),
        reactions,
        mentions,
        m.clientId(),
        m.createdAt(),
        m.editedAt(),
        m.deleted(),
        List.of());
  }

  private Map<UUID, List<Long>> mentions(List<UUID> ids) {
    Map<UUID, List<Long>> mentions = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.rows(
              "select message_id, user_id from mentions where message_id = any(?) order by user_id",
              row -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)),
              (Object) ids.toArray(UUID[]::new))
          .forEach(
              m -> mentions.computeIfAbsent(m.getKey(), id -> new ArrayList<>()).add(m.getValue()));
    }
    return mentions;
  }

  private record Given(UUID messageId, String emoji, long userId) {}

  /** The reactions' room is above this one, so its rows are read by name. */
  private Map<UUID, List<ReactionCount>> reactions(List<UUID> ids) {
    Map<UUID, Map<String, List<Long>>> users = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.rows(
              "select message_id, emoji, user_id from reactions where message_id = any(?)"
                  + " order by created_at, user_id, emoji",
              row -> new Given(row.getObject(1, UUID.class), row.getString(2), row.getLong(3)),
              (Object) ids.toArray(UUID[]::new))
          .forEach(
              given ->
                  users
                      .computeIfAbsent(given.messageId(), id -> new LinkedHashMap<>())
                      .computeIfAbsent(given.emoji(), emoji -> new ArrayList<>())
                      .add(given.userId()));
    }
    Map<UUID, List<ReactionCount>> reactions = new HashMap<>();
    users.forEach(
        (id, byEmoji) ->
            reactions.put(
                id,
                byEmoji.entrySet().stream()
                    .map(e -> new ReactionCount(e.getKey(), e.getValue().size(), e.getValue()))
                    .toList()));
    return reactions;
  }
}
