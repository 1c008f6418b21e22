package io.parlance.gateway;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** REST lives under {@code /v1}: protocol.md, section 1. Its resources are found by the server. */
@ApplicationPath("/v1")
public class RestApplication extends Application {}
