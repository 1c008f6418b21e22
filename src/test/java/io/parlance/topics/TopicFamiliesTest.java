package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicFamiliesTest {
  private static final TopicAuthorizer ODD_ONES =
      new TopicAuthorizer() {
        @Override
        public boolean maySubscribe(Caller caller, String topic) {
          return caller.userId() % 2 == 1;
        }

        @Override
        public boolean mayPublish(Caller caller, String topic) {
          return false;
        }
      };

  private static List<TopicFamily> read(String... keysAndValues) {
    Map<String, String> keys = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put("parlance.topics." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return TopicFamilies.read(
        name -> java.util.Optional.ofNullable(keys.get(name)),
        name -> {
          if (name != null && !name.equals("odd")) {
            throw new NoSuchElementException("no bean is named " + name);
          }
          return ODD_ONES;
        });
  }

  static TopicFamily family(String name, String... keysAndValues) {
    return read(keysAndValues).stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean allows(TopicRule rule, TopicRule.Act act, long user, String... roles) {
    Caller caller = new Caller(user, "u", "U", Set.of(roles), Instant.MAX, null);
    return rule.allows(new TopicRule.Question(act, caller, "list:7", "7"));
  }

  @Test
  void fourAreBuiltIn() {
    assertThat(read())
        .extracting(family -> family.pattern().toString())
        .containsExactly("list:{id}", "occasion:{id}", "list-items:all", "gifts:all");
    TopicFamily list = family("list");
    assertThat(list.durable()).isTrue();
    assertThat(list.presence()).isTrue();
    assertThat(list.history()).isEqualTo(1000);
    assertThat(list.keep()).isEqualTo(Duration.ofDays(7));
    assertThat(family("gifts").presence()).isFalse();
    assertThat(allows(list.subscribe(), TopicRule.Act.SUBSCRIBE, 1)).isTrue();
    assertThat(allows(list.publish(), TopicRule.Act.PUBLISH, 1)).isFalse();
    assertThat(allows(list.publish(), TopicRule.Act.PUBLISH, 1, "publisher")).isTrue();
  }

  @Test
  void configurationAddsAndChanges() {
    TopicFamily ticker =
        family(
            "ticker",
            "families",
            "ticker, boards",
            "family.ticker.durable",
            "false",
            "family.ticker.history",
            "50",
            "family.ticker.keep",
            "PT5M",
            "family.ticker.publish",
            "role:feed role:admin");
    assertThat(ticker.pattern().id("ticker:x")).contains("x");
    assertThat(ticker.durable()).isFalse();
    assertThat(ticker.history()).isEqualTo(50);
    assertThat(allows(ticker.publish(), TopicRule.Act.PUBLISH, 1, "admin")).isTrue();
    assertThat(allows(ticker.publish(), TopicRule.Act.PUBLISH, 1, "publisher")).isFalse();
    TopicRule closed = family("gifts", "family.gifts.subscribe", "nobody").subscribe();
    assertThat(allows(closed, TopicRule.Act.SUBSCRIBE, 1, "admin")).isFalse();
  }

  @Test
  void beanIsAskedWhereItMayWait() {
    TopicRule rule = family("list", "family.list.subscribe", "bean:odd").subscribe();
    assertThat(rule.waits()).isTrue();
    assertThat(allows(rule, TopicRule.Act.SUBSCRIBE, 1)).isTrue();
    assertThat(allows(rule, TopicRule.Act.SUBSCRIBE, 2)).isFalse();
    assertThat(allows(rule, TopicRule.Act.PUBLISH, 1)).isFalse();
  }

  @Test
  void claimWithoutATokenAllowsNothing() {
    TopicRule rule = family("list", "family.list.subscribe", "claim:lists").subscribe();
    assertThat(rule.waits()).isFalse();
    assertThat(allows(rule, TopicRule.Act.SUBSCRIBE, 1)).isFalse();
  }

  @Test
  void nonsenseIsMissedAtStartup() {
    for (String[] bad :
        new String[][] {
          {"family.list.subscribe", "everybody"},
          {"family.list.publish", "role:"},
          {"family.list.subscribe", "bean:missing"},
          {"family.list.history", "-1"},
          {"family.list.history", "many"},
          {"family.list.keep", "5 days"},
          {"family.list.durable", "yes"},
          {"family.list.pattern", "a b"}
        }) {
      assertThatThrownBy(() -> read(bad))
          .hasMessageStartingWith("parlance.topics." + bad[0] + "=" + bad[1] + ": ");
    }
  }
}
