package io.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u200b", "\ufeff", "\u2060 \u200d", "\u3000\n"})
  void whatNobodySeesIsBlank(String text) {
    assertThat(Text.isBlank(text)).isTrue();
    assertThat(Text.isName(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"general", "R\u00e9sum\u00e9 2", "\ud83d\udc68\u200d\ud83d\udc69", "\u0645\u0631"})
  void oneVisibleLineIsAName(String text) {
    assertThat(Text.isBlank(text)).isFalse();
    assertThat(Text.isName(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0007", "a\u0000b", "a\u2028b", "\u202eevil", "a\ud800"})
  void whatHidesOrTurnsOthersIsNoName(String text) {
    assertThat(Text.isName(text)).isFalse();
  }

  @Test
  void nothingButTheWhiteSpaceAroundIsStripped() {
    assertThat(Text.strip(" \u00a0 a\u3000b \n\u2003")).isEqualTo("a\u3000b");
    assertThat(Text.strip(" \u00a0")).isEmpty();
    assertThat(Text.strip("")).isEmpty();
  }

  @Test
  void brokenBytesAreNotUtf8() {
    assertThat(Text.isUtf8("\u00e4\ud83d\ude00".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(Text.isUtf8(new byte[] {'a', (byte) 0xe4})).isFalse();
    assertThat(Text.isUtf8(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})).isFalse();
  }
}
