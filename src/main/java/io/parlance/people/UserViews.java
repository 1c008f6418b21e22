package io.parlance.people;

import io.parlance.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** People as clients see them, with their status of this moment. */
@ApplicationScoped
public class UserViews {
  @Inject private People people;
  @Inject private Statuses statuses;

  public MeView me(Caller caller) {
    return me(people.person(caller.userId()), caller);
  }

  public MeView me(Person person, Caller caller) {
    return MeView.of(person, statuses.status(person.id()), caller);
  }

  /** One person; of oneself it is more. */
  public Object of(Person person, Caller caller) {
    return person.id() == caller.userId() ? me(person, caller) : of(person);
  }

  public List<UserView> of(List<Person> persons) {
    return persons.stream().map(this::of).toList();
  }

  private UserView of(Person person) {
    return UserView.of(person, statuses.status(person.id()));
  }
}
