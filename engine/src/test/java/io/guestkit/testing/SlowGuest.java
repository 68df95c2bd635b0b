package io.guestkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A guest whose inspection takes a while, by what there is to read: thousands of packages, each in
 * a file of its own.
 */
public final class SlowGuest {
  /** 6,000: a second of a process; mkfs.ext4 makes a directory of more in as many more again. */
  public static final int PACKAGES = 6_000;

  private SlowGuest() {}

  /** Makes its image in a folder; skips the test without mkfs.ext4. */
  public static Path make(Path folder) throws IOException {
    Tool.require("mkfs.ext4");
    Path tree = folder.resolve("tree");
    Path packages = Files.createDirectories(tree.resolve("var/lib/dpkg/status.d"));
    Path etc = Files.createDirectory(tree.resolve("etc"));
    Files.writeString(etc.resolve("os-release"), "ID=debian\nVERSION_ID=12\n");
    Files.createDirectory(tree.resolve("bin"));
    for (int i = 0; i < PACKAGES; i++) {
      Files.writeString(packages.resolve("p" + i), "Package: p" + i + "\nVersion: 1\n");
    }
    Path image = folder.resolve("slow.img");
    Tool.run(
        "mkfs.ext4",
        "-q",
        "-b",
        "1024",
        "-N",
        "8000",
        "-d",
        tree.toString(),
        image.toString(),
        "32M");
    return image;
  }
}
