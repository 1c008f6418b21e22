package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierTest {
  private static final RSAKey KEY = Mint.key("one");
  private static final RSAKey FORGERS = Mint.key("one");
  private static final ECKey CURVE = curve(Curve.P_256, "two");
  private static final ECKey LARGER = curve(Curve.P_384, "three");

  private final Verifier verifier = verifier(Set.of(Mint.AUDIENCE));

  private static Verifier verifier(Set<String> audiences) {
    TokenSettings settings =
        new TokenSettings(
            false,
            Mint.ISSUER,
            audiences,
            Duration.ofSeconds(5),
            Optional.of("file:/keys"),
            Optional.empty(),
            Duration.ofHours(1),
            Duration.ofDays(1));
    JWKSet keys = new JWKSet(List.of(KEY, CURVE, LARGER)).toPublicJWKSet();
    return new Verifier(settings, new ImmutableJWKSet<>(keys), Mint.CLOCK);
  }

  private static ECKey curve(Curve curve, String id) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Arguments> forged() throws Exception {
    String good = Mint.signed(KEY, c -> c);
    String[] parts = good.split("\\.", -1);
    byte[] publicKey = KEY.toRSAPublicKey().getEncoded();
    return Stream.of(
        arguments("nothing", null),
        arguments("blank", " "),
        arguments("words", "not a token"),
        arguments("two parts", parts[0] + "." + parts[1]),
        arguments("no signature", parts[0] + "." + parts[1] + "."),
        arguments("another's signature", Mint.signed(FORGERS, c -> c)),
        arguments(
            "changed claims",
            parts[0]
                + "."
                + Base64URL.encode(Mint.claims().subject("admin").build().toPayload().toString())
                + "."
                + parts[2]),
        arguments("alg none", new PlainJWT(Mint.claims().build()).serialize()),
        arguments("alg NoNe, by hand", header("{\"alg\":\"NoNe\"}") + "." + parts[1] + "."),
        arguments("HS256 with the public key", mac(publicKey)),
        arguments(
            "HS256 with the public key as PEM",
            mac(Base64.encode(publicKey).toString().getBytes(StandardCharsets.US_ASCII))),
        arguments("RS512", rsa(JWSAlgorithm.RS512)),
        arguments("PS256", rsa(JWSAlgorithm.PS256)),
        arguments("ES384", ec(JWSAlgorithm.ES384, LARGER)),
        arguments("unknown kid", Mint.signed(KEY, h -> h.keyID("other"), c -> c)),
        arguments("kid is a path", Mint.signed(KEY, h -> h.keyID("../../dev/null"), c -> c)),
        arguments("kid is SQL", Mint.signed(KEY, h -> h.keyID("x' or '1'='1"), c -> c)),
        arguments("brings jwk", Mint.signed(FORGERS, h -> h.jwk(FORGERS.toPublicJWK()), c -> c)),
        arguments("good, and brings jwk", Mint.signed(KEY, h -> h.jwk(KEY.toPublicJWK()), c -> c)),
        arguments(
            "brings jku",
            Mint.signed(KEY, h -> h.jwkURL(URI.create("http://127.0.0.1/keys")), c -> c)),
        arguments(
            "brings x5u",
            Mint.signed(KEY, h -> h.x509CertURL(URI.create("http://127.0.0.1/cert")), c -> c)),
        arguments(
            "brings x5c",
            Mint.signed(KEY, h -> h.x509CertChain(List.of(Base64.encode("cert"))), c -> c)),
        arguments(
            "crit",
            Mint.signed(KEY, h -> h.criticalParams(Set.of("exp")).customParam("exp", 1), c -> c)),
        arguments("typ of another kind", typed("logout+jwt")),
        arguments("wrong issuer", Mint.signed(KEY, c -> c.issuer("https://issuer.test.evil"))),
        arguments("issuer with a slash", Mint.signed(KEY, c -> c.issuer(Mint.ISSUER + "/"))),
        arguments("no issuer", Mint.signed(KEY, c -> c.issuer(null))),
        arguments("wrong audience", Mint.signed(KEY, c -> c.audience("another"))),
        arguments("no audience", Mint.signed(KEY, c -> c.audience((String) null))),
        arguments("expired", Mint.signed(KEY, c -> c.expirationTime(Mint.in(-5)))),
        arguments("never expires", Mint.signed(KEY, c -> c.expirationTime(null))),
        arguments("expires as text", Mint.signed(KEY, c -> c.claim("exp", "tomorrow"))),
        arguments("not yet good", Mint.signed(KEY, c -> c.notBeforeTime(Mint.in(6)))),
        arguments("no subject", Mint.signed(KEY, c -> c.subject(null))),
        arguments("blank subject", Mint.signed(KEY, c -> c.subject(" "))),
        arguments("subject with NUL", Mint.signed(KEY, c -> c.subject("a\u0000b"))),
        arguments("endless subject", Mint.signed(KEY, c -> c.subject("a".repeat(256)))),
        arguments("Keycloak's id token", Mint.signed(KEY, c -> c.claim("typ", "ID"))),
        arguments("Keycloak's refresh token", Mint.signed(KEY, c -> c.claim("typ", "Refresh"))),
        arguments("an id token", Mint.signed(KEY, c -> c.claim("at_hash", "abc"))),
        arguments("Cognito's id token", Mint.signed(KEY, c -> c.claim("token_use", "id"))),
        arguments("a logout token", Mint.signed(KEY, c -> c.claim("events", Map.of()))),
        arguments("endless", Mint.signed(KEY, c -> c.claim("x", "x".repeat(20_000)))),
        arguments("nested without end", header("[".repeat(8_000)) + "." + parts[1] + "."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void forgedIsRefused(String kind, String token) {
    Refused refused = catchThrowableOfType(Refused.class, () -> verifier.verify(token));
    assertThat(refused).as(kind).isNotNull();
    assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
  }

  @Test
  void goodIsTaken() {
    Token token = verifier.verify(Mint.signed(KEY, c -> c.claim("name", "Alice L")));
    assertThat(token.getSubject()).isEqualTo("alice-1");
    assertThat(token.getName()).isEqualTo("alice");
    assertThat(token.displayName()).isEqualTo("Alice L");
    assertThat(token.getGroups()).containsExactly("moderator");
    assertThat(token.getAudience()).containsExactly("parlance");
    assertThat(token.getExpirationTime()).isEqualTo(Mint.NOW.getEpochSecond() + 600);
    assertThat(token.expiresAt()).isEqualTo(Mint.NOW.plusSeconds(600));
    assertThat(token.getRawToken()).isNull();
  }

  @Test
  void otherGoodOnesAreTaken() throws Exception {
    assertThat(verifier.verify(ec(JWSAlgorithm.ES256, CURVE)).getName()).isEqualTo("alice");
    assertThat(verifier.verify(typed("at+jwt")).getName()).isEqualTo("alice");
    assertThat(verifier.verify(typed("JWT")).getName()).isEqualTo("alice");
    String withoutKid = Mint.signed(KEY, h -> h.keyID(null), c -> c);
    assertThat(verifier.verify(withoutKid).getName()).isEqualTo("alice");
    String several = Mint.signed(KEY, c -> c.audience(List.of("another", Mint.AUDIENCE)));
    assertThat(verifier.verify(several).getName()).isEqualTo("alice");
  }

  @Test
  void fiveSecondsOfSkewAreForgiven() {
    String late = Mint.signed(KEY, c -> c.expirationTime(Mint.in(-4)));
    String early = Mint.signed(KEY, c -> c.notBeforeTime(Mint.in(5)));
    assertThat(verifier.verify(late).getName()).isEqualTo("alice");
    assertThat(verifier.verify(early).getName()).isEqualTo("alice");
  }

  @Test
  void anyAudienceIsGoodWhereNoneIsConfigured() {
    String another = Mint.signed(KEY, c -> c.audience("another"));
    assertThat(verifier(Set.of()).verify(another).getName()).isEqualTo("alice");
  }

  @Test
  void groupsThatAreNoTextGiveNoRole() {
    String odd = Mint.signed(KEY, c -> c.claim("groups", List.of(1, "admin", Map.of("a", "b"))));
    String text = Mint.signed(KEY, c -> c.claim("groups", "admin"));
    assertThat(verifier.verify(odd).getGroups()).containsExactly("admin");
    assertThat(verifier.verify(text).getGroups()).isEmpty();
  }

  @Test
  void nothingPrintsTheToken() {
    String jwt = Mint.signed(KEY, c -> c);
    assertThat(verifier.verify(jwt).toString()).isEqualTo("Token of alice-1");
  }

  private static String header(String json) {
    return Base64URL.encode(json).toString();
  }

  private static String typed(String type) {
    return Mint.signed(KEY, h -> h.type(new JOSEObjectType(type)), c -> c);
  }

  private static String mac(byte[] secret) throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
    SignedJWT jwt = new SignedJWT(header, Mint.claims().build());
    jwt.sign(new MACSigner(secret));
    return jwt.serialize();
  }

  private static String rsa(JWSAlgorithm algorithm) throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID("one").build();
    SignedJWT jwt = new SignedJWT(header, Mint.claims().build());
    jwt.sign(new RSASSASigner(KEY));
    return jwt.serialize();
  }

  private static String ec(JWSAlgorithm algorithm, ECKey key) throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
    SignedJWT jwt = new SignedJWT(header, Mint.claims().build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
