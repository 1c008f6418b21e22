package io.parlance.architecture.planted.protocol;

import io.parlance.architecture.planted.gateway.Door;

/** An import that points up. */
public final class LooksUp {
  public void knock(Door door) {
    door.open();
  }
}
