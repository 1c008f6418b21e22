package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The server's own keys, made once and kept in the database, where every node finds them. The
 * newest signs; all verify. Two nodes that start together may make one each, which does no harm.
 */
final class OwnKeys implements JWKSetSource<SecurityContext> {
  private final DataSource source;
  private final Clock clock;

  OwnKeys(DataSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The key to sign with: the newest, made now if there is none yet. */
  RSAKey signing() throws SQLException, JOSEException {
    List<JWK> keys = all();
    if (keys.isEmpty()) {
      add(
          new RSAKeyGenerator(2048)
              .keyID(UUID.randomUUID().toString())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .generate());
      keys = all();
    }
    return keys.get(0).toRSAKey();
  }

  /** The public halves, to be published. */
  JWKSet published() throws SQLException {
    return new JWKSet(all()).toPublicJWKSet();
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      return published();
    } catch (SQLException e) {
      throw new JWKSetUnavailableException("The keys are in the database, which is away", e);
    }
  }

  private List<JWK> all() throws SQLException {
    List<JWK> keys = new ArrayList<>();
    try (Connection connection = source.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select jwk from signing_keys order by created_at desc, id");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        keys.add(JWK.parse(rows.getString(1)));
      }
      return keys;
    } catch (ParseException e) {
      throw new SQLException("A row of signing_keys is no key", e);
    }
  }

  private void add(RSAKey key) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into signing_keys (id, jwk, created_at) values (?, ?, ?)")) {
      insert.setString(1, key.getKeyID());
      insert.setString(2, key.toJSONString());
      insert.setObject(3, OffsetDateTime.now(clock));
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    // the data source is the server's
  }
}
