package io.guestkit.inspect.sqlite;

import io.guestkit.block.CorruptImageException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A row: its number and the values of its columns. A column that the row does not have, because it
 * was added later, is NULL. Source: Database File Format, 2.1 (record format).
 */
public final class SqliteRow {
  /** The type of a value. */
  public enum Type {
    NULL,
    INTEGER,
    REAL,
    TEXT,
    BLOB
  }

  /** SQLite's own highest limit. */
  private static final int MAX_COLUMNS = 32767;

  private static final int REAL_SERIAL = 7;
  private static final int ZERO_SERIAL = 8;
  private static final int ONE_SERIAL = 9;
  private static final int FIRST_TEXT_OR_BLOB = 12;

  /** Bytes of the values of the serial types 0 to 9. */
  private static final int[] SIZES = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

  private final String table;
  private final Charset charset;
  private final int rowidColumn;
  private long number;
  private ByteBuffer payload = ByteBuffer.allocate(0);
  private long[] serials = new long[16];
  private int[] starts = new int[16];
  private int columns;

  SqliteRow(String table, Charset charset, int rowidColumn) {
    this.table = table;
    this.charset = charset;
    this.rowidColumn = rowidColumn;
  }

  /** Becomes the row of a number and a record, which the buffer holds from 0 to its limit. */
  void set(long rowNumber, ByteBuffer bytes) throws CorruptImageException {
    number = rowNumber;
    payload = bytes;
    columns = 0;
    if (!Varint.isWhole(bytes)) {
      throw corrupt("no record");
    }
    long headerSize = Varint.take(bytes);
    if (headerSize < bytes.position() || headerSize > bytes.limit()) {
      throw corrupt("a record header of %d bytes".formatted(headerSize));
    }
    long start = headerSize;
    int end = bytes.limit();
    bytes.limit((int) headerSize);
    while (bytes.hasRemaining()) {
      if (columns == MAX_COLUMNS || !Varint.isWhole(bytes)) {
        bytes.limit(end);
        throw corrupt("column %d".formatted(columns));
      }
      long serial = Varint.take(bytes);
      long size = size(serial);
      if (size < 0 || size > end - start) {
        bytes.limit(end);
        throw corrupt("column %d of serial type %d".formatted(columns, serial));
      }
      add(serial, (int) start);
      start += size;
    }
    bytes.limit(end);
  }

  private void add(long serial, int start) {
    if (columns == serials.length) {
      serials = Arrays.copyOf(serials, columns * 2);
      starts = Arrays.copyOf(starts, columns * 2);
    }
    serials[columns] = serial;
    starts[columns] = start;
    columns++;
  }

  /** Returns how many bytes a value has, or -1 where no value is of this type. */
  private static long size(long serial) {
    if (serial >= FIRST_TEXT_OR_BLOB) {
      return (serial - FIRST_TEXT_OR_BLOB) / 2;
    }
    return serial >= 0 && serial < SIZES.length ? SIZES[(int) serial] : -1;
  }

  /** Returns the number of the row. */
  public long number() {
    return number;
  }

  /** Returns the type of a column's value. */
  public Type type(int column) {
    if (column == rowidColumn) {
      return Type.INTEGER;
    }
    long serial = column >= 0 && column < columns ? serials[column] : 0;
    if (serial >= FIRST_TEXT_OR_BLOB) {
      return serial % 2 == 0 ? Type.BLOB : Type.TEXT;
    }
    if (serial == 0) {
      return Type.NULL;
    }
    return serial == REAL_SERIAL ? Type.REAL : Type.INTEGER;
  }

  /**
   * Returns a number; empty where it is NULL.
   *
   * @throws CorruptImageException if it is of another type
   */
  public OptionalLong integer(int column) throws CorruptImageException {
    if (column == rowidColumn) {
      return OptionalLong.of(number);
    }
    if (isNull(column, Type.INTEGER)) {
      return OptionalLong.empty();
    }
    long serial = serials[column];
    if (serial == ZERO_SERIAL || serial == ONE_SERIAL) {
      return OptionalLong.of(serial - ZERO_SERIAL);
    }
    int start = starts[column];
    long value = payload.get(start); // the first byte has the sign
    for (int i = 1; i < SIZES[(int) serial]; i++) {
      value = (value << 8) | (payload.get(start + i) & 0xff);
    }
    return OptionalLong.of(value);
  }

  /**
   * Returns a floating-point number; empty where it is NULL. One without a fraction may be stored
   * as INTEGER.
   *
   * @throws CorruptImageException if it is of another type
   */
  public OptionalDouble real(int column) throws CorruptImageException {
    if (type(column) == Type.INTEGER) {
      OptionalLong integer = integer(column);
      return integer.isPresent()
          ? OptionalDouble.of((double) integer.getAsLong())
          : OptionalDouble.empty();
    }
    return isNull(column, Type.REAL)
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.longBitsToDouble(payload.getLong(starts[column])));
  }

  /**
   * Returns text; empty where it is NULL. What is not in the database's encoding is replaced.
   *
   * @throws CorruptImageException if it is of another type
   */
  public Optional<String> text(int column) throws CorruptImageException {
    return isNull(column, Type.TEXT)
        ? Optional.empty()
        : Optional.of(charset.decode(value(column)).toString());
  }

  /**
   * Returns bytes, valid as long as the row is; empty where they are NULL.
   *
   * @throws CorruptImageException if it is of another type
   */
  public Optional<ByteBuffer> blob(int column) throws CorruptImageException {
    return isNull(column, Type.BLOB) ? Optional.empty() : Optional.of(value(column));
  }

  private ByteBuffer value(int column) {
    return payload.slice(starts[column], (int) size(serials[column]));
  }

  private boolean isNull(int column, Type wanted) throws CorruptImageException {
    Type type = type(column);
    if (type != wanted && type != Type.NULL) {
      throw corrupt("column %d is %s where %s is expected".formatted(column, type, wanted));
    }
    return type == Type.NULL;
  }

  private CorruptImageException corrupt(String what) {
    return new CorruptImageException("row %d of table %s".formatted(number, table), 0, what);
  }
}
