package io.guestkit.dist;

import java.nio.file.Path;

/** The unpacked archive that the build made. */
public final class Archive {
  private Archive() {}

  /** Returns its folder. */
  public static Path folder() {
    return Path.of(System.getProperty("guestkit.archive")).toAbsolutePath();
  }

  /** Returns a launcher of it, such as {@code guestkit-ansible}. */
  public static Path launcher(String name) {
    return folder().resolve(name);
  }
}
