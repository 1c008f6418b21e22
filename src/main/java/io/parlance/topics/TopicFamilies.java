package io.parlance.topics;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import java.time.Duration;
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

  /** Reads the keys of one family. */
  private record Reader(Function<String, Optional<String>> config, String name) {
    TopicFamily family(Function<String, TopicAuthorizer> beans) {
      try {
        boolean talks = name.equals("list") || name.equals("occasion");
        return new TopicFamily(
            name,
            new TopicPattern(text("pattern", BUILT_IN.getOrDefault(name, name + ":{id}"))),
            new TopicRule(text("subscribe", "signed-in"), beans),
            new TopicRule(text("publish", "role:publisher"), beans),
            history(),
            Duration.parse(text("keep", "P7D")),
            flag("durable", true),
            flag("presence", talks));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("Topic family " + name + ": " + e.getMessage(), e);
      }
    }

    private int history() {
      int history = Integer.parseInt(text("history", "1000"));
      if (history < 0 || history > MOST_HISTORY) {
        throw new IllegalArgumentException("history must be 0 to " + MOST_HISTORY);
      }
      return history;
    }

    private boolean flag(String key, boolean byDefault) {
      String text = text(key, String.valueOf(byDefault));
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(key + " must be true or false");
      }
      return text.equals("true");
    }

    private String text(String key, String byDefault) {
      return config
          .apply("parlance.topics.family." + name + "." + key)
          .filter(text -> !text.isBlank())
          .map(String::strip)
          .orElse(byDefault);
    }
  }
}
