package io.guestkit.block;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The files of the host that one inspection opened, and what it read of them until {@link #end}:
 * headers of containers, partition tables, superblocks. Thread-safe.
 */
public final class HostReads {
  /** 4096 parts: opening a disk of ten volumes takes some sixty; the rest is not noted. */
  public static final int MAX_NOTED = 4096;

  /**
   * A part of a file.
   *
   * @param file the file's index
   * @param offset in bytes
   * @param length in bytes
   * @param checksum CRC-32 of the bytes that were read
   */
  public record Part(int file, long offset, int length, int checksum) {}

  private final List<HostFile> files = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private volatile boolean noting = true;

  /** Notes that a file is opened, and returns its index. */
  synchronized int open(HostFile file) {
    files.add(file);
    return files.size() - 1;
  }

  /** Notes what was read, the bytes before the position of a buffer. */
  void read(int file, long offset, ByteBuffer buffer, int length) {
    if (!noting || isNoted(file, offset, length)) {
      return;
    }
    CRC32 checksum = new CRC32();
    checksum.update(buffer.duplicate().flip().position(buffer.position() - length));
    Part part = new Part(file, offset, length, (int) checksum.getValue());
    synchronized (this) {
      parts.add(part);
      if (parts.size() >= MAX_NOTED) {
        noting = false;
      }
    }
  }

  private synchronized boolean isNoted(int file, long offset, int length) {
    for (Part part : parts) {
      if (part.offset() == offset && part.file() == file && part.length() == length) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether it is still noted what is read. */
  boolean isNoting() {
    return noting;
  }

  /** Notes no part from here on. */
  public void end() {
    noting = false;
  }

  /** Returns the files in the order in which they were opened. */
  public synchronized List<HostFile> files() {
    return List.copyOf(files);
  }

  /** Returns the parts in the order in which they were read. */
  public synchronized List<Part> parts() {
    return List.copyOf(parts);
  }
}
