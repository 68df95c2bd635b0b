package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Filesystems whose superblock tells all at fixed places. Offsets: Linux, the on-disk headers of
 * each filesystem ({@code fs/.../*.h}, {@code include/uapi/linux}).
 */
final class UnixFilesystems {
  /** In the first place, as nothing of theirs is mistaken for another's. */
  static final List<Recogniser> TABLE =
      List.of(
          Magic.filesystem("xfs", 0, 0, "XFSB").label(108, 12).uuid(32),
          UnixFilesystems::btrfs,
          reiser("ReIsEr2Fs", 0x10000, 0x34, "3.6"),
          reiser("ReIsEr3Fs", 0x10000, 0x34, "JR"),
          oldReiser(0x10000, 0x34),
          oldReiser(0x2000, 0x34),
          oldReiser(0x2000, 20),
          Magic.filesystem("reiser4", 0x10000, 0, "ReIsEr4")
              .uuid(19)
              .label(35, 16)
              .version(s -> "4"),
          Magic.filesystem("jfs", 0x8000, 0, "JFS1").uuid(136).label(152, 16),
          UnixFilesystems::squashfs,
          UnixFilesystems::cramfs,
          Magic.filesystem("romfs", 0, 0, "-rom1fs-").label(16, 16),
          UnixFilesystems::erofs,
          UnixFilesystems::f2fs,
          UnixFilesystems::nilfs2,
          Magic.filesystem("vxfs", 0x400, 0, "\u00f5\u00fc\001\u00a5")
              .version(s -> Integer.toString(s.i32(4))),
          Magic.filesystem("vxfs", 0x2000, 0, "\u00a5\001\u00fc\u00f5")
              .version(s -> Integer.toString(Integer.reverseBytes(s.i32(4)))),
          Magic.filesystem("nss", 0x1000, 0, "SPB5")
              .uuid(348)
              .version(s -> "%d.%02d".formatted(s.u16(8), s.u16(10))),
          Magic.filesystem("zonefs", 0, 0, "SFOZ").label(8, 32).uuid(40));

  private UnixFilesystems() {}

  private static Magic reiser(String magic, long base, int magicAt, String version) {
    return oldReiser(base, magicAt, magic, version).uuid(84).label(100, 16);
  }

  private static Magic oldReiser(long base, int magicAt) {
    return oldReiser(base, magicAt, "ReIsErFs", "3.5");
  }

  private static Magic oldReiser(long base, int magicAt, String magic, String version) {
    return Magic.filesystem("reiserfs", base, magicAt, magic).version(s -> version);
  }

  private static Optional<Signature> btrfs(Probe probe) throws IOException {
    if (!probe.has(0x10040, "_BHRfS_M")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x10000, 0x22b);
    return Optional.of(
        Signature.of("btrfs", Signature.FILESYSTEM)
            .withUuid(Text.uuid(s, 0x20))
            .withLabel(Text.label(s, 0x12b, 0x100)));
  }

  private static Optional<Signature> squashfs(Probe probe) throws IOException {
    boolean big = probe.has(0, "sqsh");
    if (!big && !probe.has(0, "hsqs")) {
      return Optional.empty();
    }
    Struct s = big ? probe.big(0, 32) : probe.little(0, 32);
    String type = s.u16(28) < 4 ? "squashfs3" : "squashfs";
    return Optional.of(
        Signature.of(type, Signature.FILESYSTEM).withVersion(s.u16(28) + "." + s.u16(30)));
  }

  private static Optional<Signature> cramfs(Probe probe) throws IOException {
    boolean big = probe.has(0, "(\u00cd=E");
    if (!big && !probe.has(0, "E=\u00cd(")) {
      return Optional.empty();
    }
    Struct s = big ? probe.big(0, 64) : probe.little(0, 64);
    return Optional.of(
        Signature.of("cramfs", Signature.FILESYSTEM)
            .withVersion((s.i32(8) & 1) != 0 ? "2" : "1")
            .withLabel(Text.label(s, 48, 16)));
  }

  private static Optional<Signature> erofs(Probe probe) throws IOException {
    if (!probe.has(0x400, "\u00e2\u00e1\u00f5\u00e0")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x400, 80);
    int blockBits = s.u8(12);
    if (blockBits < 9 || blockBits > 16) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("erofs", Signature.FILESYSTEM)
            .withUuid(Text.uuid(s, 48))
            .withLabel(Text.label(s, 64, 16)));
  }

  private static Optional<Signature> f2fs(Probe probe) throws IOException {
    if (!probe.has(0x400, "\020 \u00f5\u00f2")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x400, 124 + 1024);
    Signature signature = Signature.of("f2fs", Signature.FILESYSTEM);
    if (s.u16(4) == 1 && s.u16(6) == 0) {
      return Optional.of(signature); // 1.0 had its fields elsewhere
    }
    return Optional.of(
        signature
            .withVersion(s.u16(4) + "." + s.u16(6))
            .withUuid(Text.uuid(s, 108))
            .withLabel(Text.utf16(s, 124, 1024, StandardCharsets.UTF_16LE)));
  }

  /** The magic number has two bytes only: revision, length and block size must fit too. */
  private static Optional<Signature> nilfs2(Probe probe) throws IOException {
    if (!probe.has(0x406, "44") || probe.size() < 1 << 20) {
      return Optional.empty();
    }
    Struct s = probe.little(0x400, 248);
    boolean fits = s.u32(0) == 2 && s.u16(8) > 20 && s.u16(8) <= 1024 && s.u32(20) <= 6;
    return fits
        ? Optional.of(
            Signature.of("nilfs2", Signature.FILESYSTEM)
                .withVersion(Long.toString(s.u32(0)))
                .withUuid(Text.uuid(s, 152))
                .withLabel(Text.label(s, 168, 80)))
        : Optional.empty();
  }
}
