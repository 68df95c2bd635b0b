package io.guestkit.export;

/** Paths in a guest as users write them. */
public final class GuestPath {
  private GuestPath() {}

  /** Returns the absolute path that an argument stands for. */
  public static String of(String argument) {
    String path = DisplayText.parse(argument);
    return path.startsWith("/") ? path : "/" + path;
  }
}
