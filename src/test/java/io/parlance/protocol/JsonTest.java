package io.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  /** What answers are made of. */
  public record Thing(long someId, String aName, Instant createdAt, boolean isTyping) {}

  @Test
  void recordsAreWrittenInSnakeCaseWithNulls() {
    String json = Json.write(new Thing(7, null, Instant.parse("2026-11-20T10:00:00.120Z"), true));
    assertThat(Json.readObject(json))
        .isEqualTo(
            Json.readObject(
                "{\"some_id\":7,\"a_name\":null,\"created_at\":\"2026-11-20T10:00:00.120Z\","
                    + "\"is_typing\":true}"));
  }

  @Test
  void mapsKeepTheirKeysAndNulls() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nextCursor", null);
    map.put("list", Arrays.asList(1, null));
    assertThat(Json.write(map)).isEqualTo("{\"nextCursor\":null,\"list\":[1,null]}");
    assertThat(Json.write(List.of())).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{]",
        "{\"a\":}",
        "{\"a\":1,}",
        "nul",
        "{} {}",
        "'a'",
        "{a:1}",
        "01"
      })
  void brokenJsonIsRefused(String text) {
    assertThatThrownBy(() -> Json.readObject(text))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(ErrorCode.INVALID_JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
  void anythingButAnObjectIsRefused(String text) {
    assertThatThrownBy(() -> Json.readObject(text))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
  }

  @Test
  void nestingWithoutEndIsRefused() {
    for (String opening : List.of("[", "{\"a\":")) {
      assertThatThrownBy(() -> Json.read(opening.repeat(65_536 / opening.length())))
          .isInstanceOf(Refused.class);
    }
  }

  @Property
  void everyStorableTextComesBack(@ForAll String text) {
    if (Text.isStorable(text)) {
      assertThat(
              ((JsonString) Json.read(Json.write(Map.of("t", text))).asJsonObject().get("t"))
                  .getString())
          .isEqualTo(text);
    }
  }

  @Property
  void storableIsWhatUtf8CanHold(@ForAll String text) {
    boolean holds =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    assertThat(Text.isStorable(text)).isEqualTo(holds && text.indexOf(0) < 0);
    assertThat(Text.length(text)).isEqualTo(text.codePoints().count());
  }
}
