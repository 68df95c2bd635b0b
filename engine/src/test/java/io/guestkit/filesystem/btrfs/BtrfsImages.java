package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Listing;
import io.guestkit.testing.Sources;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images of filesystems on one device or several, which the kernel fills and shows. */
final class BtrfsImages {
  private BtrfsImages() {}

  static void requireTools() {
    KernelImages.requireLoopMounts();
    Tool.require("mkfs.btrfs", "btrfs", "btrfstune");
    Tool.requireThat(
        Tool.run("cat", "/proc/filesystems").contains("btrfs"), "the kernel has no Btrfs");
  }

  /** Makes images of a size each and a filesystem on all of them. */
  static List<Path> make(Path folder, int count, String size, String options) {
    List<Path> images = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      Path image = folder.resolve("disk" + i + ".raw");
      images.add(image);
      script.append("rm -f '%s'; truncate -s %s '%s'\n".formatted(image, size, image));
      names.append(" '").append(image).append('\'');
    }
    script.append("mkfs.btrfs -q -f %s %s >&2\n".formatted(options, names));
    Tool.shell(script.toString());
    return images;
  }

  static void fill(List<Path> images, String options, String script) {
    Tool.shell(mounted(images, options, script));
  }

  static KernelImages.View view(List<Path> images, String options) {
    String usage = "stat -f -c '%s %b %f %a %c %d' .; printf '\\0'\n";
    byte[] printed =
        Tool.runBytes("/bin/bash", "-euc", mounted(images, options, usage + Listing.SCRIPT));
    int end = 0;
    while (printed[end] != 0) {
      end++;
    }
    String statfs = new String(printed, 0, end, StandardCharsets.US_ASCII).strip();
    return new KernelImages.View(
        Listing.parse(Arrays.copyOfRange(printed, end + 1, printed.length)), statfs);
  }

  /**
   * Returns a script that mounts images and runs another in them. The loop devices can be written
   * to: what statfs says depends on it.
   */
  static String mounted(List<Path> images, String options, String script) {
    StringBuilder names = new StringBuilder();
    for (Path image : images) {
      names.append(" '").append(image).append('\'');
    }
    return """
    mount_point=$(mktemp -d); loops=(); options='%s'
    trap 'cd /; umount "$mount_point"; rmdir "$mount_point"; losetup -d "${loops[@]}"
      btrfs device scan --forget >&2 || true' EXIT
    for image in %s; do loops+=("$(losetup -f --show "$image")"); done
    for loop in "${loops[@]}"; do options="$options,device=$loop"; done
    mount -t btrfs -o "$options" "${loops[0]}" "$mount_point"
    cd "$mount_point"
    %s
    """
        .formatted(options, names, script);
  }

  static List<BlockSource> sources(List<Path> images) throws IOException {
    List<BlockSource> sources = new ArrayList<>();
    for (Path image : images) {
      sources.add(FileSource.open(image, Sources.session()));
    }
    return sources;
  }

  static BtrfsFilesystem open(List<Path> images) throws IOException {
    return BtrfsFilesystem.open(sources(images), List.of());
  }
}
