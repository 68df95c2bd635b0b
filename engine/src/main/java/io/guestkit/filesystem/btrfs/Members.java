package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.filesystem.btrfs.superblock.SuperblockCopies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a filesystem by the number of the device that each says it is.
 *
 * @param newest the superblock of the latest transaction
 * @param byId one volume for each number
 */
record Members(Superblock newest, Map<Long, Member> byId) {

  /** A volume and its superblock. */
  record Member(BlockSource source, Superblock superblock) {}

  /**
   * Reads the superblocks.
   *
   * @throws ImageException if none can be read
   */
  static Members read(List<BlockSource> sources, List<Warning> warnings) throws IOException {
    Map<Long, Member> byId = new TreeMap<>();
    @Nullable Superblock newest = null;
    @Nullable ImageException why = null;
    for (BlockSource source : sources) {
      try {
        Superblock superblock = superblock(source, warnings);
        add(byId, new Member(source, superblock), warnings);
        if (newest == null || superblock.generation() > newest.generation()) {
          newest = superblock;
        }
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        why = why == null ? e : why;
        warnings.add(new Warning(e.kind(), String.valueOf(e.getMessage())));
      }
    }
    if (newest == null) {
      if (why == null) {
        throw new IllegalArgumentException("no volumes");
      }
      throw why;
    }
    return new Members(newest, byId);
  }

  private static Superblock superblock(BlockSource source, List<Warning> warnings)
      throws IOException {
    SuperblockCopies copies = SuperblockCopies.read(source);
    Superblock superblock = copies.superblock();
    copies
        .firstIsDamaged()
        .ifPresent(damage ->
            warnings.add(
                new Warning(
                    "corrupt",
                    "%s; the copy at %d is read".formatted(damage, superblock.offset()))));
    return superblock;
  }

  /** Adds a volume; of two copies of a device the one of the later transaction counts. */
  private static void add(Map<Long, Member> byId, Member member, List<Warning> warnings) {
    long id = member.superblock().device().id();
    Member other = byId.get(id);
    if (other == null) {
      byId.put(id, member);
      return;
    }
    boolean isNewer = member.superblock().generation() > other.superblock().generation();
    Member kept = isNewer ? member : other;
    Member left = isNewer ? other : member;
    byId.put(id, kept);
    warnings.add(
        new Warning(
            "corrupt",
            "%s and %s both say they are device %d of the filesystem %s; %s, of generation %d, is read"
                .formatted(
                    kept.source().name(),
                    left.source().name(),
                    id,
                    kept.superblock().fsid(),
                    kept.source().name(),
                    kept.superblock().generation())));
  }

  /** Returns these, and those of other volumes that are seeds. */
  Members withSeeds(List<BlockSource> others) throws IOException {
    Map<Long, Member> all = new TreeMap<>(byId);
    for (BlockSource other : others) {
      Optional<Superblock> superblock = whole(other);
      if (superblock.isPresent() && superblock.get().isSeed()) {
        long id = superblock.get().device().id();
        all.putIfAbsent(id, new Member(other, superblock.get()));
      }
    }
    return new Members(newest, all);
  }

  /** Returns a superblock; one that cannot be read says so where its volume is opened itself. */
  private static Optional<Superblock> whole(BlockSource source) throws IOException {
    try {
      return Optional.of(SuperblockCopies.read(source).superblock());
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return Optional.empty();
    }
  }
}
