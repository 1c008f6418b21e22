package io.parlance.gateway;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/**
 * A client that hung up amid its body. Nobody is there to read what is wrong: an answer with a body
 * of its own would be written into the void, which Payara logs at length.
 */
@Provider
public class HungUpMapper implements ExceptionMapper<IOException> {
  @Override
  public Response toResponse(IOException e) {
    return Response.status(Response.Status.BAD_REQUEST).build();
  }
}
