package io.parlance.messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What makes two messages the same one: the conversation, the sender, and the client's own id of it
 * (protocol.md, section 3, "Order, acknowledgement, exactly once"). Sixteen bytes where the three
 * take fifty.
 *
 * <p>The first half of the SHA-256 (FIPS 180-4) of the three in UTF-8, with slashes between. Such
 * keys come in no order, and each new one has a page of the index read and written anew. Where the
 * client's id is a UUID with the time in front (version 7, RFC 9562, section 5.7), its key has the
 * same six bytes in front: new ones stand side by side. Migrations compute the same.
 */
final class ClientKey {
  private static final Pattern TIME_ORDERED =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-7\\p{XDigit}{3}-[89abAB]\\p{XDigit}{3}-\\p{XDigit}{12}");

  private ClientKey() {}

  /** Null for no client id. */
  static UUID of(long conversationId, long senderId, String clientId) {
    if (clientId == null) {
      return null;
    }
    String all = conversationId + "/" + senderId + "/" + clientId;
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(all.getBytes(StandardCharsets.UTF_8)));
    long first = digest.getLong();
    if (TIME_ORDERED.matcher(clientId).matches()) {
      long time = UUID.fromString(clientId).getMostSignificantBits() & ~0xffffL;
      first = time | (first & 0xffff);
    }
    return new UUID(first, digest.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has it", e);
    }
  }
}
