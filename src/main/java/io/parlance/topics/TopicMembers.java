package io.parlance.topics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is subscribed to one topic, so that joining and leaving cost the same whatever their number.
 * Guarded by the topic's monitor; what {@link #view} gave is not changed any more.
 */
final class TopicMembers {
  private static final TopicSubscription[] NONE = {};

  /** A picture of the members: the first {@code count} of the array. */
  static final class View {
    private final TopicSubscription[] members;
    private final int count;

    private View(TopicSubscription[] members, int count) {
      this.members = members;
      this.count = count;
    }

    void forEach(Consumer<TopicSubscription> visitor) {
      for (int i = 0; i < count; i++) {
        visitor.accept(members[i]);
      }
    }
  }

  private TopicSubscription[] members = NONE;
  private int count;

  /** Somebody reads the array: it is copied before it is written to. */
  private boolean viewed;

  // How many sockets each person has here; null where the family has no presence.
  private final Map<Long, Integer> people;

  TopicMembers(boolean countsPeople) {
    people = countsPeople ? new HashMap<>(4) : null;
  }

  int count() {
    return count;
  }

  /** Adds; true if the person was not there before, and anybody wants to know. */
  boolean add(TopicSubscription subscription) {
    if (count == members.length) {
      members = Arrays.copyOf(members, count == 0 ? 1 : count + (count >> 1) + 1);
      viewed = false;
    }
    // beyond the count of any view: nobody reads there
    members[count] = subscription;
    subscription.index = count++;
    return people != null && people.merge(subscription.connection().userId(), 1, Integer::sum) == 1;
  }

  /** Removes; true if that was the person's last socket here, and anybody wants to know. */
  boolean remove(TopicSubscription subscription) {
    if (viewed) {
      members = members.clone();
      viewed = false;
    }
    TopicSubscription last = members[--count];
    members[subscription.index] = last;
    last.index = subscription.index;
    members[count] = null;
    subscription.index = -1;
    if (count < members.length / 4) {
      members = Arrays.copyOf(members, count);
    }
    return people != null && leave(subscription.connection().userId());
  }

  private boolean leave(Long userId) {
    return people.computeIfPresent(userId, (id, sockets) -> sockets == 1 ? null : sockets - 1)
        == null;
  }

  View view() {
    viewed = true;
    return new View(members, count);
  }

  /** The people who are here; empty where nobody may know. */
  Set<Long> people() {
    return people == null ? Set.of() : Set.copyOf(people.keySet());
  }
}
