package io.parlance.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The binary frames of {@code parlance.deflate.v1}. */
final class Deflated {
  private Deflated() {}

  static String text(byte[] raw) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(raw), inflater)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      inflater.end();
    }
  }
}
