package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.guest.walk.FileIdentity;
import io.guestkit.guest.walk.Visits;
import io.guestkit.report.FileUsage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Adds up what the files of a walk take, each file once, and hands over each sum. */
final class TreeUsage implements TreeWalk.Visitor {

  /** Where a sum goes; that of a directory after those below it. */
  interface Sink {
    void accept(FileUsage usage) throws IOException;
  }

  /** Which files are looked for among those that were counted before. */
  enum Counted {
    /** Those of several names: one walk meets no other twice. */
    LINKS,
    /** All: walks may meet. */
    ALL
  }

  /** Which files are handed over besides those that a walk starts with. */
  enum Shown {
    DIRECTORIES,
    FILES
  }

  /** A directory that is added up. */
  private static final class Sum {
    private boolean isCounted;
    private long allocated;
    private long size;

    void add(long moreAllocated, long moreSize) {
      allocated = sum(allocated, moreAllocated);
      size = sum(size, moreSize);
    }

    /** Returns a sum, or the largest number: a damaged inode may say anything. */
    private static long sum(long a, long b) {
      return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
  }

  private final Visits visits;
  private final Counted counted;
  private final FileWalk.Scope scope;
  private final Shown shown;
  private final long maxDepth;
  private final Sink sink;
  private final Deque<Sum> open = new ArrayDeque<>();
  private @Nullable FileIdentity start;

  /**
   * Makes the sums of a walk.
   *
   * @param visits the files that were counted before
   * @param maxDepth how many names below the start files are handed over
   */
  TreeUsage(
      Visits visits, Counted counted, FileWalk.Scope scope, Shown shown, long maxDepth, Sink sink) {
    this.visits = visits;
    this.counted = counted;
    this.scope = scope;
    this.shown = shown;
    this.maxDepth = maxDepth;
    this.sink = sink;
  }

  @Override
  public void found(FoundFile file, FileWalk walk) throws IOException {
    FileIdentity identity = file.identity();
    if (start == null) {
      start = identity;
    }
    if (file.isDirectory()) {
      Sum sum = new Sum();
      open.push(sum);
      sum.isCounted = isInScope(identity, start) && isNew(file, identity);
      if (sum.isCounted) {
        sum.add(file.info().allocatedBytes(), 0);
      } else {
        walk.skip();
      }
    } else if (isNew(file, identity)) {
      long size = file.isRegular() || file.isLink() ? file.info().sizeBytes() : 0;
      long allocated = file.info().allocatedBytes();
      if (!open.isEmpty()) {
        open.element().add(allocated, size);
      }
      if (file.depth() == 0 || shown == Shown.FILES) {
        show(file, allocated, size);
      }
    }
  }

  private boolean isInScope(FileIdentity file, FileIdentity first) {
    return scope == FileWalk.Scope.GUEST
        || (file.volume().equals(first.volume()) && file.subvolume().equals(first.subvolume()));
  }

  private boolean isNew(FoundFile file, FileIdentity identity) throws IOException {
    boolean isLooked = counted == Counted.ALL || (!file.isDirectory() && file.info().links() > 1);
    return !isLooked || visits.add(identity) == 1;
  }

  @Override
  public void left(FoundFile directory) throws IOException {
    Sum sum = open.pop();
    if (sum.isCounted) {
      if (!open.isEmpty()) {
        open.element().add(sum.allocated, sum.size);
      }
      show(directory, sum.allocated, sum.size);
    }
  }

  private void show(FoundFile file, long allocated, long size) throws IOException {
    if (file.depth() <= maxDepth) {
      sink.accept(new FileUsage(file.path(), file.info().type(), allocated, size));
    }
  }
}
