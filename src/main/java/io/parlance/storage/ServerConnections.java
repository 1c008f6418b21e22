package io.parlance.storage;

import java.sql.SQLException;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.hibernate.HibernateException;
import org.hibernate.engine.jdbc.connections.internal.DatasourceConnectionProviderImpl;

/**
 * Gives Hibernate the pool of persistence.xml, or the administrator's where one is configured.
 *
 * <p>Not by delegation inside {@link ParlanceDataSource}: two pools in one transaction would be two
 * resources of it, of which only one can commit.
 */
public class ServerConnections extends DatasourceConnectionProviderImpl {
  private static final long serialVersionUID = 1L;

  @Override
  public void configure(Map<String, Object> settings) {
    DatabaseSettings database = DatabaseSettings.configured();
    if (database.jndi().isPresent()) {
      String name = database.jndi().get();
      try {
        DataSource source = InitialContext.doLookup(name);
        await(source, database);
        setDataSource(source);
      } catch (NamingException e) {
        throw new HibernateException("No data source is named " + name, e);
      }
    }
    super.configure(settings);
  }

  /** Hibernate connects next, to learn what it talks to, and it does so once. */
  private static void await(DataSource source, DatabaseSettings database) {
    try {
      Patience.AT_START.first(source::getConnection, database, () -> false).close();
    } catch (SQLException e) {
      throw new HibernateException("The database does not answer: " + database, e);
    }
  }
}
