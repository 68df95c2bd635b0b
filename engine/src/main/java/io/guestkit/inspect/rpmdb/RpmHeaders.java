package io.guestkit.inspect.rpmdb;

import io.guestkit.block.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The headers of the installed packages, as one form of rpm's database holds them. */
public interface RpmHeaders {
  /**
   * 64 MiB: the largest headers known, of packages with 100,000 files, are near 20 MiB. rpm itself
   * refuses 256 MiB and above.
   */
  int MAX_HEADER_BYTES = 64 << 20;

  /**
   * Hands every header over, in the order of the database. A damaged one is handed over as such,
   * and the next one follows; where nothing can follow, the exception says so.
   *
   * @throws io.guestkit.block.LimitExceededException if the budget ends
   * @throws ImageException if the database as a whole cannot be read
   */
  void each(HeaderSink sink) throws IOException;

  /** Takes headers. */
  interface HeaderSink {
    /**
     * Takes a header.
     *
     * @param number the number that the database has for it
     * @param blob the header from the buffer's position to its limit, big-endian; valid until this
     *     method returns
     */
    void header(long number, ByteBuffer blob) throws IOException;

    /**
     * Takes the reason why a header, or the part of the database that leads to some, cannot be
     * read. It never is the end of the budget.
     */
    void damaged(ImageException reason) throws IOException;
  }
}
