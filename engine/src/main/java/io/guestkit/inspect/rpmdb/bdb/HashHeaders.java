package io.guestkit.inspect.rpmdb.bdb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The headers of a hash file, bucket after bucket. The key is the number of a package in 32 bits;
 * the value of number 0 is the largest number given, and no header.
 */
public final class HashHeaders implements RpmHeaders {
  private static final int IN_PAGE = 1;
  private static final int OVERFLOW = 3;
  private static final int OVERFLOW_ITEM_BYTES = 12;
  private static final int KEY_ITEM_BYTES = 5;

  private final BlockSource file;

  /** Makes the reader of the content of Packages. */
  public HashHeaders(BlockSource file) {
    this.file = file;
  }

  @Override
  public void each(HeaderSink sink) throws IOException {
    new Walk(file, HashMeta.read(file), sink).run();
  }

  /** One reading of the file. */
  private static final class Walk {
    private final BlockSource file;
    private final HashMeta meta;
    private final HeaderSink sink;
    private final HashPages pairs;
    private final HashPages values;
    private final BitSet seen = new BitSet();

    Walk(BlockSource file, HashMeta meta, HeaderSink sink) {
      this.file = file;
      this.meta = meta;
      this.sink = sink;
      this.pairs = new HashPages(file, meta);
      this.values = new HashPages(file, meta);
    }

    void run() throws IOException {
      for (long bucket = 0; bucket <= meta.maxBucket(); bucket++) {
        try {
          bucket(meta.pageOf(bucket));
        } catch (LimitExceededException e) {
          throw e;
        } catch (ImageException e) {
          sink.damaged(e);
        }
      }
    }

    private void bucket(long first) throws IOException {
      long number = first;
      do {
        file.session().budget().countEntries(1);
        Page page = pairs.page(number, 1);
        if (seen.get((int) number)) {
          throw page.corrupt(0, "two chains of pages, or a loop of one, lead here");
        }
        seen.set((int) number);
        if (!page.isFree()) {
          pairs(page);
        }
        number = page.next();
      } while (number != 0);
    }

    private void pairs(Page page) throws IOException {
      int table = meta.headerBytes() + 2 * page.entries();
      if (!page.holdsPairs() || page.entries() % 2 != 0 || table > meta.pageBytes()) {
        throw page.corrupt(20, "type %d with %d items".formatted(page.type(), page.entries()));
      }
      for (int i = 0; i < page.entries(); i += 2) {
        try {
          pair(page, item(page, i), item(page, i + 1));
        } catch (LimitExceededException e) {
          throw e;
        } catch (ImageException e) {
          sink.damaged(e);
        }
      }
    }

    /** Returns the bytes of an item. */
    private ByteBuffer item(Page page, int index) throws IOException {
      int start = offset(page, index);
      int end = index == 0 ? meta.pageBytes() : offset(page, index - 1);
      if (start < meta.headerBytes() + 2 * page.entries()
          || start >= end
          || end > meta.pageBytes()) {
        throw page.corrupt(
            meta.headerBytes() + 2 * index, "item %d from %d to %d".formatted(index, start, end));
      }
      return page.bytes().slice(start, end - start).order(meta.order());
    }

    private int offset(Page page, int index) {
      return page.bytes().getShort(meta.headerBytes() + 2 * index) & 0xffff;
    }

    private void pair(Page page, ByteBuffer key, ByteBuffer value) throws IOException {
      int at = offset(page, 0);
      if (key.get(0) != IN_PAGE || key.limit() != KEY_ITEM_BYTES) {
        throw page.corrupt(at, "a key of type %d, %d bytes".formatted(key.get(0), key.limit()));
      }
      long number = key.getInt(1) & 0xffff_ffffL;
      if (number == 0) {
        return;
      }
      if (value.get(0) == IN_PAGE) {
        sink.header(number, value.slice(1, value.limit() - 1));
      } else if (value.get(0) == OVERFLOW && value.limit() == OVERFLOW_ITEM_BYTES) {
        overflow(page, number, value.getInt(4) & 0xffff_ffffL, value.getInt(8) & 0xffff_ffffL);
      } else {
        throw page.corrupt(at, "a value of type %d".formatted(value.get(0)));
      }
    }

    private void overflow(Page page, long number, long first, long length) throws IOException {
      values.checkLength(page, 0, length);
      Budget budget = file.session().budget();
      budget.reserve(length, "a header of " + file.name());
      try {
        sink.header(number, ByteBuffer.wrap(values.overflow(first, (int) length)));
      } finally {
        budget.release(length);
      }
    }
  }
}
