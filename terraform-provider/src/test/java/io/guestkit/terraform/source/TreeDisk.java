package io.guestkit.terraform.source;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of the host that becomes a disk: one ext4 without a partition table. */
record TreeDisk(Path tree) {
  /** Makes an empty one; skips the test without mkfs.ext4. */
  static TreeDisk in(Path folder) throws IOException {
    Tool.require("mkfs.ext4");
    return new TreeDisk(Files.createDirectories(folder));
  }

  /** Adds what makes it a Debian. */
  TreeDisk debian() throws IOException {
    Files.createDirectory(tree.resolve("usr"));
    return file("etc/os-release", "ID=debian\nVERSION_ID=12\n");
  }

  TreeDisk file(String path, String text) throws IOException {
    Files.createDirectories(tree.resolve(path).getParent());
    Files.writeString(tree.resolve(path), text);
    return this;
  }

  /** Makes the image of what is there, beside the folder. */
  Path image() {
    Path image = tree.resolveSibling(tree.getFileName() + ".img");
    Tool.run("mkfs.ext4", "-q", "-F", "-d", tree.toString(), image.toString(), "16M");
    return image;
  }
}
