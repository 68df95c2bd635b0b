package io.guestkit.filesystem.btrfs.chunk;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.btrfs.superblock.Uuids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A range of logical addresses and where it is on devices. Little-endian. Source: Btrfs
 * documentation, "On-disk Format", btrfs_chunk.
 *
 * @param start logical address
 * @param length bytes, above 0
 * @param type what it holds, and the profile's bit
 * @param profile how it is laid out
 * @param stripes its parts on devices
 */
public record Chunk(long start, long length, long type, Profile profile, List<Stripe> stripes) {
  /** Bytes of a piece, of which each device has one in turn. */
  public static final int PIECE = 64 << 10;

  /** Bit of a type: it holds data. */
  public static final long DATA = 1;

  static final int HEAD = 48;
  static final int STRIPE = 32;

  private static final int SECTOR = 4096;
  private static final long SYSTEM = 2;
  private static final long METADATA = 4;

  /**
   * A part of a chunk.
   *
   * @param device number of the device
   * @param offset where it starts on the device
   * @param uuid of the device
   */
  public record Stripe(long device, long offset, UUID uuid) {}

  /** Reads an item that is as long as its structure. */
  public static Chunk read(Struct s, long start) throws IOException {
    s.check(s.length() >= HEAD + STRIPE, 0, "%d bytes", s.length());
    long length = s.u64(0);
    long type = s.bits64(24);
    int count = s.u16(44);
    Profile profile = Profile.of(type);
    s.check(start >= 0 && start % SECTOR == 0, 0, "start %#x", start);
    s.check(
        length > 0 && length % SECTOR == 0 && start <= Long.MAX_VALUE - length,
        0,
        "length %#x",
        length);
    s.check(s.u64(16) == PIECE, 16, "stripe length %d", s.u64(16));
    s.check((type & (DATA | SYSTEM | METADATA)) != 0, 24, "type %#x", type);
    if (profile == null || (type & ~(Profile.MASK | DATA | SYSTEM | METADATA)) != 0) {
      throw s.corrupt(24, "type %#x", type);
    }
    s.check(s.length() >= HEAD + STRIPE * (long) count, 44, "%d stripes", count);
    s.check(fits(profile, count, s.u16(46)), 44, "%d stripes of %s", count, profile);
    List<Stripe> stripes = new ArrayList<>(count);
    for (int at = HEAD; stripes.size() < count; at += STRIPE) {
      stripes.add(new Stripe(s.bits64(at), s.u64(at + 8), Uuids.read(s, at + 16)));
    }
    return new Chunk(start, length, type, profile, stripes);
  }

  private static boolean fits(Profile profile, int count, int subStripes) {
    return switch (profile) {
      case SINGLE -> count == 1;
      case DUP, RAID1, RAID1C3, RAID1C4 -> count == profile.copies();
      case RAID10 -> count >= 2 && count % 2 == 0 && subStripes == 2;
      case RAID0, RAID5, RAID6 -> count > profile.parities();
    };
  }

  /** Returns the address behind the last. */
  public long end() {
    return start + length;
  }

  /** Returns the stripes of a row that hold data, each once. */
  int dataStripes() {
    return switch (profile) {
      case RAID0, RAID5, RAID6 -> stripes.size() - profile.parities();
      case RAID10 -> stripes.size() / profile.copies();
      case SINGLE, DUP, RAID1, RAID1C3, RAID1C4 -> 1;
    };
  }

  /** Returns in how many ways the data can be had: copies, or what parity gives back. */
  public int copies() {
    return switch (profile) {
      case RAID5 -> 2;
      // As it is; by what is left; and by what is left without one of the other stripes.
      case RAID6 -> 1 + stripes.size();
      case SINGLE, DUP, RAID0, RAID1, RAID10, RAID1C3, RAID1C4 -> profile.copies();
    };
  }
}
