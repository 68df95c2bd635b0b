package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log of a filesystem. */
public final class Log {
  private static final long LITTLE_ENDIAN = 1;

  private final BlockSource volume;
  private final LogBlocks blocks;
  private final Span span;

  /**
   * What a log makes of its volume.
   *
   * @param volume the volume with what the log holds
   * @param left in words what the log announced and did not do
   */
  public record Replay(BlockSource volume, Optional<String> left) {}

  private Log(BlockSource volume, LogBlocks blocks, Span span) {
    this.volume = volume;
    this.blocks = blocks;
    this.span = span;
  }

  /**
   * Finds the ends of the log of a volume.
   *
   * @throws io.guestkit.block.CorruptImageException if they cannot be found
   */
  public static Log read(BlockSource volume, Superblock superblock) throws IOException {
    LogBlocks blocks = LogBlocks.of(volume, superblock);
    return new Log(volume, blocks, Span.find(blocks));
  }

  /** Returns whether the filesystem was unmounted. */
  public boolean isClean() {
    return span.clean();
  }

  /**
   * Replays the log in memory.
   *
   * @throws io.guestkit.block.ImageException if it cannot be replayed
   */
  public Replay replay() throws IOException {
    Cancellations cancellations = new Cancellations();
    pass((place, items) -> findCancelled(items, cancellations));
    Overlay overlay = new Overlay(volume);
    BufferReplay buffers = new BufferReplay(overlay, blocks.superblock());
    Replayer replayer =
        new Replayer(
            buffers,
            new InodeReplay(overlay, blocks.superblock(), cancellations),
            new InodeCreation(overlay, blocks.superblock(), cancellations),
            cancellations,
            new Intents());
    pass(replayer::replay);
    buffers.seal();
    return new Replay(overlay.volume(), replayer.intents().left());
  }

  private static void findCancelled(List<Item> items, Cancellations cancellations)
      throws IOException {
    for (Item item : items) {
      if (item.type() == Item.BUFFER) {
        BufferFormat format = BufferFormat.read(item);
        if (format.isCancelled()) {
          cancellations.add(format.sector(), format.sectors());
        }
      }
    }
  }

  private void pass(Transactions.Visitor visitor) throws IOException {
    Transactions transactions = new Transactions(volume.session().budget(), visitor);
    long count = blocks.count();
    long left = (span.head() - span.tail() + count) % count;
    long block = span.tail();
    while (left > 0) {
      RecordHeader header = RecordHeader.read(blocks, block);
      header.s().check(header.blocks() <= left, 12, "record past the head of the log");
      if (header.format() != LITTLE_ENDIAN) {
        throw new UnsupportedImageException(
            "log of %s: written by a machine of format %d"
                .formatted(volume.name(), header.format()));
      }
      transactions.record(header, header.data(blocks));
      left -= header.blocks();
      block = (block + header.blocks()) % count;
    }
  }

  /** Replays what each transaction logged: buffers before inodes, cancellations last. */
  private record Replayer(
      BufferReplay buffers,
      InodeReplay inodes,
      InodeCreation creation,
      Cancellations cancellations,
      Intents intents) {

    void replay(long place, List<Item> items) throws IOException {
      List<Item> later = new ArrayList<>();
      List<BufferFormat> cancelled = new ArrayList<>();
      for (Item item : items) {
        int type = item.type();
        if (type == Item.BUFFER) {
          buffer(item, place, cancelled);
        } else if (type == Item.INODE_CREATE) {
          creation.replay(item);
        } else {
          later.add(item);
        }
      }
      for (Item item : later) {
        if (item.type() == Item.INODE) {
          if (inodes.replay(item, place)) {
            intents.countOwner();
          }
        } else if (Intents.isOne(item.type())) {
          intents.see(item);
        }
      }
      for (BufferFormat format : cancelled) {
        cancellations.goPast(format.sector(), format.sectors());
      }
    }

    private void buffer(Item item, long place, List<BufferFormat> cancelled) throws IOException {
      BufferFormat format = BufferFormat.read(item);
      if (format.isCancelled()) {
        cancelled.add(format);
      } else if (!format.isInodes() && !cancellations.holds(format.sector(), format.sectors())) {
        buffers.replay(item, format, place);
      }
    }
  }
}
