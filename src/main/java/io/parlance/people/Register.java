package io.parlance.people;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The book in which people are written down. Each method is one transaction of its own, so that two
 * nodes that see somebody for the first time at once can settle it by the unique keys.
 */
@ApplicationScoped
public class Register {
  @PersistenceContext private EntityManager em;
  @Inject private Clock clock;
  @Inject private Jdbc jdbc;

  /** The person behind the token, with what it tells now; none if it is a new one. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<Known> update(Told told) {
    Optional<Person> person =
        em
            .createQuery(
                "select p from Person p where p.issuer = :issuer and p.subject = :subject",
                Person.class)
            .setParameter("issuer", told.issuer())
            .setParameter("subject", told.subject())
            .getResultList()
            .stream()
            .findFirst();
    person
        .filter(known -> !Known.of(known).agrees(told))
        .ifPresent(known -> known.describe(told.name(), told.email(), told.roles()));
    return person.map(Known::of);
  }

  /** Fails with a unique key's violation if the person or the username is there already. */
  @Transactional(TxType.REQUIRES_NEW)
  public Known add(Told told, String username) {
    Person person = new Person(told.issuer(), told.subject(), username, clock.instant());
    person.describe(told.name(), told.email(), told.roles());
    em.persist(person);
    em.flush();
    return Known.of(person);
  }

  @Transactional
  public Optional<Person> find(long id) {
    return Optional.ofNullable(em.find(Person.class, id));
  }

  /** Committed when it returns: what is known of the person is forgotten then, not before. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<Person> rename(long id, String name) {
    Optional<Person> person = find(id);
    person.ifPresent(found -> found.rename(name));
    return person;
  }

  /** Somebody who is suspended, and who they are to their provider. */
  record Suspended(long id, String issuer, String subject) {}

  /** Those of them who are suspended. */
  @Transactional
  public List<Suspended> suspendedOf(Collection<Long> ids) {
    return jdbc.rows(
        "select id, issuer, subject from people where id = any(?) and suspended",
        row -> new Suspended(row.getLong(1), row.getString(2), row.getString(3)),
        (Object) ids.toArray(Long[]::new));
  }

  /**
   * People whose username, name or part of a name begins with that, by username.
   *
   * @param pattern the beginning, in lower case and escaped for LIKE by an exclamation mark
   * @param after the username to go on after
   */
  @Transactional
  public List<Person> search(String pattern, String after, int limit) {
    return em.createQuery(
            "select p from Person p where p.suspended = false and p.username > :after"
                + " and (p.username like :start escape '!' or lower(p.name) like :start escape '!'"
                + " or lower(p.name) like :within escape '!') order by p.username",
            Person.class)
        .setParameter("after", after)
        .setParameter("start", pattern + "%")
        .setParameter("within", "% " + pattern + "%")
        .setMaxResults(limit)
        .getResultList();
  }
}
