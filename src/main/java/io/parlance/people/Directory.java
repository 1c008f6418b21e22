package io.parlance.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parlance.protocol.MessageView.Sender;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is behind an id: what messages and lists show of a person. */
@ApplicationScoped
public class Directory {
  private static final int MOST = 50_000;

  @Inject private Jdbc jdbc;

  // Written by whoever looks somebody up; another node's renaming shows after a minute.
  private final Cache<Long, Sender> cache =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofMinutes(1)).build();

  /** The people with these ids; ids of nobody are left out. */
  public Map<Long, Sender> of(Collection<Long> ids) {
    Map<Long, Sender> found = new HashMap<>();
    List<Long> missing = new ArrayList<>();
    for (Long id : ids) {
      Sender sender = cache.getIfPresent(id);
      if (sender == null) {
        missing.add(id);
      } else {
        found.put(id, sender);
      }
    }
    if (!missing.isEmpty()) {
      jdbc.rows(
              "select id, username, name from people where id = any(?)",
              row -> new Sender(row.getLong(1), row.getString(2), row.getString(3)),
              (Object) missing.toArray(Long[]::new))
          .forEach(sender -> found.put(sender.id(), remember(sender)));
    }
    return found;
  }

  /** The person with that id, or null. */
  public Sender of(long id) {
    Sender sender = cache.getIfPresent(id);
    return sender == null ? of(List.of(id)).get(id) : sender;
  }

  /** A person's name has changed. */
  public Sender remember(Person person) {
    return remember(new Sender(person.id(), person.username(), person.name()));
  }

  private Sender remember(Sender sender) {
    cache.put(sender.id(), sender);
    return sender;
  }
}
