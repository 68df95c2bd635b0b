package io.guestkit.block;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that several images refer to. While one of them is in use, or files are held, the cache
 * keeps its blocks once for all who read it. Thread-safe.
 */
public final class SharedFiles {
  /** 64: images that are read together stand on a few bases; what is left out is read again. */
  private static final int MAX_UNUSED = 64;

  private final BlockCache cache;

  /** By identity, those without a user in the order in which they lost it. */
  private final Map<Object, SharedFile> files = new LinkedHashMap<>();

  private volatile int holds;
  private int unused;

  SharedFiles(BlockCache cache) {
    this.cache = cache;
  }

  /** A file in whose name the cache keeps blocks. */
  private static final class SharedFile {
    private final Object identity;
    private int users;

    private SharedFile(Object identity) {
      this.identity = identity;
    }
  }

  /** Lets the blocks of files outlast their last user, until as many holds have ended. */
  public synchronized void hold() {
    holds++;
  }

  /** Returns whether all that is read of a file is to be kept: it will be read again. */
  boolean isKept(Object owner) {
    return holds > 0 && owner instanceof SharedFile;
  }

  /** Ends a hold. */
  public synchronized void endHold() {
    holds--;
    trim(holds == 0 ? 0 : MAX_UNUSED);
  }

  /**
   * Returns in whose name the cache keeps the blocks of a file.
   *
   * @param identity equal for the same file with the same content
   */
  synchronized Object use(Object identity) {
    SharedFile file = files.get(identity);
    if (file == null) {
      file = new SharedFile(identity);
      files.put(identity, file);
    } else if (file.users == 0) {
      unused--;
    }
    file.users++;
    return file;
  }

  /** Ends a use, or drops the blocks of a file that is not shared. */
  void release(Object owner) {
    if (owner instanceof SharedFile file) {
      release(file);
    } else {
      cache.forget(owner);
    }
  }

  private synchronized void release(SharedFile file) {
    file.users--;
    if (file.users == 0) {
      files.remove(file.identity);
      files.put(file.identity, file);
      unused++;
      trim(holds == 0 ? 0 : MAX_UNUSED);
    }
  }

  private void trim(int limit) {
    Iterator<SharedFile> each = files.values().iterator();
    while (unused > limit) {
      SharedFile file = each.next();
      if (file.users == 0) {
        each.remove();
        unused--;
        cache.forget(file);
      }
    }
  }
}
