package io.parlance.storage;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * What ends with an {@code Error} (a heap or a stack that is full) is rolled back, on both servers.
 * Payara's {@code @Transactional} looks at exceptions only, and commits what was done before an
 * error: half of what belongs together.
 */
class FailedWork {
  /** Inside of the server's own, which has 200. */
  private static final int INSIDE = Interceptor.Priority.PLATFORM_BEFORE + 300;

  @AroundInvoke
  Object exception(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (Error e) {
      throw new IllegalStateException("The work of a transaction ended with " + e, e);
    }
  }

  /** Of a transaction that may be somebody else's. */
  @Transactional
  @Interceptor
  @Priority(INSIDE)
  static class Required extends FailedWork {}

  /** Of one of its own. */
  @Transactional(TxType.REQUIRES_NEW)
  @Interceptor
  @Priority(INSIDE)
  static class RequiresNew extends FailedWork {}
}
