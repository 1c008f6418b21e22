package io.parlance.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Every way we know to present a token that the issuer never gave for now, for us, for this user.
 */
public enum Forgery {
  EMPTY(claims -> ""),
  GARBAGE(claims -> "not-a-token"),
  THREE_DOTS(claims -> "..."),
  TWO_PARTS(claims -> Tokens.mint(claims).substring(0, Tokens.mint(claims).lastIndexOf('.'))),
  NO_SIGNATURE(claims -> head(Tokens.mint(claims)) + "."),
  ALG_NONE(claims -> unsigned("none", claims)),
  ALG_NONE_IN_MIXED_CASE(claims -> unsigned("nOnE", claims)),
  HS256_WITH_THE_PUBLIC_KEY_AS_PEM(claims -> hmac(header("HS256"), claims, pem())),
  HS256_WITH_THE_PUBLIC_KEY_AS_DER(
      claims -> hmac(header("HS256"), claims, Keys.issuer().open().getEncoded())),
  HS256_WITH_THE_JWK_SET(claims -> hmac(header("HS256"), claims, bytes(jwks()))),
  ANOTHER_KEY_UNDER_OUR_KID(claims -> Tokens.signed(header("RS256"), claims, other())),
  UNKNOWN_KID(claims -> Tokens.signed(header("RS256").with("kid", "nobody"), claims, other())),
  KID_AS_A_PATH(
      claims -> hmac(header("HS256").with("kid", "../../../../dev/null"), claims, new byte[1])),
  KID_AS_SQL(
      claims -> hmac(header("HS256").with("kid", "x' UNION SELECT 'key'--"), claims, bytes("key"))),
  JKU_OF_THE_ATTACKER(
      claims ->
          Tokens.signed(header("RS256").with("kid", "x", "jku", Trap.url()), claims, other())),
  X5U_OF_THE_ATTACKER(
      claims ->
          Tokens.signed(header("RS256").with("kid", "x", "x5u", Trap.url()), claims, other())),
  JWK_IN_THE_HEADER(
      claims ->
          Tokens.signed(
              header("RS256").with("kid", "x", "jwk", other().publicJwk()), claims, other())),
  WRONG_ISSUER(claims -> Tokens.mint(claims.with("iss", "https://elsewhere.test"))),
  NO_ISSUER(claims -> Tokens.mint(claims.without("iss"))),
  WRONG_AUDIENCE(claims -> Tokens.mint(claims.with("aud", "another-service"))),
  NO_AUDIENCE(claims -> Tokens.mint(claims.without("aud"))),
  EXPIRED(claims -> Tokens.mint(Tokens.ending(claims, Duration.ofHours(-1)))),
  NO_END(claims -> Tokens.mint(claims.without("exp"))),
  NOT_YET_VALID(
      claims -> Tokens.mint(claims.with("nbf", Instant.now().plusSeconds(1800).getEpochSecond()))),
  PAYLOAD_CHANGED(Forgery::tampered),
  NO_SUBJECT(claims -> Tokens.mint(claims.without("sub"))),
  EMPTY_SUBJECT(claims -> Tokens.mint(claims.with("sub", ""))),
  FIVE_PARTS(claims -> Tokens.mint(claims) + ".AAAA.AAAA");

  private static Keys stranger;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without a state of its own
  private final UnaryOperator<String> maker;

  Forgery(java.util.function.Function<Json, String> of) {
    maker = subject -> of.apply(Tokens.claims(subject, Unique.text("mallory"), "Mallory"));
  }

  /** A forged token that claims to be this subject. */
  public String of(String subject) {
    return maker.apply(subject);
  }

  private static synchronized Keys other() {
    if (stranger == null) {
      stranger = Keys.strange(Keys.issuer().kid());
    }
    return stranger;
  }

  private static Json header(String algorithm) {
    return Json.object("alg", algorithm, "typ", "JWT", "kid", Keys.issuer().kid());
  }

  private static String unsigned(String algorithm, Json claims) {
    return Tokens.part(header(algorithm).toString()) + "." + Tokens.part(claims.toString()) + ".";
  }

  private static String hmac(Json header, Json claims, byte[] key) {
    String content = Tokens.part(header.toString()) + "." + Tokens.part(claims.toString());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return content + "." + Tokens.encoded(mac.doFinal(bytes(content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tampered(Json claims) {
    String[] parts = Tokens.mint(claims).split("\\.", -1);
    return parts[0] + "." + Tokens.part(claims.with("sub", "root").toString()) + "." + parts[2];
  }

  private static String head(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static byte[] pem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(Keys.issuer().open().getEncoded());
    return bytes("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
  }

  private static String jwks() {
    return Json.object("keys", Json.array(Keys.issuer().publicJwk())).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
