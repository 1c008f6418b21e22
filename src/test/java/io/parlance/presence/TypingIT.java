package io.parlance.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code typing}: told to the others, sparingly, and over by itself. */
@Execution(ExecutionMode.CONCURRENT)
class TypingIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  @Test
  void othersSeeWhoTypesAndTheTyperDoesNot() {
    try (ChatClient typer = alice.chatIn(channel);
        ChatClient other = bob.chatIn(channel)) {
      typer.send("typing", "channel_id", channel, "is_typing", true);
      Json event = other.await("user_typing").at("data");
      assertThat(event.number("channel_id")).isEqualTo(channel);
      assertThat(event.number("user_id")).isEqualTo(alice.id());
      assertThat(event.text("username")).isEqualTo(alice.username());
      assertThat(event.flag("is_typing")).isTrue();
      typer.settle();
      assertThat(typer.seen("user_typing")).isEmpty();
    }
  }

  @Test
  void stoppingIsTold() {
    try (ChatClient typer = alice.chatIn(channel);
        ChatClient other = bob.chatIn(channel)) {
      typer.send("typing", "channel_id", channel, "is_typing", true);
      other.await("user_typing", frame -> frame.flag("data.is_typing"));
      typer.send("typing", "channel_id", channel, "is_typing", false);
      other.await("user_typing", frame -> !frame.flag("data.is_typing"));
    }
  }

  @Test
  void endsByItselfAfterSixSeconds() {
    try (ChatClient typer = alice.chatIn(channel);
        ChatClient other = bob.chatIn(channel)) {
      typer.send("typing", "channel_id", channel, "is_typing", true);
      other.await("user_typing", frame -> frame.flag("data.is_typing"));
      long began = System.nanoTime();
      other.await("user_typing", frame -> !frame.flag("data.is_typing"));
      assertThat((System.nanoTime() - began) / 1_000_000).isBetween(4_000L, 9_000L);
    }
  }

  @Test
  void aHundredKeystrokesAreFewEvents() {
    try (ChatClient typer = alice.chatIn(channel);
        ChatClient other = bob.chatIn(channel)) {
      for (int i = 0; i < 100; i++) {
        typer.send("typing", "channel_id", channel, "is_typing", true);
      }
      typer.settle();
      typer.say(channel, "typed");
      other.awaitMessage("typed");
      other.settle();
      assertThat(other.seen("user_typing", frame -> frame.flag("data.is_typing")))
          .hasSizeBetween(1, 10);
    }
  }

  @Test
  void strangerTypesToNobody() {
    Person mallory = People.named("mallory");
    try (ChatClient stranger = mallory.chat();
        ChatClient other = bob.chatIn(channel)) {
      stranger.send("typing", "channel_id", channel, "is_typing", true);
      stranger.settle();
      alice.posts(channel, "after");
      other.awaitMessage("after");
      other.settle();
      assertThat(other.seen("user_typing")).isEmpty();
    }
  }

  @Test
  void strangerWhoAsksToJoinTypesAndHearsNothingMeanwhile() {
    Person mallory = People.named("mallory");
    try (ChatClient stranger = mallory.chat();
        ChatClient typer = alice.chatIn(channel);
        ChatClient other = bob.chatIn(channel)) {
      for (int i = 0; i < 20; i++) {
        stranger.send("join", "channel_id", channel);
        stranger.send("typing", "channel_id", channel, "is_typing", true);
        typer.send("typing", "channel_id", channel, "is_typing", i % 2 == 0);
      }
      stranger.settle();
      typer.settle();
      alice.posts(channel, "after");
      other.awaitMessage("after");
      other.settle();
      assertThat(other.seen("user_typing", frame -> frame.number("data.user_id") == mallory.id()))
          .isEmpty();
      assertThat(stranger.seen("user_typing")).isEmpty();
    }
  }

  @Test
  void memberNeedNotHaveJoined() {
    try (ChatClient typer = alice.chat();
        ChatClient other = bob.chatIn(channel)) {
      typer.send("typing", "channel_id", channel, "is_typing", true);
      assertThat(other.await("user_typing").number("data.user_id")).isEqualTo(alice.id());
    }
  }

  @Test
  void typingElsewhereIsNotTold() {
    long elsewhere = alice.startsGroup(bob);
    try (ChatClient typer = alice.chatIn(channel, elsewhere);
        ChatClient other = bob.chatIn(channel)) {
      typer.send("typing", "channel_id", elsewhere, "is_typing", true);
      typer.send("typing", "channel_id", channel, "is_typing", true);
      assertThat(other.await("user_typing").number("data.channel_id")).isEqualTo(channel);
    }
  }
}
