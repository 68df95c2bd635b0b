package io.guestkit.filesystem.btrfs;

import io.guestkit.filesystem.btrfs.chunk.Chunk;
import io.guestkit.filesystem.btrfs.chunk.Device;
import io.guestkit.filesystem.btrfs.chunk.Profile;
import io.guestkit.filesystem.btrfs.superblock.DeviceItem;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The devices that new chunks can be made on. Source: Linux fs/btrfs/super.c,
 * btrfs_calc_avail_data_space.
 *
 * @param devices those that are not missing and no seeds
 * @param seeds numbers of the devices that are seeds
 */
record FreeDevices(List<DeviceItem> devices, Set<Long> seeds) {
  /** The start of each device is left alone. */
  private static final long RESERVED = 1 << 20;

  /** The profile of new chunks is the first of these that old ones have. */
  private static final List<Profile> BY_REDUNDANCY =
      List.of(
          Profile.RAID1C4,
          Profile.RAID6,
          Profile.RAID1C3,
          Profile.RAID5,
          Profile.RAID10,
          Profile.RAID1,
          Profile.DUP,
          Profile.RAID0);

  static FreeDevices of(Devices devices, Superblock superblock) {
    List<DeviceItem> free = new ArrayList<>();
    Set<Long> seeds = new HashSet<>();
    for (Device device : devices.all()) {
      if (!device.item().fsid().equals(superblock.metadataUuid())) {
        seeds.add(device.item().id());
      } else if (device.source().isPresent()) {
        free.add(device.item());
      }
    }
    return new FreeDevices(free, seeds);
  }

  boolean isOnSeed(Chunk chunk) {
    for (Chunk.Stripe stripe : chunk.stripes()) {
      if (seeds.contains(stripe.device())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the profile of new chunks of data. */
  Profile profile(Set<Profile> existing) {
    for (Profile profile : BY_REDUNDANCY) {
      if (existing.contains(profile) && devices.size() >= profile.minDevices()) {
        return profile;
      }
    }
    return Profile.SINGLE;
  }

  /** Returns the bytes that chunks of a profile could still take, all copies counted. */
  long unallocated(Profile profile) {
    long least = (long) profile.stripesPerDevice() * Chunk.PIECE;
    List<Long> free = new ArrayList<>();
    for (DeviceItem device : devices) {
      long bytes = Math.max(device.totalBytes() - device.usedBytes(), 0);
      long whole = bytes / Chunk.PIECE * Chunk.PIECE;
      if (whole > RESERVED + least) {
        free.add(whole - RESERVED);
      }
    }
    free.sort((a, b) -> Long.compare(b, a));
    int stripes = stripes(profile);
    long sum = 0;
    for (int last = free.size() - 1; last + 1 >= profile.minDevices(); last--) {
      stripes = Math.min(stripes, last + 1);
      long bytes = free.get(last);
      if (bytes >= least) {
        sum += bytes * stripes;
        for (int i = last + 1 - stripes; i <= last; i++) {
          free.set(i, free.get(i) - bytes);
        }
      }
    }
    return sum;
  }

  /** Returns on how many devices a chunk is made. */
  private int stripes(Profile profile) {
    return switch (profile) {
      case RAID0 -> devices.size();
      case RAID1, RAID1C3, RAID1C4 -> profile.copies();
      case RAID10 -> 4;
      case SINGLE, DUP, RAID5, RAID6 -> 1;
    };
  }
}
