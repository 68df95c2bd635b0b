package io.guestkit.filesystem.btrfs.chunk;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logical addresses of a filesystem as bytes, in as many ways as they can be had. */
public final class LogicalSpace {
  private final String name;
  private final ReadSession session;
  private final List<Chunk> chunks;
  private final Map<Long, Device> devices = new HashMap<>();

  private LogicalSpace(
      String name, ReadSession session, List<Chunk> chunks, Collection<Device> devices) {
    this.name = name;
    this.session = session;
    this.chunks = chunks;
    for (Device device : devices) {
      this.devices.put(device.item().id(), device);
    }
  }

  /**
   * Makes the space of chunks on devices.
   *
   * @param name of the filesystem, for messages
   * @throws CorruptImageException if chunks overlap
   */
  public static LogicalSpace of(
      String name, ReadSession session, Collection<Chunk> chunks, Collection<Device> devices)
      throws IOException {
    List<Chunk> sorted = new ArrayList<>(chunks);
    sorted.sort((a, b) -> Long.compare(a.start(), b.start()));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).start() < sorted.get(i - 1).end()) {
        throw new CorruptImageException(
            "chunk of " + name, sorted.get(i).start(), "overlaps the one before");
      }
    }
    return new LogicalSpace(name, session, sorted, devices);
  }

  /** Returns the name of the filesystem, for messages. */
  public String name() {
    return name;
  }

  /** Returns what its reading shares with the rest of the inspection. */
  public ReadSession session() {
    return session;
  }

  /** Returns the chunks by their address. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /**
   * Returns the chunk that an address lies in.
   *
   * @throws CorruptImageException if there is none
   */
  public Chunk chunk(long address) throws IOException {
    int low = 0;
    int high = chunks.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Chunk chunk = chunks.get(middle);
      if (address < chunk.start()) {
        high = middle - 1;
      } else if (address >= chunk.end()) {
        low = middle + 1;
      } else {
        return chunk;
      }
    }
    throw new CorruptImageException(name, address, "no chunk holds this address");
  }

  /**
   * Fills the target by one of the ways in which an address can be had.
   *
   * @param copy from 0 to below the {@link Chunk#copies()} of the address
   * @throws MissingImageException if a device that it needs is missing
   */
  public void read(long address, int copy, ByteBuffer target) throws IOException {
    long position = address;
    while (target.hasRemaining()) {
      Chunk chunk = chunk(position);
      ByteBuffer piece = piece(chunk, position, target);
      int length = piece.remaining();
      readPiece(chunk, position - chunk.start(), copy % chunk.copies(), piece);
      target.position(target.position() + length);
      position += length;
    }
  }

  /**
   * Fills the target, each piece by the first way that can be read.
   *
   * @throws ImageException that says why the first way cannot be read, where none can
   */
  public void readAny(long address, ByteBuffer target) throws IOException {
    long position = address;
    while (target.hasRemaining()) {
      Chunk chunk = chunk(position);
      ByteBuffer piece = piece(chunk, position, target);
      readAnyPiece(chunk, position - chunk.start(), piece);
      target.position(target.position() + piece.limit());
      position += piece.limit();
    }
  }

  private void readAnyPiece(Chunk chunk, long offset, ByteBuffer piece) throws IOException {
    @Nullable ImageException first = null;
    for (int copy = 0; copy < chunk.copies(); copy++) {
      try {
        readPiece(chunk, offset, copy, piece.duplicate());
        return;
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        first = first == null ? e : first;
      }
    }
    if (first == null) {
      throw new IllegalStateException("a chunk without copies");
    }
    throw first;
  }

  /** Returns the start of a target that one stripe can fill. */
  private static ByteBuffer piece(Chunk chunk, long address, ByteBuffer target) {
    long offset = address - chunk.start();
    long left = chunk.length() - offset;
    if (chunk.profile().isStriped()) {
      left = Math.min(left, Chunk.PIECE - offset % Chunk.PIECE);
    }
    return target.slice(target.position(), (int) Math.min(left, target.remaining()));
  }

  private void readPiece(Chunk chunk, long offset, int copy, ByteBuffer target) throws IOException {
    if (!chunk.profile().isStriped()) {
      readStripe(chunk, copy, offset, target);
      return;
    }
    long piece = offset / Chunk.PIECE;
    int data = chunk.dataStripes();
    long row = piece / data;
    int column = (int) (piece % data);
    long within = row * Chunk.PIECE + offset % Chunk.PIECE;
    if (chunk.profile().parities() == 0) {
      readStripe(chunk, column * chunk.profile().copies() + copy, within, target);
    } else if (copy == 0) {
      readStripe(chunk, Parity.stripe(chunk, row, column), within, target);
    } else {
      target.put(
          new Parity(this, chunk, row, within, target.remaining()).rebuild(column, copy - 2));
    }
  }

  /**
   * Fills the target from a stripe.
   *
   * @param offset in the stripe
   */
  void readStripe(Chunk chunk, int index, long offset, ByteBuffer target) throws IOException {
    Chunk.Stripe stripe = chunk.stripes().get(index);
    Optional<BlockSource> source = source(stripe);
    if (source.isEmpty()) {
      throw new MissingImageException(
          "device %d (%s) of %s is missing".formatted(stripe.device(), stripe.uuid(), name));
    }
    if (stripe.offset() > Long.MAX_VALUE - offset) {
      throw new CorruptImageException(
          "chunk of " + name, chunk.start(), "stripe at %#x".formatted(stripe.offset()));
    }
    source.get().readFully(stripe.offset() + offset, target);
  }

  private Optional<BlockSource> source(Chunk.Stripe stripe) {
    Device device = devices.get(stripe.device());
    return device == null || !device.item().uuid().equals(stripe.uuid())
        ? Optional.empty()
        : device.source();
  }

  /** Returns how many stripes of a chunk are on devices that are missing. */
  public int missingStripes(Chunk chunk) {
    int missing = 0;
    for (Chunk.Stripe stripe : chunk.stripes()) {
      missing += source(stripe).isPresent() ? 0 : 1;
    }
    return missing;
  }
}
