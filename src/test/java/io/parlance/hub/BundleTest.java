package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  /** What RFC 6455, section 5.2, lets a client read from these octets. */
  private static List<String> read(byte[] octets) {
    ByteBuffer frames = ByteBuffer.wrap(octets);
    List<String> texts = new ArrayList<>();
    while (frames.hasRemaining()) {
      assertThat(frames.get()).as("final, text").isEqualTo((byte) 0x81);
      long length = frames.get();
      assertThat(length).as("not masked, shortest form").isBetween(0L, 127L);
      if (length == 126) {
        length = frames.getShort() & 0xffff;
        assertThat(length).isGreaterThan(125);
      } else if (length == 127) {
        length = frames.getLong();
        assertThat(length).isGreaterThan(65_535);
      }
      byte[] text = new byte[(int) length];
      frames.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
  void framesOfAnySizeAreRead(int length) {
    List<String> texts = List.of("x".repeat(length), "\"ä€\uD83D\uDE80\"", "");
    assertThat(read(Bundle.of(texts).framed())).isEqualTo(texts);
  }

  @Test
  void whatIsListedIsTheArrayWithoutItsBrackets() {
    Bundle bundle = Bundle.of(List.of("{\"ä\":1}", "2", "[3]"));
    assertThat("[" + new String(bundle.listed(), StandardCharsets.UTF_8) + "]")
        .isEqualTo(bundle.array());
  }

  @Test
  void bundlesAreJoinedInOrder() {
    Bundle all = Bundle.joined(List.of(Bundle.of(List.of("1", "2")), Bundle.of("3", true)));
    assertThat(all.array()).isEqualTo("[1,2,3]");
    assertThat(all.droppable()).isFalse();
  }
}
