/**
 * What an administrator and a server see: health, contracts, what starts and what stops.
 *
 * <p>Nobody calls it but the container.
 */
package io.parlance.operations;
