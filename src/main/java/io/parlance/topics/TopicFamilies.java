package io.parlance.topics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The families in force: those built in, and those that the configuration adds. Read once. */
@ApplicationScoped
public class TopicFamilies {
  /** One recovery is one query and one answer, so there is an end to it. */
  private static final int MOST_HISTORY = 10_000;

  private static final Map<String, String> BUILT_IN = builtIn();

  @Inject @Any private Instance<TopicAuthorizer> authorizers;

  private List<TopicFamily> families;

  private static Map<String, String> builtIn() {
    Map<String, String> patterns = new LinkedHashMap<>();
    patterns.put("list", "list:{id}");
    patterns.put("occasion", "occasion:{id}");
    patterns.put("list-items", "list-items:all");
    patterns.put("gifts", "gifts:all");
    return patterns;
  }

  @PostConstruct
  void open() {
    Config config = ConfigProvider.getConfig(TopicFamilies.class.getClassLoader());
    families = read(key -> config.getOptionalValue(key, String.class), this::authorizer);
  }

  static List<TopicFamily> read(
      Function<String, Optional<String>> config, Function<String, TopicAuthorizer> beans) {
    List<String> names = new ArrayList<>(BUILT_IN.keySet());
    for (String name : config.apply("parlance.topics.families").orElse("").split(",", -1)) {
      if (!name.isBlank() && !names.contains(name.strip())) {
        names.add(name.strip());
      }
    }
    return names.stream().map(name -> new Reader(config, name).family(beans)).toList();
  }

  /** The first family that has the topic; empty for a topic that nobody may use. */
  Optional<TopicFamily> of(String topic) {
    return families.stream().filter(family -> family.id(topic).isPresent()).findFirst();
  }

  List<TopicFamily> all() {
    return families;
  }

  private TopicAuthorizer authorizer(String name) {
    return name == null ? authorizers.get() : authorizers.select(NamedLiteral.of(name)).get();
  }

  /** Reads the keys of one family; what is wrong is told with its key. */
  private record Reader(Function<String, Optional<String>> config, String name) {
    TopicFamily family(Function<String, TopicAuthorizer> beans) {
      boolean talks = name.equals("list") || name.equals("occasion");
      return new TopicFamily(
          name,
          read("pattern", BUILT_IN.getOrDefault(name, name + ":{id}"), TopicPattern::new),
          read("subscribe", "signed-in", text -> new TopicRule(text, beans)),
          read("publish", "role:publisher", text -> new TopicRule(text, beans)),
          read("history", "1000", Reader::history),
          read("keep", "P7D", Reader::duration),
          read("durable", "true", Reader::flag),
          read("presence", String.valueOf(talks), Reader::flag));
    }

    private <T> T read(String word, String byDefault, Function<String, T> meaning) {
      String key = "parlance.topics.family." + name + "." + word;
      String text =
          config.apply(key).filter(given -> !given.isBlank()).map(String::strip).orElse(byDefault);
      try {
        return meaning.apply(text);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(key + "=" + text + ": " + e.getMessage(), e);
      }
    }

    private static int history(String text) {
      try {
        int history = Integer.parseInt(text);
        if (history >= 0 && history <= MOST_HISTORY) {
          return history;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("must be a number, 0 to " + MOST_HISTORY, e);
      }
      throw new IllegalArgumentException("must be 0 to " + MOST_HISTORY);
    }

    private static Duration duration(String text) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("must be a duration like P7D or PT5M", e);
      }
    }

    private static boolean flag(String text) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException("must be true or false");
      }
      return text.equals("true");
    }
  }
}
