package io.guestkit.filesystem.xfs.log;

import io.guestkit.filesystem.xfs.layout.Checksum;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts logged buffers into their places. */
final class BufferReplay {
  private final Overlay overlay;
  private final Superblock superblock;
  private final Map<Long, Integer> replayed = new LinkedHashMap<>();

  BufferReplay(Overlay overlay, Superblock superblock) {
    this.overlay = overlay;
    this.superblock = superblock;
  }

  /**
   * Replays a buffer where the disk does not hold a later state of it.
   *
   * @param place sequence number of its transaction
   */
  void replay(Item item, BufferFormat format, long place) throws IOException {
    overlay.check(format.offset(), format.length());
    Item.check(format.length() > 0, "buffer without a length");
    byte[] bytes = overlay.read(format.offset(), format.length());
    if (isLater(bytes, place)) {
      return;
    }
    int region = 1;
    int from = format.next(0, true);
    while (from < format.words() * Integer.SIZE) {
      int to = format.next(from, false);
      ByteBuffer logged = item.region(region, 0);
      int length = Math.min((to - from) * BufferFormat.PIECE, logged.capacity());
      int at = from * BufferFormat.PIECE;
      Item.check(at + length <= bytes.length, "buffer of more than %d bytes".formatted(at));
      logged.get(0, bytes, at, length);
      region++;
      from = format.next(to, true);
    }
    overlay.write(format.offset(), bytes);
    replayed.put(format.offset(), format.length());
  }

  private boolean isLater(byte[] bytes, long place) {
    if (!superblock.features().hasChecksums()) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Kinds kind = Kinds.of(buffer);
    if (kind == null || kind.placeAt() < 0) {
      return false;
    }
    byte[] uuid = Arrays.copyOfRange(bytes, kind.uuidAt(), kind.uuidAt() + 16);
    boolean ours =
        Arrays.equals(uuid, superblock.metaUuid()) || Arrays.equals(uuid, superblock.uuid());
    long stored = buffer.getLong(kind.placeAt());
    return ours && stored != 0 && stored != -1 && Long.compareUnsigned(stored, place) >= 0;
  }

  /** Gives the buffers checksums, which are only made when they are written to the disk. */
  void seal() throws IOException {
    if (!superblock.features().hasChecksums()) {
      return;
    }
    for (Map.Entry<Long, Integer> each : replayed.entrySet()) {
      byte[] bytes = overlay.read(each.getKey(), each.getValue());
      Kinds kind = Kinds.of(ByteBuffer.wrap(bytes));
      if (kind != null) {
        Checksum.seal(bytes, 0, bytes.length, kind.checksumAt());
        overlay.write(each.getKey(), bytes);
      }
    }
  }
}
