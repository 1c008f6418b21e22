package io.parlance.testkit;

/** What a writer of the checker does to a message of its own, once it is acknowledged. */
enum CheckedChange {
  EDIT,
  REACT,
  DELETE;

  private static final String EMOJI = "\uD83D\uDE80";

  /** As a command, under that id. */
  Json command(String id, String messageId, String mark) {
    Json about = Json.object("message_id", messageId, "id", id);
    return switch (this) {
      case EDIT -> about.with("type", "edit_message", "content", edited(mark));
      case REACT -> about.with("type", "react", "emoji", EMOJI);
      case DELETE -> about.with("type", "delete_message");
    };
  }

  Answer overRest(Rest rest, String messageId, String mark) {
    String path = "/v1/messaging/messages/" + messageId;
    return switch (this) {
      case EDIT -> rest.patch(path, "content", edited(mark));
      case REACT -> rest.put(path + "/reactions/" + Rest.encode(EMOJI));
      case DELETE -> rest.delete(path);
    };
  }

  /** Whether it is there. */
  boolean isIn(Json found, long sender, String mark) {
    return switch (this) {
      case EDIT -> edited(mark).equals(found.textOrNull("content")) && found.has("edited_at");
      case REACT ->
          found.at("reactions").elements().stream()
              .anyMatch(
                  reaction ->
                      EMOJI.equals(reaction.text("emoji"))
                          && reaction.at("user_ids").toString().contains(String.valueOf(sender)));
      case DELETE -> found.flag("deleted");
    };
  }

  private static String edited(String mark) {
    return mark + " edited";
  }
}
