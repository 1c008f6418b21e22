package io.parlance.people;

import io.parlance.protocol.Text;
import io.parlance.security.LocalAccounts.Member;
import io.parlance.security.Token;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token tells of somebody, made fit to be stored.
 *
 * @param wished the username that the token would like
 * @param roles those that Parlance knows; the token may name any others
 */
record Told(
    String issuer, String subject, String wished, String name, String email, Set<String> roles) {
  private static final int LONGEST_EMAIL = 320;
  private static final Set<String> KNOWN_ROLES = Set.of("admin", "moderator", "publisher");

  static Told of(Token token) {
    Set<String> roles = new TreeSet<>(token.getGroups());
    roles.retainAll(KNOWN_ROLES);
    return new Told(
        token.getIssuer(),
        token.getSubject(),
        token.getName(),
        DisplayNames.fit(token.displayName(), Usernames.near(token.getName())),
        token.email().filter(Told::isStorable).orElse(null),
        roles);
  }

  /** The same of somebody who has an account and no token yet. */
  static Told of(Member member) {
    return new Told(
        member.issuer(),
        member.subject(),
        member.username(),
        member.name(),
        member.email(),
        new TreeSet<>(member.roles()));
  }

  private static boolean isStorable(String email) {
    return email.length() <= LONGEST_EMAIL && Text.isStorable(email);
  }
}
