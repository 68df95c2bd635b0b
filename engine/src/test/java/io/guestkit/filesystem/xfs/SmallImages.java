package io.guestkit.filesystem.xfs;

import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small images that mkfs fills from a tree, for which nothing has to be mounted. */
final class SmallImages {
  /** A name of the tree and what it is in a directory, for every form of directory and link. */
  private static final String TREE =
      """
      mkdir -p a/b/c many few node; echo hello > file; ln -s file soft
      ln -s "$(printf '%700s' x | tr ' ' l)" long; : > empty; ln -s "$(printf '%100s' x | tr ' ' m)" middle
      for n in $(seq 12); do echo $n > "few/some-longer-name-of-number-$n"; done
      for n in $(seq 60); do echo $n > "many/some-longer-name-of-number-$n"; done
      for n in $(seq 500); do : > "node/an-even-longer-name-of-the-number-$n"; done
      head -c 300000 /dev/zero | tr '\\0' x > a/big; chmod 4751 a/big; chmod 1777 a/b
      for n in 1 2 3 4 5; do printf '%200s' v > a/b/c/$(printf '%250s' n | tr ' ' n)$n; done
      """;

  /** Writes what mkfs reads of a tree: name, type and mode, owner, group, content. */
  private static final String PROTOTYPE =
      """
      perl -e '
        sub tree { my ($path) = @_;
          opendir(my $d, $path) or die; my @names = sort grep { !/^\\.\\.?$/ } readdir($d);
          for my $name (@names) {
            my $file = "$path/$name"; my @s = lstat($file);
            my $mode = sprintf("%s%s%03o", $s[2] & 04000 ? "u" : "-", $s[2] & 02000 ? "g" : "-", $s[2] & 0777);
            if (-l $file) { print "$name l$mode 7 8 ", readlink($file), "\\n" }
            elsif (-d $file) { print "$name d$mode 9 10\\n"; tree($file); print "\\$\\n" }
            else { print "$name -$mode 3000000000 4000000000 $file\\n" }
          } }
        print "/boot\\n0 0\\nd--755 0 0\\n"; tree($ARGV[0]);
        print "character c--640 1 2 5 300\\nblock b--600 0 0 259 70000\\nfifo p--604 0 0\\n\\$\\n\\$\\n"'\
      """;

  private SmallImages() {}

  /** Returns the tree that images are made of. */
  static Path tree(Path folder) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Tool.shell("cd '" + tree + "'\n" + TREE);
    return tree;
  }

  /** Makes an image of a tree with something of everything that mkfs can make. */
  static Path make(Path folder, String options, String size) throws IOException {
    Tool.require("mkfs.xfs", "perl");
    Path tree = tree(folder);
    if (!options.contains("crc=0")) {
      // mkfs leaves out the header that the blocks of links have in version 5.
      Files.delete(tree.resolve("long"));
    }
    Path prototype = folder.resolve("prototype");
    Tool.shell(PROTOTYPE + " '" + tree + "' > '" + prototype + "'");
    String mkfs = "mkfs.xfs --unsupported -q -p '%s' %s $image".formatted(prototype, options);
    return KernelImages.make(folder, size, "truncate -s 64m $image.rt; " + mkfs);
  }
}
