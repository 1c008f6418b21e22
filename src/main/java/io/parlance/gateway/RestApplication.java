package io.parlance.gateway;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** REST lives under {@code /v1}: protocol.md, section 1. Its resources are found by the server. */
@ApplicationPath("/v1")
public class RestApplication extends Application {
  /**
   * What Jersey would do on its own. {@code /openapi} is the description, and it has no other; an
   * answer without a body is one, and no case for the page of errors, which Payara would write to
   * whom {@link HungUpMapper} knows to be gone.
   */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl",
        true,
        "jersey.config.server.response.setStatusOverSendError",
        true,
        "jersey.config.server.provider.classnames",
        HungUpInterceptor.class.getName());
  }
}
