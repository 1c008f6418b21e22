package io.parlance.security;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whose tokens are taken: an identity provider's, by MicroProfile JWT's own keys, or else our own.
 *
 * @param local whether the server keeps the accounts itself
 * @param location where the provider's public keys are
 * @param key the provider's public key itself
 * @param lifetime how long a token of our own is good
 * @param session how long one signing-in can be renewed
 */
public record TokenSettings(
    boolean local,
    String issuer,
    Set<String> audiences,
    Duration skew,
    Optional<String> location,
    Optional<String> key,
    Duration lifetime,
    Duration session) {
  private static final String AUDIENCE = "parlance";
  private static final String LOCATION = "mp.jwt.verify.publickey.location";
  private static final String KEY = "mp.jwt.verify.publickey";

  public static TokenSettings configured() {
    return of(ConfigProvider.getConfig(TokenSettings.class.getClassLoader()));
  }

  static TokenSettings of(Config config) {
    Optional<String> location = text(config, LOCATION);
    Optional<String> key = text(config, KEY);
    Optional<String> issuer = text(config, "mp.jwt.verify.issuer");
    boolean local = location.isEmpty() && key.isEmpty();
    if (local == issuer.isPresent()) {
      throw new IllegalStateException(
          "mp.jwt.verify.issuer and mp.jwt.verify.publickey.location go together: set both for an"
              + " identity provider, none for accounts of the server's own");
    }
    List<String> audiences =
        config.getOptionalValues("mp.jwt.verify.audiences", String.class).orElse(List.of());
    return new TokenSettings(
        local,
        issuer.or(() -> text(config, "parlance.issuer")).orElse("parlance"),
        local ? Set.of(AUDIENCE) : Set.copyOf(audiences),
        Duration.ofSeconds(
            config.getOptionalValue("mp.jwt.verify.clock.skew", Long.class).orElse(5L)),
        location,
        key,
        duration(config, "parlance.accounts.token-lifetime", "PT1H"),
        duration(config, "parlance.accounts.session-lifetime", "P30D"));
  }

  /** Where the provider's keys are read from, in the words of the configuration, for the log. */
  String place() {
    return key.isPresent() ? KEY : LOCATION + "=" + location.orElse("");
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
  }

  private static Duration duration(Config config, String name, String byDefault) {
    String text = text(config, name).orElse(byDefault);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " must be a duration like " + byDefault + ", and is " + text, e);
    }
  }
}
