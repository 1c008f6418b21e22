package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Kind;
import io.parlance.messages.Changes.Place;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was read of a conversation, in several questions, while it goes on. */
class ChangesTest {
  private final Instant now = Instant.parse("2026-11-28T14:00:00Z");
  private final Conversation conversation = new Conversation(Kind.GROUP, "c", null, 1, now);
  private Message first;
  private Message second;

  @BeforeEach
  void twoAreSaid() throws Exception {
    Field id = Conversation.class.getDeclaredField("id");
    id.setAccessible(true);
    id.set(conversation, 7L);
    first = new Message(UUID.randomUUID(), conversation, 1, "first", null, null, now);
    second = new Message(UUID.randomUUID(), conversation, 1, "second", null, null, now);
  }

  private Place edited(Message message) {
    message.edit(conversation, "better", now);
    return new Place(message.changedSeq(), message.id());
  }

  @Test
  void changedOnesComeBehindThoseAsTheyWereSent() {
    List<Place> places = List.of(edited(first));
    Changes.Part part = Changes.merged(places, List.of(second), List.of(first), 3, 5);
    assertThat(part.messages()).containsExactly(second, first);
    assertThat(part.hasMore()).isFalse();
  }

  @Test
  void whatIsBeyondTheLimitIsMore() {
    List<Place> places = List.of(edited(first));
    Changes.Part part = Changes.merged(places, List.of(second), List.of(first), 3, 1);
    assertThat(part.messages()).containsExactly(second);
    assertThat(part.hasMore()).isTrue();
  }

  @Test
  void oneThatIsChangedAgainMeanwhileIsLeftForTheNextTime() {
    List<Place> places = List.of(edited(first));
    edited(first);
    Changes.Part part = Changes.merged(places, List.of(second), List.of(first), 3, 5);
    assertThat(part.messages()).containsExactly(second);
    assertThat(part.hasMore()).isFalse();
  }

  @Test
  void soMayBeOneOfManyAndThereIsMoreAllTheSame() {
    List<Place> places = List.of(edited(first), edited(second));
    edited(second);
    Changes.Part part = Changes.merged(places, List.of(), List.of(first, second), 9, 1);
    assertThat(part.messages()).containsExactly(first);
    assertThat(part.hasMore()).isTrue();
  }
}
