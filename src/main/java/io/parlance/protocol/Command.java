package io.parlance.protocol;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** What a client asks for: protocol.md, section 3, the table of commands. */
public sealed interface Command {

  /** What every command may carry: its type, and an id that its answers carry too. */
  record Envelope(String type, String id, Fields fields) {

    /** Opens a frame. Refuses what has no type, with the id where there is one. */
    public static Envelope of(JsonObject frame) {
      Fields fields = new Fields(frame);
      String id = fields.text(64, "id");
      String type = fields.needText(64, "type");
      fields.done();
      return new Envelope(type, id, fields);
    }
  }

  record Join(Long channelId, boolean shortName) implements Command {}

  record Leave(Long channelId) implements Command {}

  record Send(Long channelId, String content, String clientId, UUID replyTo) implements Command {}

  record Edit(UUID messageId, String content) implements Command {}

  record Delete(UUID messageId) implements Command {}

  record React(UUID messageId, String emoji) implements Command {}

  record Unreact(UUID messageId, String emoji) implements Command {}

  record MarkRead(Long channelId, Long seq) implements Command {}

  record Typing(Long channelId, boolean isTyping) implements Command {}

  record StatusUpdate(String status) implements Command {}

  record GetOnlineUsers(Long channelId) implements Command {}

  record GetRoomList() implements Command {}

  record GetMessages(Position position) implements Command {}

  record Resume(List<After> channels) implements Command {}

  record Authenticate(String token) implements Command {}

  record Ping() implements Command {}

  /** A conversation and the last change of it that the client has. */
  record After(long channelId, long afterSeq) {}

  /** Where to read in a conversation's history: at most one of the three positions is set. */
  record Position(Long channelId, Long beforeSeq, Long afterSeq, Long aroundSeq, int limit) {}

  /**
   * Reads a command.
   *
   * @param ownChannel the conversation of a conversation door, for commands that name none; or null
   * @throws Refused {@code unknown_type}, or {@code invalid_message} with what is wrong
   */
  static Command of(Envelope envelope, Long ownChannel) {
    CommandReader reader = new CommandReader(envelope.fields(), ownChannel);
    Command command = reader.read(envelope.type());
    envelope.fields().done();
    return command;
  }
}
