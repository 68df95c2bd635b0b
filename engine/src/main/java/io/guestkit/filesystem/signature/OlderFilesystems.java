package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Filesystems with a short magic number or one that may be anywhere: looked for last. Sources:
 * Linux, {@code include/uapi/linux/minix_fs.h}, {@code fs/ufs/ufs_fs.h}, {@code
 * fs/befs/befs_fs_types.h}, {@code fs/xfs/libxfs/xfs_log_format.h}.
 */
final class OlderFilesystems {
  private static final int[] UFS_MAGICS = {
    0x19540119, 0x00011954, 0x00195612, 0x00095014, 0x00612195, 0x05231994
  };
  private static final int UFS2 = 0x19540119;

  /** 10 MiB: mkfs.xfs makes no smaller external log. */
  private static final long MIN_XFS_LOG = 10L << 20;

  /** 256 KiB: a record's largest size, so one starts in it; as blkid. */
  private static final int XFS_LOG_SEARCHED = 256 << 10;

  static final List<Recogniser> TABLE =
      List.of(
          OlderFilesystems::ufs,
          OlderFilesystems::minix,
          probe -> Befs.recognise(probe, 0),
          probe -> Befs.recognise(probe, 512),
          OlderFilesystems::xfsLog);

  private OlderFilesystems() {}

  private static Optional<Signature> ufs(Probe probe) throws IOException {
    for (long base : new long[] {0, 8 << 10, 64 << 10, 256 << 10}) {
      if (base > probe.size() - 1376 || probe.has(base + 1372, "\0\0\0\0")) {
        continue;
      }
      for (boolean big : new boolean[] {false, true}) {
        Struct s = big ? probe.big(base, 1376) : probe.little(base, 1376);
        for (int magic : UFS_MAGICS) {
          if (s.i32(1372) == magic) {
            Signature ufs =
                Signature.of("ufs", Signature.FILESYSTEM)
                    .withVersion(magic == UFS2 ? "2" : "1")
                    .withUuid(Text.hex64(s.u32(144) << 32 | s.u32(148)));
            return Optional.of(magic == UFS2 ? ufs.withLabel(Text.label(s, 680, 32)) : ufs);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Signature> minix(Probe probe) throws IOException {
    if (probe.size() < 2048) {
      return Optional.empty();
    }
    for (boolean big : new boolean[] {false, true}) {
      Struct s = big ? probe.big(1024, 32) : probe.little(1024, 32);
      int version =
          switch (s.u16(16)) {
            case 0x137f, 0x138f -> 1;
            case 0x2468, 0x2478 -> 2;
            default -> s.u16(24) == 0x4d5a ? 3 : 0;
          };
      if (version != 0 && isMinix(s, version)) {
        return Optional.of(
            Signature.of("minix", Signature.FILESYSTEM).withVersion(Integer.toString(version)));
      }
    }
    return Optional.empty();
  }

  /** The magic number has two bytes only: the bitmaps must be large enough for what they map. */
  private static boolean isMinix(Struct s, int version) {
    boolean third = version == 3;
    long inodes = third ? s.u32(0) : s.u16(0);
    long zones = version == 1 ? s.u16(2) : s.u32(20);
    int inodeMap = s.u16(third ? 6 : 4);
    int zoneMap = s.u16(third ? 8 : 6);
    int first = s.u16(third ? 10 : 8);
    int zoneShift = s.u16(third ? 12 : 10);
    boolean stateFits = third || (s.u16(18) & ~3) == 0;
    return stateFits
        && zoneShift == 0
        && inodes != 0
        && inodeMap * 8192L >= inodes + 1
        && first <= zones
        && zoneMap * 8192L >= zones - first + 1;
  }

  private static Optional<Signature> xfsLog(Probe probe) throws IOException {
    if (probe.size() < MIN_XFS_LOG) {
      return Optional.empty();
    }
    for (int at = 0; at < XFS_LOG_SEARCHED; at += 512) {
      if (probe.has(at, "\u00fe\u00ed\u00ba\u00be")) {
        Struct s = probe.big(at, 304);
        boolean fits =
            s.u32(8) >= 1 && s.u32(8) <= 3 && s.i32(12) > 0 && s.u32(300) >= 1 && s.u32(300) <= 3;
        if (fits) {
          return Optional.of(Signature.of("xfs_external_log", Signature.OTHER));
        }
      }
    }
    return Optional.empty();
  }
}
