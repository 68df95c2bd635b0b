package io.guestkit.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A kept report with its key. Its file, big-endian: magic, the key, the fingerprint, the origin,
 * the length of the report and the report, and the CRC-32 of all that as 8 bytes.
 *
 * @param key what was asked
 * @param kept the report and what it is of
 */
record Entry(ReportKey key, Kept kept) {
  /** "GKR" and the number of this structure. */
  private static final int MAGIC = 0x474b5202;

  /** 32 MiB: the report of a guest with 5000 packages takes ten. */
  static final int MAX_BYTES = 32 << 20;

  private static final int CHECKSUM_BYTES = 8;

  /** Returns the bytes of the file. */
  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(kept.report().length + 4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      key.write(out);
      kept.fingerprint().write(out);
      kept.origin().write(out);
      out.writeInt(kept.report().length);
      out.write(kept.report());
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    }
    return bytes.toByteArray();
  }

  /** Returns the entry of a file, or empty where it is damaged or of another structure. */
  static Optional<Entry> read(Path file) throws IOException {
    byte[] bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > MAX_BYTES) {
        return Optional.empty();
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) size);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      bytes = buffer.array();
      if (buffer.hasRemaining()) {
        return Optional.empty();
      }
    }
    return decode(bytes);
  }

  private static Optional<Entry> decode(byte[] bytes) {
    int length = bytes.length - CHECKSUM_BYTES;
    if (length < Integer.BYTES
        || ByteBuffer.wrap(bytes).getInt() != MAGIC
        || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
      return Optional.empty();
    }
    ByteArrayInputStream body =
        new ByteArrayInputStream(bytes, Integer.BYTES, length - Integer.BYTES);
    try (DataInputStream in = new DataInputStream(body)) {
      ReportKey key = ReportKey.read(in);
      Fingerprint fingerprint = Fingerprint.read(in);
      Origin origin = Origin.read(in);
      int reportLength = in.readInt();
      if (reportLength != body.available()) {
        return Optional.empty();
      }
      byte[] report = Arrays.copyOfRange(bytes, length - reportLength, length);
      return Optional.of(new Entry(key, new Kept(fingerprint, origin, report)));
    } catch (IOException e) {
      return Optional.empty(); // another version's structure with our magic
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
