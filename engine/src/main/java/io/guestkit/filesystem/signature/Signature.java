package io.guestkit.filesystem.signature;

import io.guestkit.report.FilesystemInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a volume was recognised as.
 *
 * @param type as blkid names it
 * @param usage as blkid names it: filesystem, raid, crypto, other
 * @param version as blkid writes it, or null where it has none
 * @param label or null where it has none
 * @param uuid as blkid writes it, or null where it has none
 * @param sizeBytes what the content says of its own size; null but for swap
 */
public record Signature(
    String type,
    String usage,
    @Nullable String version,
    @Nullable String label,
    @Nullable String uuid,
    @Nullable Long sizeBytes) {
  static final String FILESYSTEM = "filesystem";
  static final String RAID = "raid";
  static final String CRYPTO = "crypto";
  static final String OTHER = "other";

  static Signature of(String type, String usage) {
    return new Signature(type, usage, null, null, null, null);
  }

  Signature withVersion(@Nullable String value) {
    return new Signature(type, usage, value, label, uuid, sizeBytes);
  }

  Signature withLabel(@Nullable String value) {
    return new Signature(type, usage, version, value, uuid, sizeBytes);
  }

  Signature withUuid(@Nullable String value) {
    return new Signature(type, usage, version, label, value, sizeBytes);
  }

  Signature withSizeBytes(long value) {
    return new Signature(type, usage, version, label, uuid, value);
  }

  /** Returns whether being recognised is all that there is to it: there are no files to read. */
  public boolean isSwap() {
    return type.equals("swap") || type.equals("swsuspend");
  }

  /** Returns what it is in words, such as {@code a filesystem of type xfs}. */
  public String description() {
    return switch (usage) {
      case FILESYSTEM -> "a filesystem of type " + type;
      case RAID -> "a member of an array or group of type " + type;
      case CRYPTO -> "encrypted content of type " + type;
      default -> "content of type " + type;
    };
  }

  /** Returns this for a report. */
  public FilesystemInfo info(String device) {
    return FilesystemInfo.recognised(device, type, version, usage, label, uuid, sizeBytes);
  }
}
