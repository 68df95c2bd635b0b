package io.guestkit.image.qcow2;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.FileSource;
import io.guestkit.image.qcow2.ClusterRun.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes of the disk are. L2 tables are read by the blocks that the file's cache keeps.
 * Source: qcow2.txt, "Cluster mapping", "Extended L2 entries".
 */
final class ClusterMap {
  private static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long COPIED = 1L << 63;
  private static final long READS_AS_ZERO = 1;
  private static final int SUBCLUSTERS = 32;
  private static final int SUBCLUSTER_BITS = 5;

  private final FileSource file;
  private final Qcow2Header header;
  private final L1Table l1;
  private final int clusterBits;
  private final long clusterSize;
  private final int sliceSize;
  private final boolean hasDataFile;
  private final boolean extended;

  ClusterMap(FileSource file, Qcow2Header header, L1Table l1) {
    this.file = file;
    this.header = header;
    this.l1 = l1;
    this.clusterBits = header.clusterBits();
    this.clusterSize = header.clusterSize();
    this.sliceSize = (int) Math.min(FileSource.CACHE_BLOCK, clusterSize);
    this.hasDataFile = header.has(Qcow2Header.EXTERNAL_DATA_FILE);
    this.extended = header.has(Qcow2Header.EXTENDED_L2);
  }

  /**
   * How many entries a question may still look at: a run of a hostile image has no end that can be
   * waited for.
   */
  static final class Steps {
    /** 65536 clusters: 4 GiB of disk at the usual cluster size, and a few milliseconds. */
    private int left = 65536;

    boolean isSpent() {
      return left <= 0;
    }
  }

  /**
   * Returns the run that starts at an offset of the disk: as long as its clusters continue each
   * other, within the limit and the steps.
   *
   * @param limit bytes that are wanted, above 0
   * @param steps one is taken for each entry that is looked at; the first is looked at in any case
   * @throws CorruptImageException if an entry contradicts the format
   */
  ClusterRun runAt(long offset, long limit, Steps steps) throws IOException {
    ClusterRun run = pieceAt(offset);
    steps.left--;
    while (run.length() < limit && !steps.isSpent()) {
      ClusterRun next = pieceAt(offset + run.length());
      steps.left--;
      if (!run.isContinuedBy(next)) {
        break;
      }
      run = run.withLength(run.length() + next.length());
    }
    return run.withLength(Math.min(run.length(), limit));
  }

  /** Returns the rest of the cluster, of the subcluster, or of what a missing L2 table covers. */
  private ClusterRun pieceAt(long offset) throws IOException {
    int coverBits = header.l1CoverBits();
    if (offset >>> coverBits >= l1.size()) {
      return new ClusterRun(Kind.UNALLOCATED, 0, Long.MAX_VALUE - offset);
    }
    long l2Offset = l1.l2Offset((int) (offset >>> coverBits));
    if (l2Offset == 0) {
      return new ClusterRun(Kind.UNALLOCATED, 0, rest(offset, coverBits));
    }
    long l2Index = (offset & ((1L << coverBits) - 1)) >>> clusterBits;
    long at = l2Offset + (l2Index << header.l2EntryBits());
    long sliceOffset = at & -sliceSize;
    check(sliceOffset <= file.size() - sliceSize, sliceOffset, "past the end of the file");
    ByteBuffer block = ByteBuffer.wrap(file.block(at));
    int within = (int) (at & (FileSource.CACHE_BLOCK - 1));
    long entry = block.getLong(within);
    if ((entry & COMPRESSED) != 0) {
      check(!hasDataFile, at, "a compressed cluster in an external data file");
      return new ClusterRun(
          Kind.COMPRESSED, entry & ~(COPIED | COMPRESSED), rest(offset, clusterBits));
    }
    return extended
        ? subcluster(offset, at, entry, block.getLong(within + 8))
        : cluster(offset, at, entry);
  }

  private ClusterRun cluster(long offset, long at, long entry) throws CorruptImageException {
    long length = rest(offset, clusterBits);
    if ((entry & READS_AS_ZERO) != 0) {
      check(header.version() >= 3, at, "a zero cluster in version 2");
      return new ClusterRun(Kind.ZERO, 0, length);
    }
    return isAllocated(entry)
        ? new ClusterRun(Kind.NORMAL, host(offset, at, entry), length)
        : new ClusterRun(Kind.UNALLOCATED, 0, length);
  }

  /** The bitmap has a bit per subcluster that it is stored, and above those one that it is zero. */
  private ClusterRun subcluster(long offset, long at, long entry, long bitmap)
      throws CorruptImageException {
    int bits = clusterBits - SUBCLUSTER_BITS;
    int index = (int) ((offset & (clusterSize - 1)) >>> bits);
    boolean stored = (bitmap >>> index & 1) != 0;
    boolean zero = (bitmap >>> (index + SUBCLUSTERS) & 1) != 0;
    long length = rest(offset, bits);
    check(!stored || !zero, at, "a subcluster that is both stored and zero");
    check(!stored || isAllocated(entry), at, "a stored subcluster of an unallocated cluster");
    if (stored) {
      return new ClusterRun(Kind.NORMAL, host(offset, at, entry), length);
    }
    return new ClusterRun(zero ? Kind.ZERO : Kind.UNALLOCATED, 0, length);
  }

  /** Offset 0 is the header's, but a cluster like any other in an external data file. */
  private boolean isAllocated(long entry) {
    return (entry & OFFSET_MASK) != 0 || (hasDataFile && (entry & COPIED) != 0);
  }

  private long host(long offset, long at, long entry) throws CorruptImageException {
    long host = entry & OFFSET_MASK;
    check((host & (clusterSize - 1)) == 0, at, "a cluster that does not start at one");
    return host + (offset & (clusterSize - 1));
  }

  private static long rest(long offset, int bits) {
    return (1L << bits) - (offset & ((1L << bits) - 1));
  }

  private void check(boolean holds, long at, String otherwise) throws CorruptImageException {
    if (!holds) {
      throw new CorruptImageException("L2 table of " + file.name(), at, otherwise);
    }
  }
}
