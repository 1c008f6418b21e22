package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes tokens, good ones and others. */
final class Mint {
  static final String ISSUER = "https://issuer.test";
  static final String AUDIENCE = "parlance";
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private Mint() {}

  static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** The claims of a good token. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("alice-1")
        .issueTime(in(-60))
        .notBeforeTime(in(-60))
        .expirationTime(in(600))
        .claim("preferred_username", "alice")
        .claim("groups", List.of("moderator"));
  }

  @SuppressWarnings("JavaUtilDate")
  static Date in(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  static String signed(RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(key, header -> header, change);
  }

  static String signed(
      RSAKey key,
      UnaryOperator<JWSHeader.Builder> header,
      UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      JWSHeader.Builder builder = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
      SignedJWT jwt = new SignedJWT(header.apply(builder).build(), change.apply(claims()).build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
