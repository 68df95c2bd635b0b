package io.guestkit.inspect.rpmdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes headers for tests, value by value, as a database has them. */
public final class HeaderBytes {
  private final List<int[]> entries = new ArrayList<>();
  private final ByteArrayOutputStream store = new ByteArrayOutputStream();

  /** Adds values of a type. */
  public HeaderBytes add(int tag, int type, int count, byte[] values) {
    int align = type == 3 ? 2 : type == 4 ? 4 : type == 5 ? 8 : 1;
    while (store.size() % align != 0) {
      store.write(0);
    }
    entries.add(new int[] {tag, type, store.size(), count});
    store.writeBytes(values);
    return this;
  }

  /** Adds text. */
  public HeaderBytes text(int tag, String value) {
    return add(tag, 6, 1, (value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number of 32 bits. */
  public HeaderBytes number(int tag, int value) {
    return add(tag, 4, 1, ByteBuffer.allocate(4).putInt(value).array());
  }

  /** Adds bytes. */
  public HeaderBytes bytes(int tag, byte[] value) {
    return add(tag, 7, value.length, value);
  }

  /** Returns the header. */
  public byte[] build() {
    ByteBuffer header = ByteBuffer.allocate(8 + 16 * entries.size() + store.size());
    header.putInt(entries.size()).putInt(store.size());
    for (int[] entry : entries) {
      for (int field : entry) {
        header.putInt(field);
      }
    }
    return header.put(store.toByteArray()).array();
  }

  /** Returns a header with nothing but name, version and release. */
  public static HeaderBytes of(String name, String version, String release) {
    return new HeaderBytes()
        .text(RpmTag.NAME, name)
        .text(RpmTag.VERSION, version)
        .text(RpmTag.RELEASE, release);
  }
}
