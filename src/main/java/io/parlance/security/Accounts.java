package io.parlance.security;

import io.parlance.storage.Jdbc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The table of accounts. */
final class Accounts {
  private static final String SELECT =
      "select id, username, password, name, email, roles, demo, changed_at from accounts ";

  private final DataSource source;

  Accounts(DataSource source) {
    this.source = source;
  }

  Optional<Account> byUsername(String username) throws SQLException {
    return find(SELECT + "where username = ?", username);
  }

  Optional<Account> byId(String id) throws SQLException {
    return find(SELECT + "where id = ?", id);
  }

  /** All of them: where a server keeps the accounts itself they are not many. */
  List<Account> all() throws SQLException {
    List<Account> all = new ArrayList<>();
    try (Connection connection = source.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + "order by username");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        all.add(of(rows));
      }
    }
    return all;
  }

  /** Whether there is an account that is not a demonstration's. */
  boolean hasReal() throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select 1 from accounts where demo = false limit 1");
        ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }

  /** False if the name is taken, perhaps by another node at this moment. */
  boolean add(Account account) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into accounts (id, username, password, name, email, roles, demo,"
                    + " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, account.id());
      insert.setString(2, account.username());
      insert.setString(3, account.password());
      insert.setString(4, account.name());
      insert.setString(5, account.email());
      insert.setString(6, String.join(" ", account.roles()));
      insert.setBoolean(7, account.demo());
      insert.setObject(8, Jdbc.value(account.changedAt()));
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (Jdbc.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** A demonstration's account becomes a real one, with a password of its own. */
  boolean makeReal(String username, String password, Instant at) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update accounts set password = ?, demo = false, changed_at = ?"
                    + " where username = ? and demo = true")) {
      update.setString(1, password);
      update.setObject(2, Jdbc.value(at));
      update.setString(3, username);
      return update.executeUpdate() == 1;
    }
  }

  private Optional<Account> find(String sql, String key) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(of(row)) : Optional.empty();
      }
    }
  }

  private static Account of(ResultSet row) throws SQLException {
    String roles = row.getString(6);
    return new Account(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        roles.isEmpty() ? Set.of() : Set.of(roles.split(" ")),
        row.getBoolean(7),
        Jdbc.instant(row, 8));
  }
}
