package io.parlance.gateway;

import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A refusal, as REST tells it. */
@Provider
public class RefusedMapper implements ExceptionMapper<Refused> {
  @Override
  public Response toResponse(Refused refused) {
    return Problem.response(refused);
  }
}
