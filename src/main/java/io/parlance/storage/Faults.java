package io.parlance.storage;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What goes wrong below a door, as a door tells it. */
@ApplicationScoped
public class Faults {
  private static final Logger LOG = Logger.getLogger(Faults.class.getName());

  /** The refusal to tell. What nobody foresaw is logged once, under the reference that is told. */
  public Refused refusal(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof jakarta.ejb.EJBException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Refused refused) {
      return refused;
    }
    Throwable unforeseen = cause;
    return Outage.refusal(cause)
        .orElseGet(
            () -> {
              String reference = UUID.randomUUID().toString().substring(0, 8);
              LOG.log(Level.SEVERE, "Unexpected, reference " + reference, unforeseen);
              return new Refused(
                  ErrorCode.INTERNAL_ERROR, "something went wrong here; reference " + reference);
            });
  }
}
