package io.parlance.messages;

import io.parlance.delivery.FanOut;
import io.parlance.protocol.Event;
import io.parlance.protocol.MessageView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Tells what happened to messages. Called in a lane, after the commit, in the order of seq. */
@ApplicationScoped
public class Announcer {
  @Inject private FanOut fanOut;
  @Inject private Views views;

  public MessageView view(Message message) {
    return views.of(message);
  }

  public MessageView viewOfNew(Message message, List<Long> mentions) {
    return views.ofNew(message, mentions);
  }

  /** Something was said, in answer to {@code parent} or to nothing. */
  public void sent(MessageView message, MessageView.Parent parent) {
    fanOut.announce(message.channelId(), message.seq(), created(message, parent));
  }

  /** The event that tells of a new message: a reply is told as one. */
  public static Event created(MessageView message, MessageView.Parent parent) {
    return message.parentId() == null
        ? new Event.NewMessage(message.channelId(), message.changedSeq(), message, null)
        : new Event.NewReply(
            message.channelId(), message.changedSeq(), message, message.parentId(), parent);
  }

  /** The event that tells that a message was deleted, and what that makes of its parent. */
  public static Event deleted(MessageView message, MessageView.Parent parent) {
    return new Event.MessageDeleted(
        message.channelId(), message.changedSeq(), message.id(), message, parent);
  }

  /** Something about a message changed; whose command it was gets its answer by this. */
  public void changed(long conversationId, long seq, Event event, Messages.Asker asker) {
    fanOut.announce(conversationId, seq, event, asker.connection(), asker.commandId());
  }

  /** Nothing changed, but somebody waits for an answer. */
  public void unchanged(long conversationId, long seq, Event event, Messages.Asker asker) {
    if (asker.connection() != null) {
      fanOut.answerOnly(conversationId, seq, event, asker.connection(), asker.commandId());
    }
  }
}
