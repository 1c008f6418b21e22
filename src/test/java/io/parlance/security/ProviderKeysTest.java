package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.testkit.Logged;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderKeysTest {
  private static final RSAKey KEY = Mint.key("one");

  @TempDir Path directory;

  private Verifier verifier(String written) throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), written);
    return verifier(Map.of("mp.jwt.verify.publickey.location", file.toUri().toString()));
  }

  private static Verifier verifier(Map<String, String> key) {
    Map<String, String> all = new java.util.HashMap<>(key);
    all.put("mp.jwt.verify.issuer", Mint.ISSUER);
    TokenSettings settings = TokenSettings.of(new MapConfig(all));
    return new Verifier(settings, Tokens.cached(new ProviderKeys(settings)), Mint.CLOCK);
  }

  private static String pem() throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(KEY.toRSAPublicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  private static void takes(Verifier verifier) {
    assertThat(verifier.verify(Mint.signed(KEY, c -> c)).getName()).isEqualTo("alice");
    assertThatThrownBy(() -> verifier.verify(Mint.signed(Mint.key("one"), c -> c)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void keysAreReadInEveryForm() throws Exception {
    String set = new JWKSet(KEY).toString(true);
    takes(verifier(set));
    takes(verifier(KEY.toPublicJWK().toJSONString()));
    takes(verifier(pem()));
    takes(verifier(Base64.getEncoder().encodeToString(set.getBytes(StandardCharsets.UTF_8))));
    takes(verifier(Map.of("mp.jwt.verify.publickey", pem())));
  }

  @Test
  void rotatedKeyIsFoundAtOnce() throws Exception {
    RSAKey next = Mint.key("two");
    Verifier verifier = verifier(new JWKSet(KEY).toString(true));
    takes(verifier);
    verifier(new JWKSet(next).toString(true));
    assertThat(verifier.verify(Mint.signed(next, c -> c)).getName()).isEqualTo("alice");
  }

  @Test
  void unknownKeysDoNotMakeItReadWithoutEnd() throws Exception {
    Verifier verifier = verifier(new JWKSet(KEY).toString(true));
    for (int i = 0; i < 10; i++) {
      String token = Mint.signed(Mint.key("k" + i), c -> c);
      Refused refused = catchThrowableOfType(Refused.class, () -> verifier.verify(token));
      assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
    }
    takes(verifier);
  }

  @Test
  void withoutKeysItIsUnavailableAndNotUnauthorized() {
    Verifier verifier = verifier(Map.of("mp.jwt.verify.publickey.location", "file:/nowhere/keys"));
    for (int time = 0; time < 5; time++) { // after the second it is not even looked for
      Refused refused =
          catchThrowableOfType(Refused.class, () -> verifier.verify(Mint.signed(KEY, c -> c)));
      assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  void keysWithoutAnIssuerAreAMistakeAndSoIsTheReverse() {
    assertThatThrownBy(
            () ->
                TokenSettings.of(
                    new MapConfig(Map.of("mp.jwt.verify.publickey.location", "file:/x"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> TokenSettings.of(new MapConfig(Map.of("mp.jwt.verify.issuer", "https://x"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(TokenSettings.of(new MapConfig(Map.of())).local()).isTrue();
  }

  @Test
  void wrongSettingsAreToldAtTheStart() {
    Map<String, String> away = Map.of("mp.jwt.verify.publickey.location", "file:/nowhere/keys");
    List<String> warnings;
    try (Logged log = Logged.by(Verifier.class)) {
      verifier(away).lookAtProvider();
      warnings = log.messages();
    }
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("mp.jwt.verify.audiences").contains(Mint.ISSUER);
    assertThat(warnings.get(1))
        .contains("mp.jwt.verify.publickey.location=file:/nowhere/keys")
        .contains("NoSuchFileException");
  }

  @Test
  void durationThatIsNoneIsToldWithItsKey() {
    MapConfig config = new MapConfig(Map.of("parlance.accounts.token-lifetime", "1 hour"));
    assertThatThrownBy(() -> TokenSettings.of(config))
        .hasMessageContaining("parlance.accounts.token-lifetime")
        .hasMessageContaining("1 hour");
  }
}
