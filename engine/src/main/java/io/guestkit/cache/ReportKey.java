package io.guestkit.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a report answers: which build of the engine was asked for what, and of which disks.
 *
 * @param build version and id of the engine
 * @param question the options, in a form that is equal where they are
 * @param disks absolute paths of the disks in their order
 */
public record ReportKey(String build, String question, List<String> disks) {
  /** 64 KiB: what a text of {@link DataOutputStream#writeUTF} may take. */
  private static final int MAX_TEXT_BYTES = 0xffff;

  /** 1024: more disks than a machine has. */
  private static final int MAX_DISKS = 1024;

  /** Copies the list. */
  public ReportKey {
    disks = List.copyOf(disks);
  }

  /** Returns whether the key can be written; the path of a disk may be too long for it. */
  boolean canBeWritten() {
    boolean fits = fits(build) && fits(question) && disks.size() <= MAX_DISKS;
    for (String disk : disks) {
      fits = fits && fits(disk);
    }
    return fits;
  }

  private static boolean fits(String text) {
    return text.length() * 3L <= MAX_TEXT_BYTES;
  }

  /**
   * Returns the name of the file that the report is kept in: one per question and disks, so that
   * the report of a changed image takes the place of its former one. Two keys that come to one name
   * take turns.
   */
  String fileName() {
    StringBuilder text = new StringBuilder(question);
    for (String disk : disks) {
      text.append('\0').append(disk);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    CRC32 first = new CRC32();
    first.update(bytes);
    CRC32C second = new CRC32C();
    second.update(bytes);
    return hex(first.getValue()) + hex(second.getValue()) + ReportCache.SUFFIX;
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(8 - digits.length()) + digits;
  }

  /** Returns whether another key asks for the same. */
  boolean isSame(ReportKey other) {
    return build.equals(other.build)
        && question.equals(other.question)
        && disks.equals(other.disks);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(build);
    out.writeUTF(question);
    out.writeInt(disks.size());
    for (String disk : disks) {
      out.writeUTF(disk);
    }
  }

  static ReportKey read(DataInputStream in) throws IOException {
    String build = in.readUTF();
    String question = in.readUTF();
    int count = in.readInt();
    if (count < 0 || count > MAX_DISKS) {
      throw new IOException("a number out of its range");
    }
    List<String> disks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      disks.add(in.readUTF());
    }
    return new ReportKey(build, question, disks);
  }
}
