package io.guestkit.filesystem.btrfs;

import io.guestkit.filesystem.btrfs.chunk.Chunk;
import io.guestkit.filesystem.btrfs.chunk.LogicalSpace;
import io.guestkit.filesystem.btrfs.chunk.Profile;
import io.guestkit.filesystem.btrfs.file.RootItem;
import io.guestkit.filesystem.btrfs.file.Roots;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What statfs(2) says of a mounted filesystem, in bytes. Source: Linux fs/btrfs/super.c,
 * btrfs_statfs; block-rsv.c, btrfs_update_global_block_rsv.
 *
 * @param total f_blocks
 * @param free f_bfree
 * @param available f_bavail
 */
record Usage(long total, long free, long available) {
  /** 512 MiB: no more is kept for what must never run out of space. */
  private static final long MAX_RESERVE = 512L << 20;

  /** Items that the unlinking of a file may have to insert. */
  private static final int UNLINK_ITEMS = 6;

  /** An insertion may split a node of each of 8 levels, in two. */
  private static final int NODES_PER_INSERTION = 16;

  /** Space by what block groups hold. */
  private static final class Sums {
    long used;
    long dataFree;
    final Set<Profile> dataProfiles = EnumSet.noneOf(Profile.class);
  }

  static Usage read(Roots roots, Devices devices) throws IOException {
    Superblock superblock = roots.nodes().superblock();
    Tree groups =
        roots.open(
            superblock.features().hasBlockGroupTree() ? Keys.BLOCK_GROUP_TREE : Keys.EXTENT_TREE);
    Set<Profile> profiles = dataProfiles(roots.nodes().space());
    FreeDevices free = FreeDevices.of(devices, superblock);
    Profile profile = free.profile(profiles);
    Sums sums = new Sums();
    for (Chunk chunk : roots.nodes().space().chunks()) {
      add(sums, chunk, used(groups, chunk), isReadOnly(chunk, roots, free, profile));
    }
    int factor = 1;
    for (Profile each : sums.dataProfiles) {
      factor = each.copies();
    }
    long block = superblock.sectorSize();
    long total = superblock.totalBytes() / factor / block;
    long reserve = reserve(roots) / block;
    long left = Math.max(total - sums.used / factor / block - reserve, 0);
    long available = (sums.dataFree / factor + free.unallocated(profile) / factor) / block;
    return new Usage(total * block, left * block, available * block);
  }

  private static Set<Profile> dataProfiles(LogicalSpace space) {
    Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    for (Chunk chunk : space.chunks()) {
      if ((chunk.type() & Chunk.DATA) != 0) {
        profiles.add(chunk.profile());
      }
    }
    return profiles;
  }

  private static void add(Sums sums, Chunk chunk, long used, boolean isReadOnly) {
    int copies = chunk.profile().copies();
    sums.used += used * copies;
    if ((chunk.type() & Chunk.DATA) == 0) {
      return;
    }
    sums.dataProfiles.add(chunk.profile());
    if (!isReadOnly) {
      sums.dataFree += (chunk.length() - used) * copies;
    }
  }

  /**
   * Returns whether the kernel does not write to a block group: too many devices are missing, one
   * is a seed, or new groups are mirrored and this is not.
   */
  private static boolean isReadOnly(Chunk chunk, Roots roots, FreeDevices free, Profile profile) {
    boolean mirrors = profile.copies() > 1 || profile.parities() > 0;
    boolean isAlone = chunk.profile() == Profile.SINGLE || chunk.profile() == Profile.RAID0;
    return roots.nodes().space().missingStripes(chunk) > chunk.profile().tolerated()
        || free.isOnSeed(chunk)
        || (mirrors && isAlone);
  }

  private static long used(Tree groups, Chunk chunk) throws IOException {
    Cursor cursor = groups.from(chunk.start(), Keys.BLOCK_GROUP_ITEM, 0);
    return cursor.isAt(chunk.start(), Keys.BLOCK_GROUP_ITEM)
        ? Math.min(cursor.item().u64(0), chunk.length())
        : 0;
  }

  /** Returns the bytes that are kept for the trees that every change needs. */
  private static long reserve(Roots roots) throws IOException {
    Superblock superblock = roots.nodes().superblock();
    long used = 0;
    int items = 1;
    long[] trees = {
      Keys.EXTENT_TREE, Keys.CHECKSUM_TREE, Keys.FREE_SPACE_TREE, Keys.BLOCK_GROUP_TREE
    };
    for (long id : trees) {
      Optional<RootItem> root = roots.find(id);
      if (root.isPresent()) {
        used += root.get().usedBytes();
        items++;
      }
    }
    long insertion = (long) superblock.nodeSize() * NODES_PER_INSERTION;
    int references = superblock.features().hasFreeSpaceTree() ? 2 : 1;
    long least = (items + UNLINK_ITEMS + UNLINK_ITEMS * references) * insertion;
    return Math.min(Math.max(used, least), MAX_RESERVE);
  }
}
