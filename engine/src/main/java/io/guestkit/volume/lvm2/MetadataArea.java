package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a metadata area, little-endian, and where the text in its ring buffer is. Source:
 * libvslvm's format document, "Metadata area header" and "Raw location descriptor".
 *
 * @param offset where the area starts on the device
 * @param size bytes of it, the header included
 * @param textOffset where the text starts, from the start of the area
 * @param textSize bytes of the text
 * @param textSum checksum of the text
 */
record MetadataArea(long offset, long size, long textOffset, long textSize, long textSum) {
  private static final int HEADER = 512;
  private static final String SIGNATURE = " LVM2 x[5A%r0N*>";

  /** The second slot holds what was not committed, and is not read. */
  private static final int SLOT = 0x28;

  private static final int IGNORED = 1;

  /** 16 MiB: 20,000 logical volumes; LVM's own tools take minutes for as many. */
  private static final int MAX_TEXT = 16 << 20;

  /**
   * Reads a header.
   *
   * @return empty where the area is to be ignored or holds no text
   * @throws CorruptImageException if the checksum is wrong, or a field that reading needs
   */
  static Optional<MetadataArea> read(BlockSource device, PhysicalVolumeLabel.Area place)
      throws IOException {
    Struct s = Struct.littleEndian("LVM metadata area header", device, place.offset(), HEADER);
    long sum = s.u32(0x00);
    String signature = s.latin1(0x04, 16);
    long version = s.u32(0x14);
    long start = s.bits64(0x18);
    long size = s.bits64(0x20);
    long textOffset = s.bits64(SLOT);
    long textSize = s.bits64(SLOT + 0x08);
    long textSum = s.u32(SLOT + 0x10);
    long flags = s.u32(SLOT + 0x14);

    s.check(signature.equals(SIGNATURE), 0x04, "no signature of a metadata area");
    long actual = Checksum.of(s.bytes(0, HEADER), 4, HEADER - 4);
    s.check(sum == actual, 0x00, "checksum %#010x, its bytes have %#010x", sum, actual);
    s.check(version == 1, 0x14, "version %d", version);
    s.check(start == place.offset(), 0x18, "says that it starts at %d", start);
    if ((flags & IGNORED) != 0 || (textOffset == 0 && textSize == 0)) {
      return Optional.empty();
    }
    s.check(size > HEADER && size <= device.size() - start, 0x20, "size %d", size);
    s.check(textOffset >= HEADER && textOffset < size, SLOT, "text at %d", textOffset);
    s.check(textSize > 0 && textSize <= size - HEADER, SLOT + 0x08, "text of %d bytes", textSize);
    return Optional.of(new MetadataArea(start, size, textOffset, textSize, textSum));
  }

  /**
   * Reads the text, which goes on behind the header where it reaches the end of the area.
   *
   * @throws CorruptImageException if its checksum is wrong
   * @throws UnsupportedImageException if it is larger than what is read
   */
  byte[] text(BlockSource device) throws IOException {
    if (textSize > MAX_TEXT) {
      throw new UnsupportedImageException(
          "%s: LVM metadata of %d bytes, no more than %d are read"
              .formatted(device.name(), textSize, MAX_TEXT));
    }
    byte[] text = new byte[(int) textSize];
    int first = (int) Math.min(textSize, size - textOffset);
    device.readFully(offset + textOffset, ByteBuffer.wrap(text, 0, first));
    device.readFully(offset + HEADER, ByteBuffer.wrap(text, first, text.length - first));
    long actual = Checksum.of(text, 0, text.length);
    if (actual != textSum) {
      throw new CorruptImageException(
          "LVM metadata of " + device.name(),
          offset + textOffset,
          "checksum %#010x, its bytes have %#010x".formatted(textSum, actual));
    }
    return text;
  }
}
