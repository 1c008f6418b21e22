package io.parlance.security;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** The people of a demonstration: protocol.md, section 2. */
public final class Demo {
  static final String PASSWORD = "demo";
  static final Set<String> EVERY_ROLE = Set.of("admin", "moderator", "publisher");

  /** In the order in which they are told. */
  public static final List<String> PEOPLE =
      List.of("alice", "bob", "carol", "dave", "erin", "admin");

  private Demo() {}

  public static boolean isOn() {
    return ConfigProvider.getConfig(Demo.class.getClassLoader())
        .getOptionalValue("parlance.demo", Boolean.class)
        .orElse(false);
  }
}
