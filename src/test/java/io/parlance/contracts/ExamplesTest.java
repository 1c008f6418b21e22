package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts agree with themselves and with each other. */
class ExamplesTest {
  private static final String SCHEMAS = "/components/schemas";
  private static final String MESSAGES = "/components/messages";

  /** A schema, and a value that it should take. */
  record Example(Document document, String pointer, JsonNode value) {
    @Override
    public String toString() {
      return pointer;
    }
  }

  static Stream<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Document document : List.of(Document.OPENAPI, Document.ASYNCAPI)) {
      for (String name : names(document, SCHEMAS)) {
        String pointer = SCHEMAS + "/" + name;
        for (JsonNode value : document.at(pointer + "/examples")) {
          examples.add(new Example(document, pointer, value));
        }
      }
    }
    for (String name : names(Document.ASYNCAPI, MESSAGES)) {
      String pointer = MESSAGES + "/" + name;
      for (JsonNode example : Document.ASYNCAPI.at(pointer + "/examples")) {
        examples.add(new Example(Document.ASYNCAPI, pointer + "/payload", example.get("payload")));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleFitsItsSchema(Example example) {
    assertThat(example.document().wrong(example.pointer(), example.value())).isEmpty();
  }

  @Test
  void everySchemaAndMessageHasAnExample() {
    Set<String> without = new TreeSet<>();
    for (Document document : List.of(Document.OPENAPI, Document.ASYNCAPI)) {
      for (String parent : List.of(SCHEMAS, MESSAGES)) {
        for (String name : names(document, parent)) {
          if (document.at(parent + "/" + name + "/examples").isEmpty()
              && !name.endsWith("Answer")) {
            without.add(parent + "/" + name);
          }
        }
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void bothContractsMeanTheSameByTheSameName() {
    Set<String> shared = names(Document.OPENAPI, SCHEMAS);
    shared.retainAll(names(Document.ASYNCAPI, SCHEMAS));
    assertThat(shared).contains("Message", "Conversation", "Participant", "ErrorCode");
    for (String name : shared) {
      String pointer = SCHEMAS + "/" + name;
      assertEquals(Document.OPENAPI.at(pointer), Document.ASYNCAPI.at(pointer), name);
    }
  }

  /** A new endpoint without it would be missing in the authorization matrix. */
  @Test
  void everyOperationSaysWhoMayCallIt() {
    assertThat(Operation.all())
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(operation.access())
                    .as(operation.toString())
                    .isIn("public", "signed-in", "member", "manager", "author", "publisher"))
        .allSatisfy(
            operation ->
                assertEquals(
                    operation.access().equals("public"),
                    operation.node().path("security").isArray(),
                    operation + " is public with security: [] and only then"));
  }

  private static Set<String> names(Document document, String parent) {
    Set<String> names = new TreeSet<>();
    document.at(parent).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
