package io.parlance.security;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The claims of a token that was verified. It does not hold the token itself, so that nothing can
 * print it.
 */
public final class Token implements JsonWebToken {
  private final Map<String, Object> claims;

  /**
   * Takes verified claims in the types that MicroProfile JWT names: times as {@code Long} seconds,
   * {@code aud} and {@code groups} as sets. Each socket keeps them: the names, which are the same
   * in all tokens, are shared.
   */
  Token(Map<String, Object> claims) {
    this.claims =
        claims.entrySet().stream()
            .filter(claim -> claim.getValue() != null)
            .collect(toUnmodifiableMap(claim -> claim.getKey().intern(), Map.Entry::getValue));
  }

  /** The name to mention somebody by, before it is made unique. */
  @Override
  public String getName() {
    return text("preferred_username").or(() -> text("upn")).orElseGet(this::getSubject);
  }

  /** The name to show. */
  public String displayName() {
    return text("name").orElseGet(this::getName);
  }

  /** The address, where the token tells one. */
  public Optional<String> email() {
    return text("email");
  }

  public Instant expiresAt() {
    return Instant.ofEpochSecond(getExpirationTime());
  }

  @Override
  public Set<String> getClaimNames() {
    return claims.keySet();
  }

  /** As MicroProfile JWT has it: the caller knows the type of the claim. */
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> T getClaim(String name) {
    return (T) claims.get(name);
  }

  private Optional<String> text(String claim) {
    return claims.get(claim) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Token of " + getSubject();
  }
}
