package io.parlance.people;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.security.Token;
import jakarta.enterprise.context.RequestScoped;

/** Who asks in this REST request. Read it before going on in another thread. */
@RequestScoped
public class RequestCaller {
  private Caller caller;
  private Token token;

  void set(Caller caller, Token token) {
    this.caller = caller;
    this.token = token;
  }

  public Caller get() {
    if (caller == null) {
      throw new Refused(ErrorCode.UNAUTHORIZED, "a token is required");
    }
    return caller;
  }

  public Token token() {
    get();
    return token;
  }
}
