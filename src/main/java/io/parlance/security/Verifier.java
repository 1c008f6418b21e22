package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells a good token from any other. Asymmetric signatures of two kinds, keys from the configured
 * place and never from the token, the configured issuer; all else is refused with the same words.
 */
final class Verifier {
  private static final Logger LOG = Logger.getLogger(Verifier.class.getName());
  private static final int LONGEST = 16_384;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  /** Absent, or one of these: RFC 7519 and RFC 9068. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final TokenSettings settings;
  private final JWKSource<SecurityContext> keys;
  private final Clock clock;

  /** Whether keys were ever had: until then nobody can say that a token is not valid. */
  private volatile boolean hasKeys;

  Verifier(TokenSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
    this.settings = settings;
    this.keys = keys;
    this.clock = clock;
  }

  /** The token's claims, or {@code unauthorized}; {@code unavailable} if no keys can be had. */
  Token verify(String jwt) {
    if (jwt == null || jwt.isBlank()) {
      throw new Refused(ErrorCode.UNAUTHORIZED, "a token is required");
    }
    try {
      check(jwt.length() <= LONGEST, "too long");
      SignedJWT signed = SignedJWT.parse(jwt);
      checkHeader(signed.getHeader());
      check(isSigned(signed), "no key fits the signature");
      JWTClaimsSet claims = signed.getJWTClaimsSet();
      checkClaims(claims);
      return new Token(Claims.of(claims));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      LOG.log(Level.FINE, "A token was refused: {0}", e.getClass().getSimpleName());
      throw invalid();
    }
  }

  /**
   * Looks at an identity provider before anybody comes with a token of it, and logs what an
   * administrator should know. It fetches the keys, so it may take as long as the provider does.
   */
  void lookAtProvider() {
    if (settings.audiences().isEmpty()) {
      LOG.warning(
          () ->
              "mp.jwt.verify.audiences is not set: any token of "
                  + settings.issuer()
                  + " is taken, for whichever application it was made");
    }
    try {
      keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
      hasKeys = true;
    } catch (KeySourceException e) {
      warn(e);
    }
  }

  private void warn(KeySourceException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = root.toString();
    LOG.log(
        Level.WARNING,
        failure,
        () ->
            "The keys of the identity provider cannot be had from "
                + settings.place()
                + ": "
                + cause);
  }

  /** Keys, and addresses of keys, that a token brings along are a forger's. */
  private static void checkHeader(JWSHeader header) {
    check(ALGORITHMS.contains(header.getAlgorithm()), "algorithm");
    check(
        header.getJWKURL() == null
            && header.getJWK() == null
            && header.getX509CertURL() == null
            && header.getX509CertChain() == null,
        "brings its own key");
    check(
        header.getCriticalParams() == null && header.isBase64URLEncodePayload(),
        "critical parameters");
    String type = header.getType() == null ? "jwt" : header.getType().getType();
    check(TYPES.contains(type.toLowerCase(Locale.ROOT)), "type");
  }

  private boolean isSigned(SignedJWT jwt) throws JOSEException {
    for (JWK key : candidates(jwt.getHeader())) {
      boolean good =
          key.getKeyType().equals(KeyType.RSA)
              ? jwt.verify(new RSASSAVerifier(key.toRSAKey().toRSAPublicKey()))
              : jwt.verify(new ECDSAVerifier(key.toECKey().toECPublicKey()));
      if (good) {
        return true;
      }
    }
    return false;
  }

  /** A key without an id, as a PEM file has it, fits any id. */
  private List<JWK> candidates(JWSHeader header) throws JOSEException {
    JWKMatcher.Builder matcher =
        new JWKMatcher.Builder()
            .keyType(KeyType.forAlgorithm(header.getAlgorithm()))
            .keyUses(KeyUse.SIGNATURE, null)
            .algorithms(header.getAlgorithm(), null)
            .privateOnly(false);
    if (header.getKeyID() != null) {
      matcher.keyIDs(header.getKeyID(), null);
    }
    if (header.getAlgorithm().equals(JWSAlgorithm.ES256)) {
      matcher.curve(Curve.P_256);
    } else {
      matcher.minKeySize(2048);
    }
    try {
      List<JWK> found = keys.get(new JWKSelector(matcher.build()), null);
      hasKeys = true;
      return found;
    } catch (RateLimitReachedException e) {
      if (!hasKeys) {
        throw unavailable();
      }
      LOG.fine("A token names an unknown key, and the keys were fetched a moment ago");
      throw invalid();
    } catch (KeySourceException e) {
      warn(e);
      throw unavailable();
    }
  }

  private static Refused unavailable() {
    return new Refused(ErrorCode.UNAVAILABLE, "tokens cannot be checked just now; try again");
  }

  private void checkClaims(JWTClaimsSet claims) {
    check(settings.issuer().equals(claims.getIssuer()), "issuer");
    check(
        settings.audiences().isEmpty()
            || claims.getAudience().stream().anyMatch(settings.audiences()::contains),
        "audience");
    check(claims.getExpirationTime() != null, "no end");
    Instant now = clock.instant();
    if (!claims.getExpirationTime().toInstant().plus(settings.skew()).isAfter(now)) {
      throw new Refused(ErrorCode.UNAUTHORIZED, "the token has expired");
    }
    Date from = claims.getNotBeforeTime();
    check(from == null || !from.toInstant().minus(settings.skew()).isAfter(now), "not yet good");
    String subject = claims.getSubject();
    check(
        subject != null
            && !subject.isBlank()
            && subject.length() <= 255
            && Text.isStorable(subject),
        "subject");
    check(Claims.isAccessToken(claims), "an id token, or another that is not for access");
  }

  private static void check(boolean good, String reason) {
    if (!good) {
      LOG.log(Level.FINE, "A token was refused: {0}", reason);
      throw invalid();
    }
  }

  private static Refused invalid() {
    return new Refused(ErrorCode.UNAUTHORIZED, "the token is not valid");
  }
}
