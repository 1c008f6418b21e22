package io.parlance.gateway;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Methods of the server's own classes, which applications are not offered, to be called often. */
final class ServerMethod {
  private ServerMethod() {}

  /**
   * Finds a public method. To be called with {@code invokeExact}, the receiver being an {@code
   * Object}.
   */
  static MethodHandle find(Class<?> type, String name, Class<?> result, Class<?>... takes)
      throws ReflectiveOperationException {
    MethodHandle call =
        MethodHandles.publicLookup().findVirtual(type, name, MethodType.methodType(result, takes));
    return call.asType(call.type().changeParameterType(0, Object.class));
  }
}
