package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The first 100 bytes of page 1, big-endian. Source: Database File Format, 1.3.
 *
 * @param pageSize bytes of a page, a power of two from 512 to 65536
 * @param usableSize bytes of a page without those reserved at its end for extensions
 * @param pageCount pages of the database, 0 where the header does not say it reliably
 * @param charset what text is written in
 */
record DatabaseHeader(int pageSize, int usableSize, long pageCount, Charset charset) {
  static final int BYTES = 100;
  private static final int MIN_PAGE_SIZE = 512;
  private static final int MAX_PAGE_SIZE = 65536;

  /** 480: with less a page could not hold four keys, so SQLite refuses it. */
  private static final int MIN_USABLE_SIZE = 480;

  /** "SQLite format 3" and a NUL byte. */
  private static final long MAGIC_HIGH = 0x53514c6974652066L;

  private static final long MAGIC_LOW = 0x6f726d6174203300L;

  /** Formats above 2 need to be read in a way that is not known yet. */
  private static final int MAX_READ_VERSION = 2;

  private static final int MAX_SCHEMA_FORMAT = 4;

  static DatabaseHeader read(BlockSource source, long offset) throws IOException {
    Struct s = Struct.bigEndian("SQLite header", source, offset, BYTES);
    boolean magic = s.bits64(0) == MAGIC_HIGH && s.bits64(8) == MAGIC_LOW;
    int pageSize = s.u16(16) == 1 ? MAX_PAGE_SIZE : s.u16(16);
    int readVersion = s.u8(19);
    int usableSize = pageSize - s.u8(20);
    int fractions = s.u8(21) << 16 | s.u16(22);
    long changeCounter = s.u32(24);
    long pageCount = s.u32(28);
    long schemaFormat = s.u32(44);
    long encoding = s.u32(56);
    long validFor = s.u32(92);

    s.check(magic, 0, "not a SQLite database");
    s.check(
        pageSize >= MIN_PAGE_SIZE && Integer.bitCount(pageSize) == 1, 16, "page size %d", pageSize);
    if (readVersion > MAX_READ_VERSION || schemaFormat > MAX_SCHEMA_FORMAT) {
      throw new UnsupportedImageException(
          "%s: SQLite file format %d, schema format %d"
              .formatted(source.name(), readVersion, schemaFormat));
    }
    s.check(usableSize >= MIN_USABLE_SIZE, 20, "%d reserved bytes", pageSize - usableSize);
    s.check(fractions == 0x402020, 21, "payload fractions %#x", fractions);
    s.check(encoding <= 3, 56, "text encoding %d", encoding);
    Charset charset =
        switch ((int) encoding) {
          case 2 -> StandardCharsets.UTF_16LE;
          case 3 -> StandardCharsets.UTF_16BE;
          default -> StandardCharsets.UTF_8; // 0 where nothing was written yet
        };
    return new DatabaseHeader(
        pageSize, usableSize, changeCounter == validFor ? pageCount : 0, charset);
  }
}
