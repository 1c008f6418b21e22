package io.parlance.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.Text;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "Alice.Smith@example.org, alice.smith",
    "José Ñandú, jose-nandu",
    "ALICE_1, alice_1",
    "王伟, user",
    "--.., user",
    "' a b ', a-b",
    "@here, here",
    "f47ac10b-58cc-4372-a567-0e02b2c3d479, f47ac10b-58cc-4372-a567-0e02b2c3d479"
  })
  void usernameStaysReadable(String wished, String username) {
    assertThat(Usernames.near(wished)).isEqualTo(username);
  }

  @ParameterizedTest
  @CsvSource({"bob, 1, bob", "bob, 2, bob-2", "all, 1, all-2", "Here, 1, here-2", "bob, 5, bob-5"})
  void takenOrReservedOneGetsANumber(String wished, int attempt, String username) {
    assertThat(Usernames.candidate(wished, attempt)).isEqualTo(username);
  }

  @Property
  void everyUsernameCanBeMentionedAndStored(
      @ForAll String wished, @ForAll @IntRange(min = 1, max = 12) int attempt) {
    assertThat(Usernames.candidate(wished, attempt))
        .matches("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");
  }

  @Property
  void everyNameThatATokenTellsIsMadeFit(@ForAll String told) {
    String name = DisplayNames.fit(told, "alice");
    assertThat(Text.isName(name)).isTrue();
    assertThat(name.codePointCount(0, name.length())).isBetween(1, DisplayNames.LONGEST);
  }

  @ParameterizedTest
  @CsvSource({"'Alice\nSmith', Alice Smith", "'  Alice   L ', Alice L", "'\u202eecilA', ecilA"})
  void nothingHidesInAName(String told, String shown) {
    assertThat(DisplayNames.fit(told, "x")).isEqualTo(shown);
  }
}
