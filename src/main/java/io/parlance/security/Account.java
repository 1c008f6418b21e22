package io.parlance.security;

import java.time.Instant;
import java.util.Set;

/**
 * One account of the server's own.
 *
 * @param id what the tokens' {@code sub} says
 * @param password as {@link Passwords} keeps it
 * @param demo whether everybody knows the password, so that it is good in a demonstration only
 * @param changedAt when the password was last set: an older signing-in is not renewed
 */
record Account(
    String id,
    String username,
    String password,
    String name,
    String email,
    Set<String> roles,
    boolean demo,
    Instant changedAt) {}
