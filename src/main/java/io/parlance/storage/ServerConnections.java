package io.parlance.storage;

import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
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
    Optional<String> jndi = DatabaseSettings.configured().jndi();
    if (jndi.isPresent()) {
      try {
        setDataSource(InitialContext.doLookup(jndi.get()));
      } catch (NamingException e) {
        throw new HibernateException("No data source is named " + jndi.get(), e);
      }
    }
    super.configure(settings);
  }
}
