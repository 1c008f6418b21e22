package io.parlance.hub;

/** The wire form that a socket asked for by its subprotocol: protocol.md, section 3, "Batching". */
public enum Form {
  /** Each frame one JSON object. */
  SINGLE(null),
  /** Several frames as one JSON array. */
  BATCH("parlance.batch.v1"),
  /** As {@link #BATCH}, and what is long comes deflated in a binary frame. */
  DEFLATE("parlance.deflate.v1");

  private final String subprotocol;

  Form(String subprotocol) {
    this.subprotocol = subprotocol;
  }

  public boolean takesArrays() {
    return this != SINGLE;
  }

  /** The form for a negotiated subprotocol; {@link #SINGLE} for none or another. */
  public static Form of(String subprotocol) {
    for (Form form : values()) {
      if (form.subprotocol != null && form.subprotocol.equals(subprotocol)) {
        return form;
      }
    }
    return SINGLE;
  }
}
