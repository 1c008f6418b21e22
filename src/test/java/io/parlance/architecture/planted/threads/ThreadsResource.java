package io.parlance.architecture.planted.threads;

import io.parlance.architecture.planted.messages.MessageManager;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The other half of the circle, and an entity that would go over the wire. */
public final class ThreadsResource {
  public Row row(MessageManager messages) {
    messages.tell(this);
    return new Row();
  }

  /** A row. */
  @Entity
  public static class Row {
    @Id private Long id;

    public Long id() {
      return id;
    }
  }
}
