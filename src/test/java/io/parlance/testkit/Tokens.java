package io.parlance.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** What the outside issuer would sign. */
public final class Tokens {
  public static final String ISSUER = "https://issuer.test";
  public static final String AUDIENCE = "parlance";

  private Tokens() {}

  /** The claims of a good token for an hour; a test changes what it is about. */
  public static Json claims(String subject, String username, String name) {
    long now = Instant.now().getEpochSecond();
    return Json.object(
        "iss", ISSUER,
        "aud", AUDIENCE,
        "sub", subject,
        "upn", username,
        "preferred_username", username,
        "name", name,
        "email", username + "@example.test",
        "groups", List.of(),
        "jti", Unique.text("jti"),
        "iat", now - 5,
        "exp", now + 3600);
  }

  /** These claims with their end moved: negative is in the past. */
  public static Json ending(Json claims, Duration fromNow) {
    return claims.with("exp", Instant.now().plus(fromNow).getEpochSecond());
  }

  public static String mint(Json claims) {
    Keys keys = Keys.issuer();
    return signed(Json.object("alg", "RS256", "typ", "JWT", "kid", keys.kid()), claims, keys);
  }

  /** A token with any header, signed RS256 by the given pair. */
  public static String signed(Json header, Json claims, Keys keys) {
    String content = part(header.toString()) + "." + part(claims.toString());
    return content + "." + encoded(keys.sign(content.getBytes(StandardCharsets.US_ASCII)));
  }

  static String part(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
