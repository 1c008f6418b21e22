package io.parlance.architecture.planted.messages;

import io.parlance.architecture.planted.threads.ThreadsResource;

/** A name that says nothing, half of a circle, and somebody who prints. */
public final class MessageManager {
  public void tell(ThreadsResource threads) {
    System.out.println(threads.row(this).id());
  }
}
