package io.guestkit.image.qcow2;

import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormats;
import io.guestkit.image.ImageOptions;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A small version 3 image in bytes, with clusters of 512: header, L1 table, L2 table, a cluster of
 * sevens, a compressed cluster of nines, a snapshot table with one entry. The disk has 48 KiB, of
 * which the first L2 table maps 32: 7, zero, unallocated, 9 (compressed), and on unallocated.
 */
final class ImageBytes {
  static final int CLUSTER = 512;
  static final int L1 = CLUSTER;
  static final int L2 = 2 * CLUSTER;
  static final int DATA = 3 * CLUSTER;
  static final int PACKED = 4 * CLUSTER;
  static final int SNAPSHOTS = 5 * CLUSTER;
  static final int SNAPSHOT_L1 = 6 * CLUSTER;
  static final int LENGTH = 7 * CLUSTER;
  static final int DISK_SIZE = 48 << 10;
  static final long COPIED = 1L << 63;
  static final long COMPRESSED = 1L << 62;

  private ImageBytes() {}

  static byte[] with(Consumer<ByteBuffer> change) {
    ByteBuffer image = ByteBuffer.allocate(LENGTH);
    image.put(0, "QFI\u00fb".getBytes(StandardCharsets.ISO_8859_1));
    image.putInt(4, 3).putInt(20, 9).putLong(24, DISK_SIZE);
    image.putInt(36, 2).putLong(40, L1).putInt(60, 1).putLong(64, SNAPSHOTS);
    image.putInt(96, 4).putInt(100, 104);
    image.putLong(L1, L2 | COPIED);
    image.putLong(L2, DATA | COPIED).putLong(L2 + 8, 1).putLong(L2 + 24, COMPRESSED | PACKED);
    Arrays.fill(image.array(), DATA, DATA + CLUSTER, (byte) 7);
    image.put(PACKED, packed((byte) 9));
    image.putLong(SNAPSHOTS, SNAPSHOT_L1).putInt(SNAPSHOTS + 8, 1);
    image.putShort(SNAPSHOTS + 12, (short) 1).putShort(SNAPSHOTS + 14, (short) 4);
    image.putInt(SNAPSHOTS + 36, 16).putLong(SNAPSHOTS + 48, 1024);
    image.put(SNAPSHOTS + 56, "1name".getBytes(StandardCharsets.US_ASCII));
    image.putLong(SNAPSHOT_L1, L2);
    change.accept(image);
    return image.array();
  }

  private static byte[] packed(byte value) {
    byte[] cluster = new byte[CLUSTER];
    Arrays.fill(cluster, value);
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(cluster);
    deflater.finish();
    byte[] packed = new byte[CLUSTER];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  static DiskImage open(Path folder, byte[] image, @Nullable String snapshot) throws IOException {
    Path file = Files.write(folder.resolve("image.qcow2"), image);
    return ImageFormats.open(file, new ImageOptions(List.of(), snapshot), Sources.session());
  }
}
