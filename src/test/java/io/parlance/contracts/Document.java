package io.parlance.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One contract: its nodes by JSON pointer, and its schemas at work. */
final class Document {
  static final Document OPENAPI = load("openapi.yaml", SpecificationVersion.DRAFT_2020_12);
  static final Document ASYNCAPI = load("asyncapi.yaml", SpecificationVersion.DRAFT_7);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Document(String name, JsonNode root, SchemaRegistry registry) {
    this.name = name;
    this.root = root;
    this.registry = registry;
  }

  private static Document load(String name, SpecificationVersion version) {
    try (InputStream yaml = Document.class.getResourceAsStream("/META-INF/" + name)) {
      JsonNode root = new YAMLMapper().readTree(yaml);
      Map<String, String> texts = Map.of(address(name), root.toString());
      return new Document(
          name, root, SchemaRegistry.withDefaultDialect(version, it -> it.schemas(texts)));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String address(String name) {
    return "https://parlance.test/" + name;
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** What stands at a JSON pointer; a missing node where nothing does. */
  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** Where the pointer leads when references are followed. */
  String follow(String pointer) {
    JsonNode ref = at(pointer).path("$ref");
    return ref.isTextual() ? follow(ref.textValue().substring(1)) : pointer;
  }

  /** What is wrong with a value, by the schema at a pointer; empty where nothing is. */
  List<String> wrong(String pointer, JsonNode value) {
    Schema schema = schemas.computeIfAbsent(pointer, this::schema);
    return schema.validate(value).stream().map(Error::toString).distinct().toList();
  }

  private Schema schema(String pointer) {
    if (at(pointer).isMissingNode()) {
      throw new IllegalArgumentException(name + " has nothing at " + pointer);
    }
    return registry.getSchema(SchemaLocation.of(address(name) + "#" + pointer));
  }

  /** A name as a segment of a JSON pointer. */
  static String segment(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
