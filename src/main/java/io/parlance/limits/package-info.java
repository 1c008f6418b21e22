/**
 * Every bound of the server as one table, and the buckets that count against it.
 *
 * <p>Anybody may call. What happens beyond a bound is the caller's: a refusal, or a close.
 */
package io.parlance.limits;
