/**
 * People: whoever has signed in at least once, by the token's {@code iss} and {@code sub}; how they
 * are called, and how they are found.
 *
 * <p>Every room and door calls {@link io.parlance.people.People}: it makes a {@link
 * io.parlance.security.Caller} of a token, so this is where a person unknown so far is written down
 * and a suspended one is stopped. Passwords and keys are not here but in {@code security}; who is
 * online is not here but in {@code presence}.
 */
package io.parlance.people;
