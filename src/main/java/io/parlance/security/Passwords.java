package io.parlance.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as they are kept: {@code pbkdf2-sha512$iterations$salt$hash}, with the JDK's own
 * PBKDF2. Iterations as OWASP advises; old hashes keep theirs.
 */
final class Passwords {
  private static final String KIND = "pbkdf2-sha512";
  private static final int ITERATIONS = 210_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Nobody's: compared with where there is no account, so that this takes as long. */
  private static final String DECOY = hash("nobody has this one");

  private Passwords() {}

  static String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        KIND,
        Integer.toString(ITERATIONS),
        encoder.encodeToString(salt),
        encoder.encodeToString(derive(password, salt, ITERATIONS)));
  }

  /** Whether this is the password; {@code kept} may be null, which takes as long and is false. */
  static boolean matches(String password, String kept) {
    String[] parts = (kept == null ? DECOY : kept).split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(KIND)) {
      throw new IllegalStateException("A password is kept in an unknown way");
    }
    Base64.Decoder decoder = Base64.getDecoder();
    byte[] hash = derive(password, decoder.decode(parts[2]), Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(hash, decoder.decode(parts[3])) && kept != null;
  }

  /** A password to be told once: 20 characters, 120 bits. */
  static String random() {
    byte[] bytes = new byte[15];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }
}
