package io.guestkit.image.qcow2;

/**
 * A run of the disk that is mapped in one way.
 *
 * @param kind how
 * @param host for NORMAL the byte offset of its first byte in the data file; for COMPRESSED the
 *     descriptor of the cluster; else 0
 * @param length bytes of disk, above 0
 */
record ClusterRun(Kind kind, long host, long length) {

  /** How clusters and subclusters are mapped. Source: qcow2.txt, "L2 table entry". */
  enum Kind {
    /** Read from the backing file, or zero without one. */
    UNALLOCATED,
    /** Reads as zero. */
    ZERO,
    /** Stored. */
    NORMAL,
    /** Stored compressed: a run is the rest of one cluster. */
    COMPRESSED
  }

  boolean isContinuedBy(ClusterRun next) {
    return switch (kind) {
      case UNALLOCATED, ZERO -> next.kind == kind;
      case NORMAL -> next.kind == kind && next.host == host + length;
      case COMPRESSED -> false;
    };
  }

  ClusterRun withLength(long newLength) {
    return new ClusterRun(kind, host, newLength);
  }
}
