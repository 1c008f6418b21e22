package io.parlance.storage;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.resource.ResourceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells "the database is away, full or too busy" from "we made a mistake". */
public final class Outage {
  private static final int DEPTH = 20;
  private static final int RETRY_MILLIS = 2000;

  /**
   * Connection, resources, operator, system, serialization, read-only after a failover, lock
   * timeout; and H2's own: closed, broken, in use elsewhere, input and output.
   */
  private static final Pattern STATES =
      Pattern.compile("08...|53...|57...|58...|40001|40P01|25006|HYT0.|900(20|28|31|67|98)|90121");

  private Outage() {}

  /**
   * The refusal to tell: the same may be sent again. It does not say that nothing was stored, which
   * nobody knows where the database went amid a commit.
   */
  public static Refused away() {
    return Refused.later(ErrorCode.UNAVAILABLE, "the database is away; try again", RETRY_MILLIS);
  }

  /** That refusal, where a failure is an outage. */
  public static Optional<Refused> refusal(Throwable failure) {
    return isOne(failure) ? Optional.of(away()) : Optional.empty();
  }

  /** The refusal where it is an outage, else the failure itself: to be thrown. */
  public static RuntimeException translated(RuntimeException failure) {
    return refusal(failure).<RuntimeException>map(refused -> refused).orElse(failure);
  }

  public static boolean isOne(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (tells(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean tells(Throwable cause) {
    if (cause instanceof SQLException sql) {
      String state = sql.getSQLState();
      return sql instanceof SQLTransientException
          || sql instanceof SQLRecoverableException
          || sql instanceof SQLNonTransientConnectionException
          || (state != null && STATES.matcher(state).matches());
    }
    if (cause instanceof RollbackException commit) {
      return Stream.of(commit.getSuppressed()).anyMatch(Outage::isOne); // where WildFly says why
    }
    // a pool that is empty or cannot fill; a commit whose outcome nobody knows; a disk that is full
    return cause instanceof ResourceException
        || cause instanceof SystemException
        || cause instanceof HeuristicMixedException
        || cause instanceof HeuristicRollbackException
        || cause instanceof IOException;
  }
}
