package io.parlance.storage;

import java.sql.Connection;
import java.sql.SQLException;

/** Plain connections without a time limit, for Flyway. */
final class PatientSource extends ParlanceDataSource {
  private final DatabaseSettings settings;

  PatientSource(DatabaseSettings settings) {
    super(settings, () -> false);
    this.settings = settings;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return settings.openPatiently();
  }
}
