package io.guestkit.filesystem.btrfs.chunk;

import org.jspecify.annotations.Nullable;

/**
 * How a chunk is laid out over devices, in the order in which statfs(2) looks at them. Source:
 * Linux fs/btrfs/volumes.c, btrfs_raid_array.
 */
public enum Profile {
  SINGLE(0, 1, 0, 1, 1, 0),
  RAID0(0x8, 1, 0, 1, 1, 0),
  RAID1(0x10, 2, 0, 2, 1, 1),
  DUP(0x20, 2, 0, 1, 2, 0),
  RAID10(0x40, 2, 0, 2, 1, 1),
  RAID5(0x80, 1, 1, 2, 1, 1),
  RAID6(0x100, 1, 2, 3, 1, 2),
  RAID1C3(0x200, 3, 0, 3, 1, 2),
  RAID1C4(0x400, 4, 0, 4, 1, 3);

  /** The bits of a type that name a profile. */
  static final long MASK = 0x7f8;

  private final long flag;
  private final int copies;
  private final int parities;
  private final int minDevices;
  private final int stripesPerDevice;
  private final int tolerated;

  Profile(
      long flag, int copies, int parities, int minDevices, int stripesPerDevice, int tolerated) {
    this.flag = flag;
    this.copies = copies;
    this.parities = parities;
    this.minDevices = minDevices;
    this.stripesPerDevice = stripesPerDevice;
    this.tolerated = tolerated;
  }

  /** Returns the profile of a chunk's type, or null where it names several. */
  static @Nullable Profile of(long type) {
    for (Profile profile : values()) {
      if ((type & MASK) == profile.flag) {
        return profile;
      }
    }
    return null;
  }

  /** Returns how often the data is stored. */
  public int copies() {
    return copies;
  }

  /** Returns the stripes of a row that hold parity. */
  public int parities() {
    return parities;
  }

  /** Returns the devices without which no chunk of this kind is made. */
  public int minDevices() {
    return minDevices;
  }

  /** Returns the stripes of a chunk that are on the same device. */
  public int stripesPerDevice() {
    return stripesPerDevice;
  }

  /** Returns how many devices may be missing. */
  public int tolerated() {
    return tolerated;
  }

  /** Returns whether the data is cut into pieces that are on different devices. */
  public boolean isStriped() {
    return this == RAID0 || this == RAID10 || parities > 0;
  }
}
