package io.parlance.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One operation of openapi.yaml. */
record Operation(String method, String path, String pointer) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");
  private static final List<Operation> ALL = read();

  static List<Operation> all() {
    return ALL;
  }

  private static List<Operation> read() {
    List<Operation> all = new ArrayList<>();
    JsonNode paths = Document.OPENAPI.at("/paths");
    for (Iterator<String> path = paths.fieldNames(); path.hasNext(); ) {
      String template = path.next();
      for (Iterator<String> key = paths.get(template).fieldNames(); key.hasNext(); ) {
        String method = key.next();
        if (METHODS.contains(method)) {
          String pointer = "/paths/" + Document.segment(template) + "/" + method;
          all.add(new Operation(method.toUpperCase(Locale.ROOT), template, pointer));
        }
      }
    }
    return List.copyOf(all);
  }

  /** The operation that serves a method and a path, a concrete or a template's; null if none. */
  static Operation of(String method, String path) {
    String bare = path.replaceFirst("[?#].*", "");
    Operation found = null;
    for (Operation operation : ALL) {
      boolean better = found == null || found.path.contains("{");
      if (operation.method.equals(method) && operation.fits(bare) && better) {
        found = operation;
      }
    }
    return found;
  }

  private boolean fits(String concrete) {
    String[] mine = path.split("/", -1);
    String[] others = concrete.split("/", -1);
    if (mine.length != others.length) {
      return false;
    }
    for (int i = 0; i < mine.length; i++) {
      if (!mine[i].startsWith("{") && !mine[i].equals(others[i])) {
        return false;
      }
    }
    return true;
  }

  JsonNode node() {
    return Document.OPENAPI.at(pointer);
  }

  /** Who may call it: the words stand at the top of openapi.yaml. */
  String access() {
    return node().path("x-access").asText();
  }

  /** Promised, and not served yet. */
  boolean planned() {
    return node().path("x-planned").asBoolean();
  }

  /** The first example of the body that it takes; null where it takes none. */
  String body() {
    String schema = pointer + "/requestBody/content/application~1json/schema";
    JsonNode example = Document.OPENAPI.at(Document.OPENAPI.follow(schema) + "/examples/0");
    return example.isMissingNode() ? null : example.toString();
  }

  /** Where the response to a status is described; null where the contract knows none. */
  String response(int status) {
    String range = status / 100 + "XX";
    for (String key : List.of(Integer.toString(status), range, status < 400 ? "" : "default")) {
      String place = pointer + "/responses/" + key;
      if (!key.isEmpty() && !Document.OPENAPI.at(place).isMissingNode()) {
        return Document.OPENAPI.follow(place);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
