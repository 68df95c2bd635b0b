package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header extensions, big-endian: what lies between the header and the backing file's name, or the
 * first cluster's end. Source: qcow2.txt, "Header extensions", "Feature name table".
 *
 * @param backingFormat format of the backing file, or null
 * @param dataFile name of the external data file, or null
 * @param featureNames byte offset of the feature name table in the file, 0 where there is none
 * @param featureNamesLength bytes of that table
 */
record HeaderExtensions(
    @Nullable String backingFormat,
    @Nullable String dataFile,
    long featureNames,
    long featureNamesLength) {
  private static final long END = 0;
  private static final long BACKING_FORMAT = 0xe2792acaL;
  private static final long FEATURE_NAMES = 0x6803f857L;
  private static final long DATA_FILE = 0x44415441L;
  private static final int HEADER_LENGTH = 8;

  /** 16: the longest that QEMU takes. */
  private static final int MAX_FORMAT_LENGTH = 16;

  /** 4096: the longest path of the host, path_resolution(7). */
  private static final int MAX_PATH_LENGTH = 4096;

  private static final int FEATURE_LENGTH = 48;

  /** 192: three kinds of features of 64 bits each. */
  private static final long MAX_FEATURES = 192;

  /**
   * Reads the extensions.
   *
   * @throws CorruptImageException if one does not end where the name or the cluster begins
   */
  static HeaderExtensions read(BlockSource file, Qcow2Header header) throws IOException {
    long end = header.backingNameOffset() == 0 ? header.clusterSize() : header.backingNameOffset();
    String backingFormat = null;
    String dataFile = null;
    long featureNames = 0;
    long featureNamesLength = 0;
    long offset = header.length();
    while (offset <= end - HEADER_LENGTH) {
      Struct s = Struct.bigEndian("header extension", file, offset, HEADER_LENGTH);
      long type = s.u32(0);
      long length = s.u32(4);
      long data = offset + HEADER_LENGTH;
      if (type == END) {
        break;
      }
      s.check(length <= end - data, 4, "length %d, past the end at %d", length, end);
      if (type == BACKING_FORMAT) {
        backingFormat = text(s, file, data, length, MAX_FORMAT_LENGTH);
      } else if (type == DATA_FILE) {
        dataFile = text(s, file, data, length, MAX_PATH_LENGTH);
      } else if (type == FEATURE_NAMES) {
        featureNames = data;
        featureNamesLength = length;
      }
      offset = data + (length + 7) / 8 * 8;
    }
    return new HeaderExtensions(backingFormat, dataFile, featureNames, featureNamesLength);
  }

  private static @Nullable String text(
      Struct s, BlockSource file, long data, long length, int bound) throws IOException {
    s.check(length <= bound, 4, "name of %d bytes", length);
    String text = Struct.bigEndian("name", file, data, (int) length).utf8(0, (int) length);
    return text.isEmpty() ? null : text;
  }

  /**
   * Checks that every incompatible feature in use is one that is read.
   *
   * @throws UnsupportedImageException that names the first one that is not
   */
  void checkFeatures(BlockSource file, Qcow2Header header) throws IOException {
    long unknown = header.incompatible() & ~Qcow2Header.KNOWN;
    if (unknown != 0) {
      int bit = Long.numberOfTrailingZeros(unknown);
      throw new UnsupportedImageException(
          "%s: the image needs the feature \"%s\" (incompatible bit %d), which is not read"
              .formatted(file.name(), featureName(file, bit), bit));
    }
  }

  private String featureName(BlockSource file, int bit) throws IOException {
    long count = Math.min(featureNamesLength / FEATURE_LENGTH, MAX_FEATURES);
    for (long i = 0; i < count; i++) {
      long at = featureNames + i * FEATURE_LENGTH;
      Struct s = Struct.bigEndian("feature name", file, at, FEATURE_LENGTH);
      if (s.u8(0) == 0 && s.u8(1) == bit) {
        return s.utf8(2, FEATURE_LENGTH - 2);
      }
    }
    return "unknown";
  }
}
