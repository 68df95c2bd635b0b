package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Filesystems that several machines mount at once, and what they keep on a device of their own. */
final class ClusterFilesystems {
  private static final int META_DEVICE = 1;

  static final List<Recogniser> TABLE =
      List.of(
          ClusterFilesystems::gfs,
          ocfs2(0x400),
          ocfs2(0x800),
          ocfs2(0x1000),
          ocfs2(0x2000),
          Magic.filesystem("oracleasm", 0, 32, "ORCLDISK").label(40, 24),
          ClusterFilesystems::scoutfs,
          ClusterFilesystems::vmfs,
          ClusterFilesystems::vmfsVolume);

  private ClusterFilesystems() {}

  /** Source: Linux, {@code fs/ocfs2/ocfs2_fs.h}; the superblock lies in the second block. */
  private static Magic ocfs2(long base) {
    return Magic.filesystem("ocfs2", base, 0, "OCFSV2")
        .label(272, 64)
        .uuid(336)
        .version(s -> s.u16(192) + "." + s.u16(194));
  }

  /** Source: Linux, {@code include/uapi/linux/gfs2_ondisk.h}, big-endian. */
  private static Optional<Signature> gfs(Probe probe) throws IOException {
    if (!probe.has(0x10000, "\001\026\031p")) {
      return Optional.empty();
    }
    Struct s = probe.big(0x10000, 272);
    boolean first = s.u32(24) == 1309 && s.u32(28) == 1401;
    boolean second = s.u32(24) >= 1800 && s.u32(24) < 1900 && s.u32(28) >= 1900;
    if (!first && !second) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of(first ? "gfs" : "gfs2", Signature.FILESYSTEM)
            .withVersion(first ? null : "1")
            .withLabel(Text.label(s, 160, 64))
            .withUuid(Text.uuid(s, 256)));
  }

  private static Optional<Signature> scoutfs(Probe probe) throws IOException {
    if (!probe.has(0x10004, "\u008bB<\020")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x10000, 72);
    boolean meta = (s.bits64(48) & META_DEVICE) != 0;
    return Optional.of(
        Signature.of(meta ? "scoutfs_meta" : "scoutfs_data", Signature.FILESYSTEM)
            .withVersion(Long.toUnsignedString(s.bits64(40)))
            .withUuid(Text.uuid(s, 56)));
  }

  /** Source: vmfs-tools, {@code libvmfs/vmfs_fs.h}. */
  private static Optional<Signature> vmfs(Probe probe) throws IOException {
    if (!probe.has(0x200000, "^\u00f1\u00ab/")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x200000, 157);
    String hex = Text.hex64(s.u32(9) << 32 | s.u32(13));
    String rest = Text.uuid(s, 9);
    String uuid =
        hex == null || rest == null
            ? null
            : "%s-%s-%04x-%s"
                .formatted(hex.substring(0, 8), hex.substring(8), s.u16(17), rest.substring(24));
    return Optional.of(
        Signature.of("VMFS", Signature.FILESYSTEM)
            .withVersion(Integer.toString(s.u8(8)))
            .withLabel(Text.label(s, 29, 128))
            .withUuid(uuid));
  }

  private static Optional<Signature> vmfsVolume(Probe probe) throws IOException {
    if (!probe.has(0x100000, "\015\u00d0\001\u00c0")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x100000, 1024);
    return Optional.of(
        Signature.of("VMFS_volume_member", Signature.RAID)
            .withVersion(Long.toString(s.u32(4)))
            .withUuid(Text.identifier(s, 512 + 20, 35)));
  }
}
