package io.parlance.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Builds the text of a server frame: {@code type}, {@code data}, {@code timestamp}. */
public final class Frame {
  private Frame() {}

  public static String of(Event event, Instant at) {
    return of(event.type(), null, null, Json.write(event), at);
  }

  /** An event that is at the same time the answer to the command with that id. */
  public static String of(Event event, String commandId, Instant at) {
    return of(event.type(), commandId, null, Json.write(event), at);
  }

  public static String of(Reply reply, String commandId, Instant at) {
    return of(reply.type(), commandId, null, Json.write(reply), at);
  }

  public static String of(Refused refused, String commandId, String clientId, Instant at) {
    return refusal("error", refused, commandId, clientId, null, at);
  }

  /** A refusal under another type, as {@code channel_access_denied}. */
  public static String refusal(
      String type,
      Refused refused,
      String commandId,
      String clientId,
      String channelId,
      Instant at) {
    StringBuilder data = new StringBuilder(96).append("{\"code\":");
    data.append('"').append(refused.code().wireName()).append('"');
    if (refused.retryAfterMillis() > 0) {
      data.append(",\"retry_after_ms\":").append(refused.retryAfterMillis());
    }
    if (clientId != null) {
      data.append(",\"client_id\":").append(quote(clientId));
    }
    if (channelId != null) {
      data.append(",\"channel_id\":").append(channelId);
    }
    if (!refused.violations().isEmpty()) {
      data.append(",\"violations\":").append(Json.write(refused.violations()));
    }
    return of(type, commandId, refused.getMessage(), data.append('}').toString(), at);
  }

  /**
   * Why a conversation could not be joined or resumed. One that is not there and one of others look
   * the same: protocol.md, section 3, {@code channel_access_denied}.
   */
  public static String notJoined(Refused why, String commandId, long channelId, Instant at) {
    String channel = String.valueOf(channelId);
    if (why.code() != ErrorCode.NOT_FOUND) {
      return refusal("error", why, commandId, null, channel, at);
    }
    Refused denied = new Refused(ErrorCode.ACCESS_DENIED, "channel access denied");
    return refusal("channel_access_denied", denied, commandId, null, channel, at);
  }

  /** The list of the caller's conversations, which has a shape of its own. */
  public static String roomList(List<ConversationView> rooms, String commandId, Instant at) {
    StringBuilder frame = start("room_list", commandId);
    return end(frame.append(",\"rooms\":").append(Json.write(rooms)), at);
  }

  public static String pong(String commandId, Instant at) {
    return end(start("pong", commandId), at);
  }

  /** A frame from its parts; {@code data} is JSON text. */
  public static String of(String type, String commandId, String message, String data, Instant at) {
    StringBuilder frame = start(type, commandId);
    if (message != null) {
      frame.append(",\"message\":").append(quote(message));
    }
    return end(frame.append(",\"data\":").append(data), at);
  }

  private static StringBuilder start(String type, String commandId) {
    StringBuilder frame = new StringBuilder(256).append("{\"type\":\"").append(type).append('"');
    if (commandId != null) {
      frame.append(",\"id\":").append(quote(commandId));
    }
    return frame;
  }

  private static String end(StringBuilder frame, Instant at) {
    return frame
        .append(",\"timestamp\":\"")
        .append(at.truncatedTo(ChronoUnit.MILLIS))
        .append("\"}")
        .toString();
  }

  private static String quote(String text) {
    return Json.write(text);
  }
}
