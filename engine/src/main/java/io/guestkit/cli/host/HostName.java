package io.guestkit.cli.host;

import io.guestkit.filesystem.FileName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of a guest as paths of this host, byte for byte. In text, Java takes only what the locale
 * can encode, and refuses the rest; in a URI it takes every byte.
 */
public final class HostName {
  private static final String DIGITS = "0123456789ABCDEF";

  private HostName() {}

  /**
   * Returns a name as a path of one name; empty where it is none that a file can have: the copy
   * would lie elsewhere.
   */
  public static Optional<Path> of(String name) {
    byte[] bytes = FileName.encode(name);
    if (bytes.length == 0 || name.equals(".") || name.equals("..")) {
      return Optional.empty();
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(absolute(bytes).getFileName());
  }

  /**
   * Returns the target of a symbolic link; empty where no link can have it. Slashes at its end, and
   * all but one of a row, are left out: Java has no paths with them.
   */
  public static Optional<Path> target(String target) {
    byte[] bytes = FileName.encode(target);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    Path path = absolute(bytes);
    return Optional.of(bytes[0] == '/' ? path : path.subpath(0, path.getNameCount()));
  }

  /** Returns the path of bytes, below the root where they are relative. */
  private static Path absolute(byte[] bytes) {
    StringBuilder uri = new StringBuilder("file://");
    if (bytes[0] != '/') {
      uri.append('/');
    }
    for (byte b : bytes) {
      if (b == '/') {
        uri.append('/');
      } else {
        uri.append('%').append(DIGITS.charAt((b >> 4) & 0xf)).append(DIGITS.charAt(b & 0xf));
      }
    }
    return Path.of(URI.create(uri.toString()));
  }
}
