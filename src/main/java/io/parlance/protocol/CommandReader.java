package io.parlance.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads a command's fields, under all the names that protocol.md (section 1) allows for them. */
public final class CommandReader {
  private static final String[] CHANNEL = {"channel_id", "conversation_id", "room_id"};
  private static final String[] PARENT = {"reply_to", "reply_to_id", "parent_id"};
  private static final Set<String> STATUSES = Set.of("online", "away", "busy", "offline");

  /** The most messages that one page of history has. */
  public static final int MOST = 100;

  private static final int DEFAULT = 50;

  private final Fields fields;
  private final Long ownChannel;

  public CommandReader(Fields fields, Long ownChannel) {
    this.fields = fields;
    this.ownChannel = ownChannel;
  }

  Command read(String type) {
    return switch (type) {
      case "join_channel" -> new Command.Join(channel(), false);
      case "join" -> new Command.Join(channel(), true);
      case "leave_channel", "leave" -> new Command.Leave(channel());
      case "message", "send_message" -> send();
      case "edit_message" -> new Command.Edit(message(), content());
      case "delete_message" -> new Command.Delete(message());
      case "react" -> new Command.React(message(), emoji());
      case "unreact" -> new Command.Unreact(message(), emoji());
      case "mark_read" -> new Command.MarkRead(channel(), seq());
      case "typing" -> new Command.Typing(channel(), isTyping());
      case "status_update" -> new Command.StatusUpdate(status());
      case "get_online_users" -> new Command.GetOnlineUsers(channelIfAny());
      case "get_room_list" -> new Command.GetRoomList();
      case "get_messages" -> new Command.GetMessages(position(channel()));
      case "resume" -> new Command.Resume(after());
      case "authenticate" -> new Command.Authenticate(fields.needText(16_384, "token"));
      case "ping" -> new Command.Ping();
      default -> throw new Refused(ErrorCode.UNKNOWN_TYPE, "unknown type");
    };
  }

  /** Content is judged by the room, with codes of its own; a frame bounds it anyway. */
  private static final int MOST_TEXT = 65_536;

  /** A message to send, from a frame or a REST body. */
  public Command.Send send() {
    UUID parent = fields.uuid(PARENT);
    return new Command.Send(channel(), content(), clientId(), parent);
  }

  /** The same where the path says in which conversation, whatever the body does. */
  public Command.Send sendHere() {
    UUID parent = fields.uuid(PARENT);
    return new Command.Send(ownChannel, content(), clientId(), parent);
  }

  private String clientId() {
    String id = fields.text(64, "client_id");
    if (id != null && id.isBlank()) {
      fields.violate("client_id", "must not be blank");
    }
    return id;
  }

  public String content() {
    return fields.text(MOST_TEXT, "content");
  }

  public String status() {
    String status = fields.needText(16, "status");
    if (status != null && !STATUSES.contains(status)) {
      fields.violate("status", "must be online, away, busy or offline");
    }
    return status;
  }

  public Long seq() {
    Long seq = fields.needNumber("seq");
    if (seq != null && seq < 0) {
      fields.violate("seq", "must not be negative");
    }
    return seq;
  }

  /** Up to 1,000 conversations, each once, and the change after which each is wanted. */
  public List<Command.After> after() {
    if (!fields.has("channels")) {
      fields.violate("channels", "is required");
    }
    Set<Long> named = new HashSet<>();
    return fields.objects(1000, "channels").stream()
        .map(this::after)
        .filter(after -> named.add(after.channelId()))
        .toList();
  }

  private Command.After after(Fields item) {
    Long channel = item.needNumber(CHANNEL);
    Long after = place(item, "after_seq");
    item.done();
    return new Command.After(channel, after == null ? 0 : after);
  }

  /** Where to read; refuses two positions at once and a limit out of 1 to 100. */
  public Command.Position position(Long channel) {
    Long before = place(fields, "before_seq");
    Long after = place(fields, "after_seq");
    Long around = place(fields, "around_seq");
    Long limit = fields.number("limit");
    if ((before == null ? 0 : 1) + (after == null ? 0 : 1) + (around == null ? 0 : 1) > 1) {
      fields.violate("before_seq", "only one of before_seq, after_seq and around_seq");
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      fields.violate("limit", "must be 1 to " + MOST);
      limit = null;
    }
    return new Command.Position(
        channel, before, after, around, limit == null ? DEFAULT : limit.intValue());
  }

  private static Long place(Fields fields, String name) {
    Long place = fields.number(name);
    if (place != null && place < 0) {
      fields.violate(name, "must not be negative");
    }
    return place;
  }

  private boolean isTyping() {
    Boolean typing = fields.flag("is_typing");
    return typing == null || typing;
  }

  private UUID message() {
    return fields.needUuid("message_id");
  }

  private String emoji() {
    return fields.needText(32, "emoji");
  }

  private Long channelIfAny() {
    Long channel = fields.number(CHANNEL);
    return channel == null ? ownChannel : channel;
  }

  private Long channel() {
    if (ownChannel != null && !fields.has(CHANNEL)) {
      return ownChannel;
    }
    return fields.needNumber(CHANNEL);
  }
}
