package io.guestkit.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;

/** Images that mkfs makes, the kernel fills and the kernel shows. */
public final class KernelImages {
  private KernelImages() {}

  /** What the kernel says of a mounted image: its entries, and {@code stat -f}. */
  public record View(SortedMap<String, Listing.Entry> entries, String usage) {}

  /** Skips the test where an image cannot be mounted. */
  public static void requireLoopMounts() {
    Tool.require("mkfs.ext4", "debugfs", "mount", "losetup", "getfattr", "setfattr");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "loop mounts need root");
    Tool.requireThat(Files.exists(Path.of("/dev/loop-control")), "there are no loop devices");
  }

  /** Makes an image by commands that have its path in {@code $image}. */
  public static Path make(Path folder, String size, String mkfs) {
    Path image = folder.resolve("image.raw");
    Tool.shell("image='%s'; truncate -s %s $image; { %s; } >&2".formatted(image, size, mkfs));
    return image;
  }

  /** Runs a script inside the mounted image and unmounts it. */
  public static void fill(Path image, String options, String script) {
    Tool.shell(mounted(image, options, script));
  }

  /** Mounts an image read-only and returns what the kernel shows. */
  public static View view(Path image) {
    return view(image, "ro");
  }

  /** Mounts an image, which the kernel may first recover, and returns what the kernel shows. */
  public static View view(Path image, String options) {
    String usage = "stat -f -c '%s %b %f %a %c %d' .; printf '\\0'\n";
    byte[] printed =
        Tool.runBytes("/bin/bash", "-euc", mounted(image, options, usage + Listing.SCRIPT));
    int end = 0;
    while (printed[end] != 0) {
      end++;
    }
    String statfs = new String(printed, 0, end, StandardCharsets.US_ASCII).strip();
    return new View(Listing.parse(Arrays.copyOfRange(printed, end + 1, printed.length)), statfs);
  }

  /** Returns a script that mounts an image, runs another in it and leaves nothing mounted. */
  public static String mounted(Path image, String options, String script) {
    return """
    mount_point=$(mktemp -d)
    trap 'cd /; umount "$mount_point"; rmdir "$mount_point"' EXIT
    mount -o loop,%s '%s' "$mount_point"
    cd "$mount_point"
    %s
    """
        .formatted(options, image, script);
  }
}
