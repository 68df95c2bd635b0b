package io.guestkit.inspect.rpmdb;

import io.guestkit.block.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What a form of the database hands over. */
public final class CollectedHeaders implements RpmHeaders.HeaderSink {
  private final Map<Long, String> headers = new TreeMap<>();
  private final List<String> damage = new ArrayList<>();

  /** Reads a database. */
  public static CollectedHeaders of(RpmHeaders database) throws IOException {
    CollectedHeaders collected = new CollectedHeaders();
    database.each(collected);
    return collected;
  }

  @Override
  public void header(long number, ByteBuffer blob) {
    byte[] bytes = new byte[blob.remaining()];
    blob.get(bytes);
    if (headers.put(number, describe(bytes)) != null) {
      throw new IllegalStateException("twice: " + number);
    }
  }

  @Override
  public void damaged(ImageException reason) {
    damage.add(String.valueOf(reason.getMessage()));
  }

  /** Returns a short text that is another one for other bytes. */
  public static String describe(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + crc.getValue();
  }

  /** Returns the headers as {@link #describe} writes them, by their numbers. */
  public Map<Long, String> headers() {
    return headers;
  }

  /** Returns the reasons why some could not be read. */
  public List<String> damage() {
    return damage;
  }
}
