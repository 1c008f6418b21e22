package io.parlance.messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What makes two messages the same one: the conversation, the sender, and the client's own id of it
 * (protocol.md, section 3, "Order, acknowledgement, exactly once"). Sixteen bytes where the three
 * take fifty: such ids come in no order, and each new one has a page of the index written anew.
 *
 * <p>The first half of the SHA-256 (FIPS 180-4) of the three in UTF-8, with slashes between;
 * migrations compute the same.
 */
final class ClientKey {
  private ClientKey() {}

  /** Null for no client id. */
  static UUID of(long conversationId, long senderId, String clientId) {
    if (clientId == null) {
      return null;
    }
    String all = conversationId + "/" + senderId + "/" + clientId;
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(all.getBytes(StandardCharsets.UTF_8)));
    return new UUID(digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has it", e);
    }
  }
}
