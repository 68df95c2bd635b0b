package io.guestkit.dist.docker;

import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Checkout {
  private Checkout() {}

  /** Returns a path in it; tests run in the folder of their module, one below. */
  static Path path(String name) {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling(name);
  }
}
