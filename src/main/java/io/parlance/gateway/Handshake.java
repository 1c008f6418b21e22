package io.parlance.gateway;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;

/**
 * What is looked at before a socket opens: where the page comes from, and the token of those who
 * can set headers. A missing or bad token is no reason to refuse: a browser could not read why.
 */
public class Handshake extends ServerEndpointConfig.Configurator {
  /** Under this name an endpoint finds the {@code Authorization} header. */
  static final String AUTHORIZATION = "parlance.authorization";

  /** Under this name an endpoint finds the address that the socket comes from. */
  static final String ADDRESS = "parlance.address";

  // The filter and the handshake run one after the other on the request's thread, on both servers;
  // the standard tells an endpoint no address.
  private static final ThreadLocal<String> ADDRESS_OF_REQUEST = new ThreadLocal<>();

  /**
   * Tells where the request comes from that this thread is busy with.
   *
   * @param address null when it is done with it
   */
  static void comesFrom(String address) {
    if (address == null) {
      ADDRESS_OF_REQUEST.remove();
    } else {
      ADDRESS_OF_REQUEST.set(address);
    }
  }

  @Override
  public boolean checkOrigin(String origin) {
    // the request's own host is not known here: OriginFilter has looked at both
    return true;
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    Map<String, Object> properties = config.getUserProperties();
    String authorization = first(request, "Authorization");
    String address = ADDRESS_OF_REQUEST.get();
    properties.put(ADDRESS, address == null ? "" : address);
    if (authorization == null) {
      properties.remove(AUTHORIZATION);
    } else {
      properties.put(AUTHORIZATION, authorization);
    }
  }

  /** Made here: a container's own way costs each socket a target of injection that it keeps. */
  @Override
  public <T> T getEndpointInstance(Class<T> type) throws InstantiationException {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      InstantiationException failure = new InstantiationException(type.getName());
      failure.initCause(e);
      throw failure;
    }
  }

  private static String first(HandshakeRequest request, String name) {
    for (Map.Entry<String, List<String>> header : request.getHeaders().entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }
}
