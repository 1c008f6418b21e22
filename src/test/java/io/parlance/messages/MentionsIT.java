package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @username} in a text is resolved by the server. */
class MentionsIT {
  private Person alice;
  private Person bob;
  private Person carol;
  private long channel;

  @BeforeEach
  void aGroupOfThree() {
    alice = People.named("alice");
    bob = People.named("bob");
    carol = People.named("carol");
    channel = alice.startsGroup(bob, carol);
  }

  @Test
  void membersAreFoundByTheirUsernames() {
    Json message =
        alice.posts(channel, "@" + bob.username() + ", and (@" + carol.username() + ")!");
    assertThat(message.numbers("mentions")).containsExactlyInAnyOrder(bob.id(), carol.id());
  }

  @Test
  void caseDoesNotMatterAndTwiceIsOnce() {
    String loud = bob.username().toUpperCase(Locale.ROOT);
    Json message = alice.posts(channel, "@" + loud + " @" + bob.username());
    assertThat(message.numbers("mentions")).containsExactly(bob.id());
  }

  @Test
  void strangersAddressesAndUnknownNamesAreNoMentions() {
    Person dave = People.named("dave");
    Json message =
        alice.posts(channel, "@" + dave.username() + " @nobody x@" + bob.username() + " @ @@ @-");
    assertThat(message.numbers("mentions")).isEmpty();
  }

  @Test
  void claimedMentionsAreIgnored() {
    Json message =
        alice
            .rest()
            .post(
                Person.messages(channel),
                "content",
                "no names",
                "mentions",
                Json.array(bob.id(), carol.id()))
            .data();
    assertThat(message.numbers("mentions")).isEmpty();
  }

  @Test
  void mentionIsCountedForTheMentionedOnly() {
    try (ChatClient mentioned = bob.chat();
        ChatClient other = carol.chat()) {
      alice.posts(channel, "hey @" + bob.username());
      Json his = mentioned.await("unread_count_updated").at("data");
      Json hers = other.await("unread_count_updated").at("data");
      assertThat(his.number("count")).isEqualTo(1);
      assertThat(his.number("mentions")).isEqualTo(1);
      assertThat(hers.number("count")).isEqualTo(1);
      assertThat(hers.number("mentions")).isZero();
    }
    assertThat(bob.findsConversation(channel).number("mention_count")).isEqualTo(1);
  }

  @Test
  void editMentionsAnew() {
    String id = alice.posts(channel, "hey @" + bob.username()).text("id");
    Json edited =
        alice.rest().patch(Person.message(id), "content", "hey @" + carol.username()).data();
    assertThat(edited.numbers("mentions")).containsExactly(carol.id());
    assertThat(bob.findsConversation(channel).number("mention_count")).isZero();
    assertThat(carol.findsConversation(channel).number("mention_count")).isEqualTo(1);
  }
}
