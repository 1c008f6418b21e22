package io.parlance.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** From the claims as Nimbus reads them to the types that MicroProfile JWT names. */
final class Claims {
  private static final Set<String> NOT_FOR_ACCESS = Set.of("ID", "Refresh", "Offline", "Logout");

  private Claims() {}

  static Map<String, Object> of(JWTClaimsSet set) throws ParseException {
    Map<String, Object> claims = new LinkedHashMap<>();
    set.getClaims()
        .forEach(
            (name, value) ->
                claims.put(
                    name, value instanceof Date date ? date.toInstant().getEpochSecond() : value));
    claims.put("iss", set.getIssuer().intern()); // the same in all of them
    claims.put("aud", texts(set.getAudience()));
    claims.put("groups", texts(set.getClaim("groups")));
    return claims;
  }

  /** What is no text is nobody's role, and no audience. */
  private static Set<String> texts(Object value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof Collection<?> items) {
      items.forEach(
          item -> {
            if (item instanceof String text && !text.isBlank()) {
              texts.add(text);
            }
          });
    }
    return Set.copyOf(texts);
  }

  /**
   * Providers sign several kinds of tokens with one key. An id token tells a client who signed in;
   * it is not for us. {@code typ} is Keycloak's, {@code token_use} Cognito's, {@code at_hash} and
   * {@code events} are those of OpenID Connect's id and logout tokens.
   */
  static boolean isAccessToken(JWTClaimsSet claims) {
    return !(claims.getClaim("typ") instanceof String type && NOT_FOR_ACCESS.contains(type))
        && !"id".equals(claims.getClaim("token_use"))
        && claims.getClaim("at_hash") == null
        && claims.getClaim("c_hash") == null
        && claims.getClaim("events") == null;
  }
}
