package io.parlance.storage;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionalException;

/**
 * A commit that fails is unchecked, on both servers. WildFly's {@code @Transactional} throws the
 * transaction manager's checked exception from methods that declare none, past every {@code catch
 * (RuntimeException)}: nobody would be answered, and a thread of ours would end.
 */
class FailedCommit {
  /** Outside of the server's own, which has 200. */
  private static final int OUTSIDE = Interceptor.Priority.PLATFORM_BEFORE + 100;

  @AroundInvoke
  Object unchecked(InvocationContext call) throws Exception {
    try {
      return call.proceed();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new TransactionalException("The transaction failed: " + e.getMessage(), e);
    }
  }

  /** Of a transaction that may be somebody else's. */
  @Transactional
  @Interceptor
  @Priority(OUTSIDE)
  static class Required extends FailedCommit {}

  /** Of one of its own. */
  @Transactional(TxType.REQUIRES_NEW)
  @Interceptor
  @Priority(OUTSIDE)
  static class RequiresNew extends FailedCommit {}
}
