package io.parlance.architecture.planted.gateway;

/** What the ground must not know. */
public final class Door {
  public void open() {}
}
