package io.parlance.storage;

import jakarta.enterprise.context.RequestScoped;

/** Whose REST request this is, for {@link Answers}; told by whoever lets it in. */
@RequestScoped
public class Requester {
  /** Nobody's until it is told: nobody's answers take turns as one person's do. */
  private long userId;

  public void set(long id) {
    userId = id;
  }

  public long userId() {
    return userId;
  }
}
