package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {
  @ParameterizedTest
  @ValueSource(strings = {"list:1", "list:a-b_c.d", "list:\u00e4", "list:(x)"})
  void idStandsForThePlaceholder(String topic) {
    assertThat(new TopicPattern("list:{id}").id(topic)).contains(topic.substring(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list:",
        "list",
        "lists:1",
        "list:a:b",
        "list:a b",
        "list:a/b",
        "xlist:1",
        "list:\n"
      })
  void otherShapesAreOfNoFamily(String topic) {
    assertThat(new TopicPattern("list:{id}").id(topic)).isEmpty();
  }

  @Test
  void patternWithoutAPlaceholderIsOneTopic() {
    TopicPattern gifts = new TopicPattern("gifts:all");
    assertThat(gifts.id("gifts:all")).contains("gifts:all");
    assertThat(gifts.id("gifts:al")).isEmpty();
    assertThat(new TopicPattern("a.c").id("abc")).isEmpty();
  }

  @Test
  void lastPlaceholderIsTheId() {
    TopicPattern board = new TopicPattern("team:{team}:board:{id}");
    assertThat(board.id("team:7:board:9")).contains("9");
    assertThat(board.id("team:7")).isEmpty();
  }

  @Test
  void longIdsAreOfNoFamily() {
    assertThat(new TopicPattern("list:{id}").id("list:" + "x".repeat(129))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "list:{ID}", "list:{id", "a/b"})
  void whatIsNoPatternIsRefused(String text) {
    assertThatThrownBy(() -> new TopicPattern(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
