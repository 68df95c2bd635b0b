package io.guestkit.inspect.rpmdb.ndb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The headers of an NDB database, in the order in which they lie in the file. */
public final class NdbHeaders implements RpmHeaders {
  private static final int PAGE_BYTES = 4096;
  private static final int SLOTS_PER_PAGE = PAGE_BYTES / NdbSlot.BYTES;

  /** 4096: a million packages; rpm makes one page for each 256. Bounds the allocation. */
  private static final int MAX_SLOT_PAGES = 4096;

  private final BlockSource file;

  /** Makes the reader of the content of Packages.db. */
  public NdbHeaders(BlockSource file) {
    this.file = file;
  }

  @Override
  public void each(HeaderSink sink) throws IOException {
    NdbPrefix prefix = NdbPrefix.read(file);
    if (prefix.slotPages() > MAX_SLOT_PAGES) {
      throw new UnsupportedImageException(
          "%s: %d pages of slots, more than the %d that are read"
              .formatted(file.name(), prefix.slotPages(), MAX_SLOT_PAGES));
    }
    List<NdbSlot> slots = slots((int) prefix.slotPages(), sink);
    slots.sort((a, b) -> Long.compare(a.firstBlock(), b.firstBlock()));
    Budget budget = file.session().budget();
    long slotBlocks = prefix.slotPages() * PAGE_BYTES / NdbSlot.BLOCK_BYTES;
    long end = slotBlocks;
    for (NdbSlot slot : slots) {
      budget.countEntries(1);
      if (slot.firstBlock() < end) {
        sink.damaged(
            new CorruptImageException(
                file.name(),
                slot.offset(),
                "blob %d at block %d lies over what ends at block %d"
                    .formatted(slot.number(), slot.firstBlock(), end)));
      } else {
        end = hand(slot, sink) ? slot.endBlock() : end;
      }
    }
  }

  /** Returns the slots that are used; those that cannot be are damage. */
  private List<NdbSlot> slots(int pages, HeaderSink sink) throws IOException {
    List<NdbSlot> slots = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      Struct table =
          Struct.littleEndian("page of slots", file, (long) page * PAGE_BYTES, PAGE_BYTES);
      for (int i = page == 0 ? NdbPrefix.SLOTS : 0; i < SLOTS_PER_PAGE; i++) {
        try {
          NdbSlot.read(table, i * NdbSlot.BYTES).ifPresent(slots::add);
        } catch (ImageException e) {
          sink.damaged(e);
        }
      }
    }
    return slots;
  }

  /** Returns whether the blob of a slot was sound. */
  private boolean hand(NdbSlot slot, HeaderSink sink) throws IOException {
    Budget budget = file.session().budget();
    long reserved = 0;
    NdbBlob blob;
    try {
      int bytes = slot.bytes(file);
      budget.reserve(bytes, "a header of " + file.name());
      reserved = bytes;
      blob = NdbBlob.read(file, slot, bytes);
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      budget.release(reserved);
      sink.damaged(e);
      return false;
    }
    sink.header(slot.number(), blob.header());
    budget.release(reserved);
    return true;
  }
}
