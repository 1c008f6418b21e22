/**
 * The doors: sockets and REST. They translate and decide nothing.
 *
 * <p>Nobody calls them but the container. A frame is read here, answered here if it is broken, and
 * otherwise given to its room; only here do refusals become frames, problems and close codes.
 */
package io.parlance.gateway;
