package io.guestkit.filesystem.xfs.layout;

import java.io.IOException;

/** Where the blocks of a file are. */
@FunctionalInterface
public interface BlockMap {

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

    /** Returns whether the run reads as zero. */
    public boolean isHole() {
      return physical == HOLE;
    }
  }

  /** Returns the run that starts at a block of the file; it may go on past the file's end. */
  Run at(long logical) throws IOException;
}
