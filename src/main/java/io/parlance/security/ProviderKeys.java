package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;

/**
 * The identity provider's public keys, read anew at each call: a JWK set, one JWK or PEM; from the
 * configuration itself, a file, the class path or the web.
 */
final class ProviderKeys implements JWKSetSource<SecurityContext> {
  private static final int MILLIS = 2000;
  private static final int MOST_BYTES = 512 * 1024;

  private final TokenSettings settings;

  ProviderKeys(TokenSettings settings) {
    this.settings = settings;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      return parse(settings.key().isPresent() ? settings.key().get() : read()).toPublicJWKSet();
    } catch (IOException | ParseException | JOSEException | IllegalArgumentException e) {
      throw new JWKSetUnavailableException("No public keys at the configured place", e);
    }
  }

  private String read() throws IOException {
    String location = settings.location().orElseThrow();
    if (location.startsWith("http:") || location.startsWith("https:")) {
      return new Retriever().retrieveResource(URI.create(location).toURL()).getContent();
    }
    if (location.startsWith("file:")) {
      return Files.readString(Path.of(URI.create(location).getSchemeSpecificPart()));
    }
    String name = location.replaceFirst("^classpath:", "").replaceFirst("^/+", "");
    try (InputStream resource = ProviderKeys.class.getClassLoader().getResourceAsStream(name)) {
      return resource == null
          ? Files.readString(Path.of(location))
          : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** By the JDK: Nimbus would need another library for it. */
  private static JWK pem(String text) throws JOSEException {
    String body = text.replaceAll("-----[A-Z ]+-----", "");
    byte[] bytes = Base64.getMimeDecoder().decode(body);
    try {
      if (text.startsWith("-----BEGIN CERTIFICATE")) {
        return JWK.parse(X509CertUtils.parseWithException(bytes));
      }
      X509EncodedKeySpec spec = new X509EncodedKeySpec(bytes);
      try {
        return new RSAKey.Builder((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec))
            .build();
      } catch (InvalidKeySpecException notRsa) {
        ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
        return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
      }
    } catch (GeneralSecurityException e) {
      throw new JOSEException("Neither a PUBLIC KEY nor a CERTIFICATE of RSA or EC", e);
    }
  }

  /** MicroProfile JWT also allows the JSON to be in Base64. */
  static JWKSet parse(String written) throws ParseException, JOSEException {
    String text = written.strip();
    if (text.startsWith("-----BEGIN")) {
      return new JWKSet(pem(text));
    }
    if (!text.startsWith("{")) {
      text = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8).strip();
    }
    return text.contains("\"keys\"") ? JWKSet.parse(text) : new JWKSet(JWK.parse(text));
  }

  @Override
  public void close() {
    // nothing is open between two calls
  }

  /** Does not follow a redirect: keys come from the configured place. */
  private static final class Retriever extends DefaultResourceRetriever {
    Retriever() {
      super(MILLIS, MILLIS, MOST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(java.net.URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }
}
