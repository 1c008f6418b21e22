package io.parlance.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.DynamicUpdate;

/** Somebody who has signed in at least once. A token's {@code iss} and {@code sub} identify. */
@Entity
@DynamicUpdate // what somebody else changes meanwhile stays changed
@Table(name = "people")
public class Person {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String issuer;
  private String subject;
  private String username;
  private String name;

  @Column(name = "told_name")
  private String toldName;

  private String email;
  private String roles;
  private String status;

  // The next two are written in the table alone: by presence, and by an administrator.
  @Column(name = "last_seen_at")
  private Instant lastSeenAt;

  private boolean suspended;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Person() {}

  public Person(String issuer, String subject, String username, Instant createdAt) {
    this.issuer = issuer;
    this.subject = subject;
    this.username = username;
    this.name = username;
    this.roles = "";
    this.status = "online";
    this.createdAt = createdAt;
  }

  public Long id() {
    return id;
  }

  public String issuer() {
    return issuer;
  }

  public String subject() {
    return subject;
  }

  public String username() {
    return username;
  }

  public String name() {
    return name;
  }

  /** The name that the token last told. */
  public String toldName() {
    return toldName;
  }

  public String email() {
    return email;
  }

  public Set<String> roles() {
    return roles.isEmpty() ? Set.of() : new TreeSet<>(List.of(roles.split(" ")));
  }

  /** The status that the person chose; whether there is a live connection is presence's. */
  public String status() {
    return status;
  }

  public Instant lastSeenAt() {
    return lastSeenAt;
  }

  public boolean suspended() {
    return suspended;
  }

  /**
   * What the token says of the person now. Its name counts when it is a new one: until then the
   * person's own choice stays.
   */
  public void describe(String name, String email, Set<String> roles) {
    if (!name.equals(toldName)) {
      this.name = name;
      this.toldName = name;
    }
    this.email = email;
    this.roles = String.join(" ", new TreeSet<>(roles));
  }

  public void rename(String name) {
    this.name = name;
  }

  public void choose(String status) {
    this.status = status;
  }
}
