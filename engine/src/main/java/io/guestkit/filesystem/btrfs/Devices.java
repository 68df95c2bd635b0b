package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.btrfs.chunk.Chunk;
import io.guestkit.filesystem.btrfs.chunk.Device;
import io.guestkit.filesystem.btrfs.chunk.LogicalSpace;
import io.guestkit.filesystem.btrfs.superblock.DeviceItem;
import io.guestkit.filesystem.btrfs.superblock.Superblock;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.NodeReader;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the tree of chunks says: the devices, and what is where on them.
 *
 * @param nodes what reads all trees
 * @param all every device of the filesystem, seeds included
 */
record Devices(NodeReader nodes, List<Device> all) {
  private static final int KEY = 17;
  private static final int CHUNK_HEAD = 48;
  private static final int STRIPE = 32;

  /** Reads the tree of chunks. */
  static Devices read(Members members, List<Warning> warnings) throws IOException {
    Superblock superblock = members.newest();
    String name = members.byId().values().iterator().next().source().name();
    ReadSession session = members.byId().values().iterator().next().source().session();
    List<Device> known = new ArrayList<>();
    Set<UUID> fsids = new HashSet<>(Set.of(superblock.metadataUuid()));
    for (Members.Member member : members.byId().values()) {
      known.add(new Device(member.superblock().device(), Optional.of(member.source())));
    }
    LogicalSpace system = LogicalSpace.of(name, session, systemChunks(superblock), known);
    NodeReader first = NodeReader.ofChunkTree(system, superblock, fsids);
    Tree tree = new Tree(first, Keys.CHUNK_TREE, superblock.chunkRoot());
    List<Device> all = new ArrayList<>();
    List<Chunk> chunks = new ArrayList<>();
    readTree(tree, members, all, chunks);
    for (Device device : all) {
      fsids.add(device.item().fsid());
      warn(device, superblock, name, warnings);
    }
    LogicalSpace space = LogicalSpace.of(name, session, chunks, all);
    return new Devices(NodeReader.of(space, superblock, fsids, tree.root().chunkTreeUuid()), all);
  }

  /** Reads the chunks that the tree of chunks itself is in. */
  private static List<Chunk> systemChunks(Superblock superblock) throws IOException {
    Struct s = superblock.systemChunks();
    List<Chunk> chunks = new ArrayList<>();
    for (int at = 0; at < s.length(); ) {
      s.check(s.length() - at >= KEY + CHUNK_HEAD + STRIPE, at, "ends within a chunk");
      s.check(s.u8(at + 8) == Keys.CHUNK_ITEM, at + 8, "type %d", s.u8(at + 8));
      int length = CHUNK_HEAD + STRIPE * s.u16(at + KEY + 44);
      s.check(length <= s.length() - at - KEY, at + KEY + 44, "ends within a chunk");
      chunks.add(Chunk.read(s.inner("system chunk", at + KEY, length), s.bits64(at + 9)));
      at += KEY + length;
    }
    return chunks;
  }

  private static void readTree(Tree tree, Members members, List<Device> devices, List<Chunk> chunks)
      throws IOException {
    Cursor cursor = tree.from(Keys.DEVICES, Keys.DEV_ITEM, 0);
    for (; cursor.isValid(); cursor.next()) {
      Item item = cursor.item();
      tree.nodes().space().session().budget().countEntries(1);
      if (item.type() == Keys.DEV_ITEM) {
        devices.add(device(struct(tree, item), members));
      } else if (item.type() == Keys.CHUNK_ITEM) {
        chunks.add(Chunk.read(struct(tree, item), item.offset()));
      }
    }
    if (devices.isEmpty()) {
      throw new CorruptImageException(
          tree.nodes().space().name(), 0, "the tree of chunks names no device");
    }
  }

  private static Struct struct(Tree tree, Item item) throws IOException {
    String name = tree.nodes().space().name();
    BlockSource bytes =
        new ItemSource(
            name, tree.nodes().space().session(), item.address(), item.bytes(0, item.length()));
    return Struct.littleEndian("item of the tree of chunks", bytes, item.address(), item.length());
  }

  private static Device device(Struct s, Members members) throws IOException {
    s.check(s.length() >= DeviceItem.LENGTH, 0, "%d bytes", s.length());
    DeviceItem item = DeviceItem.read(s, 0);
    Members.Member member = members.byId().get(item.id());
    boolean isHere = member != null && member.superblock().device().uuid().equals(item.uuid());
    return new Device(
        item, isHere && member != null ? Optional.of(member.source()) : Optional.empty());
  }

  private static void warn(
      Device device, Superblock superblock, String name, List<Warning> warnings) {
    DeviceItem item = device.item();
    if (device.source().isPresent()) {
      long size = device.source().get().size();
      if (item.totalBytes() > size) {
        warnings.add(
            new Warning(
                "corrupt",
                "%s: the filesystem has %d bytes of device %d, the volume only %d"
                    .formatted(name, item.totalBytes(), item.id(), size)));
      }
      return;
    }
    String seed =
        item.fsid().equals(superblock.metadataUuid())
            ? ""
            : ", of the seed filesystem " + item.fsid();
    warnings.add(
        new Warning(
            "missing",
            "%s: device %d (%s) of %d bytes%s is missing"
                .formatted(name, item.id(), item.uuid(), item.totalBytes(), seed)));
  }
}
