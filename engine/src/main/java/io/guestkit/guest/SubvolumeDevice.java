package io.guestkit.guest;

import java.util.Optional;

/** Names of subvolumes, such as {@code btrfsvol:/dev/sda2/@home}. Source: guestfs(3), mountable. */
public final class SubvolumeDevice {
  private static final String PREFIX = "btrfsvol:";

  private SubvolumeDevice() {}

  /** Returns the name of a subvolume of a device, by its path from the top of the filesystem. */
  public static String name(String device, String subvolume) {
    return PREFIX + device + "/" + subvolume;
  }

  /**
   * Returns the path of a subvolume that a name gives, or empty where it names none of a device.
   */
  public static Optional<String> subvolume(String name, String device) {
    String start = PREFIX + device + "/";
    return name.startsWith(start) ? Optional.of(name.substring(start.length())) : Optional.empty();
  }
}
