package io.guestkit.inspect.kernels;

/** Header of a gzip member. Source: RFC 1952, 2.3. */
final class GzipHeader {
  private static final int FIXED_BYTES = 10;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int CHECKSUM = 2;

  private GzipHeader() {}

  /** Returns the length of the header; that of the file where it does not end in it. */
  static int length(byte[] file) {
    if (file.length < FIXED_BYTES) {
      return file.length;
    }
    int flags = file[3];
    int at = FIXED_BYTES;
    if ((flags & EXTRA) != 0 && at + 2 <= file.length) {
      at += 2 + ((file[at] & 0xff) | ((file[at + 1] & 0xff) << 8));
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      if ((flags & flag) != 0) {
        while (at < file.length && file[at] != 0) {
          at++;
        }
        at++;
      }
    }
    at += (flags & CHECKSUM) == 0 ? 0 : 2;
    return Math.min(at, file.length);
  }
}
