package io.parlance.gateway;

import io.parlance.protocol.Problem;
import io.parlance.storage.Faults;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What nobody foresaw: logged once, told by its reference only. */
@Provider
public class FaultMapper implements ExceptionMapper<Throwable> {
  @Inject private Faults faults;

  @Override
  public Response toResponse(Throwable failure) {
    return Problem.response(faults.refusal(failure));
  }
}
