package io.parlance.messages;

import io.parlance.protocol.MessageView;
import io.parlance.protocol.Reply;

/**
 * What a durable command left behind.
 *
 * @param message the message as it is now
 * @param duplicate whether it had been sent before, so that nothing new was stored
 */
public record Sent(MessageView message, boolean duplicate) {

  /** The acknowledgement of a sending. */
  public Reply.MessageSent acknowledgement() {
    return new Reply.MessageSent(
        message.clientId(),
        message.id(),
        message.channelId(),
        message.seq(),
        message.createdAt(),
        duplicate);
  }

  /** The same for REST, with the whole message. */
  public SentMessage asSentMessage() {
    return SentMessage.of(message, duplicate);
  }
}
