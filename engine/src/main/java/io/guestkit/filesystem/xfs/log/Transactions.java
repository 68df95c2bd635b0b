package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts transactions together from the operations of records: number of the transaction (32 bits),
 * length (32), client (8), flags (8), padding (16), bytes. Source: "XFS Algorithms &amp; Data
 * Structures", "Log Operations".
 */
final class Transactions {
  private static final int OPERATION = 12;
  private static final int TRANSACTION_CLIENT = 0x69;
  private static final int LOG_CLIENT = 0xaa;

  private static final int START = 0x01;
  private static final int COMMIT = 0x02;
  private static final int CONTINUE = 0x04;
  private static final int WAS_CONTINUED = 0x08;
  private static final int END = 0x10;
  private static final int UNMOUNT = 0x20;

  /** Bytes of the header that is a transaction's first region. */
  private static final int HEADER = 16;

  /** What a region takes in memory beside its bytes. */
  private static final int MEMORY_BYTES = 120;

  /** Sees the transactions that were committed, in that order. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Sees a transaction.
     *
     * @param place sequence number of the record that it starts in
     */
    void visit(long place, List<Item> items) throws IOException;
  }

  /** A transaction that is not committed yet. */
  private static final class Pending {
    private final long place;
    private final List<Item> items = new ArrayList<>();
    private int header;
    private long memory;

    Pending(long place) {
      this.place = place;
    }
  }

  private final Budget budget;
  private final Visitor visitor;
  private final Map<Integer, Pending> pending = new HashMap<>();

  Transactions(Budget budget, Visitor visitor) {
    this.budget = budget;
    this.visitor = visitor;
  }

  /** Takes the operations of a record. */
  void record(RecordHeader header, ByteBuffer data) throws IOException {
    for (long left = header.operations(); left > 0 && data.hasRemaining(); left--) {
      header.s().check(data.remaining() >= OPERATION, 40, "operation past the record's end");
      int number = data.getInt();
      long length = data.getInt() & 0xffff_ffffL;
      int client = data.get() & 0xff;
      int flags = data.get() & 0xff;
      data.getShort();
      header.s().check(length <= data.remaining(), 40, "operation of %d bytes", length);
      header
          .s()
          .check(
              client == TRANSACTION_CLIENT || client == LOG_CLIENT, 40, "operation of %#x", client);
      byte[] bytes = new byte[(int) length];
      data.get(bytes);
      operation(header, number, flags, bytes);
    }
  }

  private void operation(RecordHeader header, int number, int flags, byte[] bytes)
      throws IOException {
    Pending transaction = pending.get(number);
    if (transaction == null) {
      // What started before the tail is on the disk, and is left out.
      if ((flags & START) != 0) {
        budget.reserve(MEMORY_BYTES, "the log");
        pending.put(number, new Pending(header.place()));
      }
      return;
    }
    int kind = flags & ~END;
    if ((kind & WAS_CONTINUED) != 0) {
      kind &= ~CONTINUE;
    }
    switch (kind) {
      case 0, CONTINUE -> add(transaction, bytes);
      case WAS_CONTINUED -> carryOn(transaction, bytes);
      case COMMIT -> {
        visitor.visit(transaction.place, transaction.items);
        drop(number, transaction);
      }
      case UNMOUNT -> drop(number, transaction);
      default -> throw header.s().corrupt(40, "operation with the flags %#x", flags);
    }
  }

  private void drop(int number, Pending transaction) {
    pending.remove(number);
    budget.release(transaction.memory + MEMORY_BYTES);
  }

  private void reserve(Pending transaction, byte[] bytes) throws IOException {
    long memory = bytes.length + (long) MEMORY_BYTES;
    budget.reserve(memory, "the log");
    transaction.memory += memory;
  }

  private void add(Pending transaction, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    if (transaction.header < HEADER) {
      header(transaction, bytes);
      return;
    }
    reserve(transaction, bytes);
    if (transaction.items.isEmpty() || transaction.items.getLast().isComplete()) {
      transaction.items.add(new Item(bytes));
    } else {
      transaction.items.getLast().add(bytes);
    }
  }

  private static void header(Pending transaction, byte[] bytes) throws CorruptImageException {
    transaction.header += bytes.length;
    Item.check(transaction.header <= HEADER, "transaction header of another size");
  }

  private void carryOn(Pending transaction, byte[] bytes) throws IOException {
    if (transaction.items.isEmpty()) {
      header(transaction, bytes);
      return;
    }
    reserve(transaction, bytes);
    transaction.items.getLast().carryOn(bytes);
  }
}
