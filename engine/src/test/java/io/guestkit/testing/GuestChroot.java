package io.guestkit.testing;

import java.nio.file.Path;

/** Runs the programs of the made Debian guest in a copy-free chroot of its image, read-only. */
public final class GuestChroot {
  private GuestChroot() {}

  /** Skips the test where the host cannot mount the guest. */
  public static void require() {
    Tool.require("unshare", "sfdisk", "chroot");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "mounts need root");
    Guests.made("deb12.raw");
  }

  /**
   * Returns what a command prints in the guest.
   *
   * @param command a line of shell; {@code $m} is where the guest is mounted, and what it prepares
   *     there is gone afterwards
   */
  public static String run(String prepare, String command) {
    Path image = Guests.made("deb12.raw");
    return Tool.shell(
        """
        export m=$(mktemp -d)
        trap 'rmdir "$m"' EXIT
        start=$(sfdisk -l -o Start '%s' | tail -1)
        unshare -m bash -euc "
          mount -o ro,noload,loop,offset=$((start * 512)) '%s' '$m'
          mount --bind /dev '$m/dev'
          mount -t tmpfs tmpfs '$m/run'
          %s
          chroot '$m' /bin/sh -euc '%s'"
        """
            .formatted(image, image, prepare, command));
  }
}
