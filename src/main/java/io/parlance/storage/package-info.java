/**
 * The ground under everything that is stored: which database, its connections, its schema, the
 * transaction manager; and the application's clock and threads, which come from the server too.
 *
 * <p>Anybody above may call. No entity and no query is here: those live with their nouns. Who uses
 * JDBC takes the data source from {@link io.parlance.storage.Database}, never from JNDI, because an
 * administrator may have named another one; whose work begins at startup waits for {@link
 * io.parlance.storage.Migrations}.
 */
package io.parlance.storage;
