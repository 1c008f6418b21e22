package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Event;
import io.parlance.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of the wire are the same in the code and in the contracts. */
class WordsTest {

  @Test
  void errorCodesAreThose() {
    List<String> promised = new ArrayList<>();
    Document.OPENAPI
        .at("/components/schemas/ErrorCode/enum")
        .forEach(code -> promised.add(code.asText()));
    assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::wireName))
        .containsExactlyInAnyOrderElementsOf(promised);
  }

  @Test
  void closeCodesAreInTheTable() {
    String table = Document.ASYNCAPI.at("/info/description").asText();
    for (CloseReason reason : CloseReason.values()) {
      assertThat(table).contains("| " + reason.code() + " |");
    }
  }

  @Test
  void eventsAreThose() {
    Set<String> written =
        Stream.of(Event.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
            .map(name -> name.toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> promised = new TreeSet<>();
    for (JsonNode ref : Document.ASYNCAPI.at("/operations/tell/messages")) {
      String pointer = ref.path("$ref").asText();
      promised.add(pointer.substring(pointer.lastIndexOf('/') + 1));
    }
    promised.remove("connected");
    assertThat(written).isEqualTo(promised);
  }

  static Stream<String> commands() {
    List<String> examples = new ArrayList<>();
    for (JsonNode ref : Document.ASYNCAPI.at("/operations/conversationCommands/messages")) {
      String message = Document.ASYNCAPI.follow(ref.path("$ref").asText().substring(1));
      JsonNode example = Document.ASYNCAPI.at(message + "/examples/0/payload");
      JsonNode words = Document.ASYNCAPI.at(message + "/payload/properties/type/enum");
      if (words.isMissingNode()) {
        examples.add(example.toString());
      }
      for (JsonNode word : words) {
        examples.add(
            ((com.fasterxml.jackson.databind.node.ObjectNode) example.deepCopy())
                .set("type", word)
                .toString());
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandIsUnderstood(String example) {
    Command.Envelope envelope = Command.Envelope.of(Json.readObject(example));
    assertThat(Command.of(envelope, null)).isNotNull();
  }
}
