/**
 * From a committed change to those who are to know it: encode once, hand to the hub, wake those who
 * wait.
 *
 * <p>Rooms call it after the commit. Nothing durable is here: every word of it is a hint.
 */
package io.parlance.delivery;
