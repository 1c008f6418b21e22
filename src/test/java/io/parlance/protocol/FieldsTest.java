package io.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields of(String json) {
    return new Fields(Json.readObject(json));
  }

  @Test
  void oneFieldGoesByManyNames() {
    Fields fields = of("{\"room_id\":\"7\",\"reply_to\":null,\"flag\":true}");
    assertThat(fields.needNumber("channel_id", "conversation_id", "room_id")).isEqualTo(7);
    assertThat(fields.uuid("reply_to", "parent_id")).isNull();
    assertThat(fields.flag("flag")).isTrue();
    assertThat(fields.done()).isSameAs(fields);
  }

  @Test
  void complaintNamesTheFieldThatWasSent() {
    Fields fields = of("{\"reply_to_id\":\"abc\",\"room_id\":\"x\"}");
    fields.uuid("reply_to", "reply_to_id", "parent_id");
    fields.needNumber("channel_id", "conversation_id", "room_id");
    fields.needText(10, "title", "name");
    assertThatThrownBy(fields::done)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.violations())
                    .extracting(Refused.Violation::field)
                    .containsExactly("reply_to_id", "room_id", "title"));
  }

  @Test
  void nameIsReadWithoutTheWhiteSpaceAroundIt() {
    assertThat(of("{\"name\":\" a b\\u00a0\"}").name(10, "name")).isEqualTo("a b");
    assertThat(of("{\"name\":null}").name(10, "name")).isNull();
    Fields blank = of("{\"name\":\" \\u200b\"}");
    blank.name(10, "name");
    assertThatThrownBy(blank::done).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e3",
        "\"\"",
        "\"x\"",
        "true",
        "[]",
        "{}",
        "12345678901234567890",
        "\"- 1\""
      })
  void whatIsNoIntegerIsRefused(String value) {
    Fields fields = of("{\"seq\":" + value + "}");
    assertThat(fields.needNumber("seq")).isNull();
    assertThatThrownBy(fields::done)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
              assertThat(refused.violations())
                  .singleElement()
                  .satisfies(v -> assertThat(v.field()).isEqualTo("seq"));
            });
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    Fields fields = of("{\"content\":5,\"id\":\"nonsense\",\"list\":[\"a\"],\"flag\":\"yes\"}");
    fields.text(10, "content");
    fields.needUuid("id");
    fields.numbers(5, "list");
    fields.flag("flag");
    fields.needText(10, "missing");
    assertThatThrownBy(fields::done)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.violations())
                    .extracting(Refused.Violation::field)
                    .containsExactly("content", "id", "list", "flag", "missing"));
  }

  @Test
  void charactersAreCountedAsPeopleDo() {
    assertThat(of("{\"t\":\"🐎🐎🐎\"}").text(3, "t")).isEqualTo("🐎🐎🐎");
    Fields tooLong = of("{\"t\":\"🐎🐎🐎🐎\"}");
    assertThat(tooLong.text(3, "t")).isNull();
    assertThatThrownBy(tooLong::done).isInstanceOf(Refused.class);
  }

  @Test
  void whatCannotBeStoredIsRefused() {
    Fields nul = of("{\"t\":\"a\\u0000b\"}");
    nul.text(10, "t");
    assertThatThrownBy(nul::done).isInstanceOf(Refused.class);
    Fields lone = of("{\"t\":\"a\\ud800b\"}");
    lone.text(10, "t");
    assertThatThrownBy(lone::done).isInstanceOf(Refused.class);
  }

  @Property
  void everyLongWithinBoundsIsRead(@ForAll int number) {
    assertThat(of("{\"n\":" + number + "}").number("n")).isEqualTo(number);
    assertThat(of("{\"n\":\"" + number + "\"}").number("n")).isEqualTo(number);
  }

  @Property
  void everyUuidIsRead(@ForAll long most, @ForAll long least) {
    UUID id = new UUID(most, least);
    assertThat(of("{\"id\":\"" + id + "\"}").uuid("id")).isEqualTo(id);
  }

  @Property
  void noTextMakesItThrowAnythingButARefusal(@ForAll String text) {
    try {
      Fields fields = of(text);
      fields.number("a");
      fields.done();
    } catch (Refused refused) {
      assertThat(refused.code()).isIn(ErrorCode.INVALID_JSON, ErrorCode.INVALID_MESSAGE);
    }
  }
}
