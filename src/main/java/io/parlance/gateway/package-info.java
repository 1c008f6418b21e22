/**
 * The doors: sockets and REST. They translate and decide nothing.
 *
 * <p>Nobody calls them but the container. A frame is read here, answered here if it is broken, and
 * otherwise given to its room. Refusals become frames, problems and close codes here, but for those
 * that come when the door has long returned ({@code timeline.CatchUp}, {@code topics.TopicSession},
 * {@code storage.Answers}), and those of a bad token by REST ({@code people.Authentication}).
 */
package io.parlance.gateway;
