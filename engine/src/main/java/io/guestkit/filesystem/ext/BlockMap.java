package io.guestkit.filesystem.ext;

import java.io.IOException;

/** Where the blocks of a file are. */
@FunctionalInterface
interface BlockMap {

  /**
   * Consecutive blocks of a file.
   *
   * @param physical first block on the volume, or {@link #HOLE} where the run reads as zero
   * @param count blocks, above 0
   */
  record Run(long physical, long count) {
    static final long HOLE = -1;

    static Run hole(long count) {
      return new Run(HOLE, count);
    }

    boolean isHole() {
      return physical == HOLE;
    }
  }

  /** Returns the run that starts at a block of the file; it may go on past the file's end. */
  Run at(long logical) throws IOException;
}
