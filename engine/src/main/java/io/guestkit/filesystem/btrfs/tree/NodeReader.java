package io.guestkit.filesystem.btrfs.tree;

import io.guestkit.block.BlockCache;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.btrfs.chunk.LogicalSpace;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads nodes by their address, from the first copy that holds. Those that were read are kept. */
public final class NodeReader {
  private static final int CHECKSUM_BYTES = 32;

  /** What the pointer to a node says of it. */
  record Expected(long generation, int level, long tree) {}

  private final LogicalSpace space;
  private final Superblock superblock;

  /** Of the filesystem itself, and of the seeds that it grew from. */
  private final Set<UUID> fsids;

  private final @Nullable UUID chunkTree;
  private final BlockCache cache;

  /** In whose name the cache keeps blocks; what else this holds does not stay with them. */
  private final Object owner = new Object();

  private NodeReader(
      LogicalSpace space, Superblock superblock, Set<UUID> fsids, @Nullable UUID chunkTree) {
    this.space = space;
    this.superblock = superblock;
    this.fsids = fsids;
    this.chunkTree = chunkTree;
    this.cache = space.session().cache();
  }

  /**
   * Returns a reader of the tree of chunks, whose nodes say what all others have in common.
   *
   * @param fsids of the filesystems that nodes may be of
   */
  public static NodeReader ofChunkTree(LogicalSpace space, Superblock superblock, Set<UUID> fsids) {
    return new NodeReader(space, superblock, fsids, null);
  }

  /**
   * Returns a reader of all trees.
   *
   * @param fsids of the filesystems that nodes may be of
   * @param chunkTree that every node names
   */
  public static NodeReader of(
      LogicalSpace space, Superblock superblock, Set<UUID> fsids, UUID chunkTree) {
    return new NodeReader(space, superblock, fsids, chunkTree);
  }

  /** Returns the addresses that nodes are at. */
  public LogicalSpace space() {
    return space;
  }

  /** Returns the superblock. */
  public Superblock superblock() {
    return superblock;
  }

  /**
   * Returns a node.
   *
   * @throws ImageException that says what is wrong with the first copy, where none holds
   */
  Node read(long address, Expected expected) throws IOException {
    byte[] kept = cache.get(owner, address);
    if (kept != null) {
      Node node = new Node(space.name(), address, kept);
      check(node, expected);
      return node;
    }
    space.session().budget().check();
    @Nullable ImageException why = null;
    int copies = space.chunk(address).copies();
    for (int copy = 0; copy < copies; copy++) {
      try {
        byte[] bytes = new byte[superblock.nodeSize()];
        space.read(address, copy, ByteBuffer.wrap(bytes));
        Node node = verified(address, bytes);
        check(node, expected);
        cache.put(owner, address, bytes);
        return node;
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        why = why == null || why instanceof MissingImageException ? e : why;
      }
    }
    if (why == null) {
      throw new IllegalStateException("a chunk without copies");
    }
    throw why;
  }

  private Node verified(long address, byte[] bytes) throws CorruptImageException {
    boolean holds =
        superblock
            .checksum()
            .matches(bytes, CHECKSUM_BYTES, bytes.length - CHECKSUM_BYTES, bytes, 0);
    if (!holds) {
      throw new CorruptImageException("node of " + space.name(), address, "checksum is wrong");
    }
    Node node = Node.checked(space.name(), address, bytes);
    if (!fsids.contains(node.fsid())) {
      throw node.corrupt(0x20, "of the filesystem " + node.fsid());
    }
    if (node.storedAddress() != address) {
      throw node.corrupt(0x30, "says it stands at " + node.storedAddress());
    }
    if (chunkTree != null && !node.chunkTreeUuid().equals(chunkTree)) {
      throw node.corrupt(0x40, "of the tree of chunks " + node.chunkTreeUuid());
    }
    return node;
  }

  private static void check(Node node, Expected expected) throws CorruptImageException {
    if (node.level() != expected.level()) {
      throw node.corrupt(100, "level %d, not %d".formatted(node.level(), expected.level()));
    }
    if (node.generation() != expected.generation()) {
      throw node.corrupt(
          0x50, "generation %d, not %d".formatted(node.generation(), expected.generation()));
    }
    boolean owned =
        Keys.isSubvolume(expected.tree())
            ? Keys.isSubvolume(node.owner())
            : node.owner() == expected.tree();
    if (!owned) {
      throw node.corrupt(
          0x58,
          "of the tree %s, not %s"
              .formatted(
                  Long.toUnsignedString(node.owner()), Long.toUnsignedString(expected.tree())));
    }
  }
}
