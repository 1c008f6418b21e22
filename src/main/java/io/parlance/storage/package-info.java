/**
 * The ground under everything that is stored: which database, its connections, its schema, the
 * transaction manager; and the application's clock and threads, which come from the server too.
 *
 * <p>Who works with the database does so on {@code Workers}, so what comes of that is put into
 * words here as well: a failure as a refusal ({@code Faults}, {@code Outage}), and the REST answer
 * that is given when the work is done ({@code Answers}).
 *
 * <p>Anybody above may call. No entity and no query is here: those live with their nouns. Who uses
 * JDBC takes the data source from {@link io.parlance.storage.Database}, never from JNDI, because an
 * administrator may have named another one; whose work begins at startup waits for {@link
 * io.parlance.storage.Migrations}.
 */
package io.parlance.storage;
