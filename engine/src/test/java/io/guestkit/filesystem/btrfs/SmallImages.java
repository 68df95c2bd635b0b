package io.guestkit.filesystem.btrfs;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small images that mkfs fills, for which nothing has to be mounted. */
final class SmallImages {
  private static final String TREE =
      """
      mkdir -p a/b/c many; echo hello > file; ln -s file soft; ln file hard
      ln -s "$(printf '%100s' x | tr ' ' l)" long; : > empty
      for n in $(seq 150); do echo $n > "many/some longer name of number $n"; done
      head -c 30000 /dev/zero | tr '\\0' x > a/big
      printf end | dd of=a/sparse bs=1 seek=600000 status=none
      perl -e 'open(F, ">a/pieces"); for (1 .. 12) { seek(F, $_ * 8192, 0); print F $_ }'
      setfattr -n user.name -v value file; setfattr -n user.large -v "$(printf '%500s' v)" a/big
      """;

  private SmallImages() {}

  /** Makes an image of a tree with something of everything that needs no root. */
  static Path make(Path folder, String options, String size) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Path image = folder.resolve("small.raw");
    Tool.require("mkfs.btrfs", "setfattr");
    Tool.shell("cd '" + tree + "'\n" + TREE);
    Tool.shell(
        "truncate -s %s '%s'; mkfs.btrfs -q -f --rootdir '%s' %s '%s' >&2"
            .formatted(size, image, tree, options, image));
    return image;
  }
}
