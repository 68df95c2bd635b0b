package io.guestkit.cli;

import io.guestkit.export.DisplayText;

/** Paths in a guest on the command line. */
final class GuestPath {
  private GuestPath() {}

  /** Returns the absolute path that an argument stands for. */
  static String of(String argument) {
    String path = DisplayText.parse(argument);
    return path.startsWith("/") ? path : "/" + path;
  }
}
