package io.parlance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The key pair of the issuer that the server under test trusts: made once per build, in {@code
 * target/it-keys}, or named by {@code -Dparlance.key}.
 */
public record Keys(String kid, RSAPrivateCrtKey secret, RSAPublicKey open) {
  private static final Path FOLDER = Path.of("target", "it-keys");
  private static Keys issuer;

  /** The issuer's own pair. */
  public static synchronized Keys issuer() {
    if (issuer == null) {
      issuer = System.getProperty("parlance.key") == null ? made() : read(named());
    }
    return issuer;
  }

  /** Where the public half lies, as a JWK set; made if it is not there yet. */
  public static Path publicSet() {
    issuer();
    return FOLDER.resolve("jwks.json").toAbsolutePath();
  }

  /** A pair that nobody trusts. */
  public static Keys strange(String kid) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      return new Keys(kid, (RSAPrivateCrtKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path named() {
    return Path.of(System.getProperty("parlance.key"));
  }

  /** Under a file lock: several test processes may start at once. */
  private static Keys made() {
    Path secret = FOLDER.resolve("private.jwk");
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel channel =
              FileChannel.open(
                  FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        if (!Files.exists(secret)) {
          Keys keys = strange("it-1");
          Files.writeString(
              FOLDER.resolve("jwks.json"),
              Json.object("keys", Json.array(keys.publicJwk())).toString());
          Files.writeString(secret, keys.privateJwk().toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(secret);
  }

  private static Keys read(Path file) {
    try {
      Json jwk = Json.parse(Files.readString(file));
      KeyFactory factory = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey secret =
          (RSAPrivateCrtKey)
              factory.generatePrivate(
                  new RSAPrivateCrtKeySpec(
                      number(jwk, "n"),
                      number(jwk, "e"),
                      number(jwk, "d"),
                      number(jwk, "p"),
                      number(jwk, "q"),
                      number(jwk, "dp"),
                      number(jwk, "dq"),
                      number(jwk, "qi")));
      RSAPublicKey open =
          (RSAPublicKey)
              factory.generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
      return new Keys(jwk.text("kid"), secret, open);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Json publicJwk() {
    return Json.object(
        "kty",
        "RSA",
        "use",
        "sig",
        "alg",
        "RS256",
        "kid",
        kid,
        "n",
        text(open.getModulus()),
        "e",
        text(open.getPublicExponent()));
  }

  private Json privateJwk() {
    return publicJwk()
        .with(
            "d", text(secret.getPrivateExponent()),
            "p", text(secret.getPrimeP()),
            "q", text(secret.getPrimeQ()),
            "dp", text(secret.getPrimeExponentP()),
            "dq", text(secret.getPrimeExponentQ()),
            "qi", text(secret.getCrtCoefficient()));
  }

  /** RS256. */
  public byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(secret);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger number(Json jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(name)));
  }

  private static String text(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    byte[] magnitude = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
  }
}
