package io.guestkit.volume.disklabel;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.Problem;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Disks whose label is known but not read: the disk stays one volume, with a problem. */
public final class DisklabelSystem implements VolumeSystem {
  /** 1 KiB: two sectors hold every label that is looked for. */
  private static final int LENGTH = 1024;

  private static final long BSD_MAGIC = 0x8256_4557L;
  private static final int SUN_MAGIC = 0xdabe;
  private static final int APPLE_DRIVER_MAGIC = 0x4552;
  private static final int APPLE_MAP_MAGIC = 0x504d;

  @Override
  public String name() {
    return "disklabel";
  }

  @Override
  public boolean matches(Volume volume) throws IOException {
    return volume.isPartitionable() && label(volume.source()).isPresent();
  }

  @Override
  public VolumeLayout open(List<Volume> members) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (Volume disk : members) {
      String message =
          "%s has a partition table of type %s, which is not read"
              .formatted(disk.device(), label(disk.source()).orElse(name()));
      problems.add(new UnsupportedImageException(message).problem(disk.device(), null));
    }
    return VolumeLayout.ofPartitions(List.of(), members, problems);
  }

  /** Returns the type of a label as blkid names it. */
  private static Optional<String> label(BlockSource disk) throws IOException {
    if (disk.size() < LENGTH) {
      return Optional.empty();
    }
    Struct s = Struct.bigEndian("disk label", disk, 0, LENGTH);
    if (s.u16(0x1fc) == SUN_MAGIC && isSunChecksum(s)) {
      return Optional.of("sun");
    }
    if (s.u16(0) == APPLE_DRIVER_MAGIC && s.u16(512) == APPLE_MAP_MAGIC) {
      return Optional.of("mac");
    }
    return Integer.reverseBytes(s.i32(512)) == (int) BSD_MAGIC
        ? Optional.of("bsd")
        : Optional.empty();
  }

  /** The 256 words of Sun's label, the last of them the checksum, cancel each other out. */
  private static boolean isSunChecksum(Struct s) {
    int sum = 0;
    for (int at = 0; at < 512; at += 2) {
      sum ^= s.u16(at);
    }
    return sum == 0;
  }
}
