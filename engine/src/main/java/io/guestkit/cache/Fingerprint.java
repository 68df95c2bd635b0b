package io.guestkit.cache;

import io.guestkit.block.HostFile;
import io.guestkit.block.HostReads;
import io.guestkit.block.HostReads.Part;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What an image was when it was read: what the host said of every file of its chain, and the bytes
 * of the container's headers, the partition tables and the superblocks.
 *
 * @param files the files of the chain
 * @param parts the parts of them that were read first
 */
public record Fingerprint(List<HostFile> files, List<Part> parts) {
  /** 4096: a machine has 26 disks at most, each of a chain of 64 files at most. */
  private static final int MAX_FILES = 4096;

  /** 64 MiB: a read of a header, a table or a superblock is far below it. */
  private static final int MAX_PART_BYTES = 64 << 20;

  /** Copies the lists. */
  public Fingerprint {
    files = List.copyOf(files);
    parts = List.copyOf(parts);
  }

  /** Returns what was noted of an image while it was read. */
  public static Fingerprint of(HostReads reads) {
    return new Fingerprint(reads.files(), reads.parts());
  }

  /** Returns whether the image still is what it was. */
  public boolean holds() {
    for (HostFile file : files) {
      if (!file.isUnchanged()) {
        return false;
      }
    }
    try {
      return partsHold();
    } catch (IOException e) {
      return false; // it can no longer be read
    }
  }

  private boolean partsHold() throws IOException {
    for (int file = 0; file < files.size(); file++) {
      try (FileChannel channel =
          FileChannel.open(files.get(file).path(), StandardOpenOption.READ)) {
        for (Part part : parts) {
          if (part.file() == file && !holds(part, channel)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean holds(Part part, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(part.length());
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, part.offset() + bytes.position()) < 0) {
        return false;
      }
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes.flip());
    return (int) checksum.getValue() == part.checksum();
  }

  /**
   * Returns whether a change of the image would show: every file of it has times that tell when it
   * was written to, and was left alone for longer than the coarsest of them.
   *
   * @param nowNanos in nanoseconds since 1970, from before the image was read
   */
  public boolean tellsChanges(long nowNanos) {
    for (HostFile file : files) {
      if (!file.isRegular() || !file.isSettled(nowNanos)) {
        return false;
      }
    }
    return !files.isEmpty();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(files.size());
    for (HostFile file : files) {
      out.writeUTF(file.path().toString());
      out.writeUTF(file.key());
      out.writeInt(file.mode());
      out.writeLong(file.size());
      out.writeLong(file.modifiedNanos());
      out.writeLong(file.changedNanos());
    }
    out.writeInt(parts.size());
    for (Part part : parts) {
      out.writeInt(part.file());
      out.writeLong(part.offset());
      out.writeInt(part.length());
      out.writeInt(part.checksum());
    }
  }

  static Fingerprint read(DataInputStream in) throws IOException {
    List<HostFile> files = new ArrayList<>();
    int fileCount = checked(in.readInt(), MAX_FILES);
    for (int i = 0; i < fileCount; i++) {
      files.add(
          new HostFile(
              path(in.readUTF()),
              in.readUTF(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    List<Part> parts = new ArrayList<>();
    int partCount = checked(in.readInt(), HostReads.MAX_NOTED);
    for (int i = 0; i < partCount; i++) {
      int file = checked(in.readInt(), fileCount - 1);
      long offset = in.readLong();
      parts.add(new Part(file, offset, checked(in.readInt(), MAX_PART_BYTES), in.readInt()));
    }
    return new Fingerprint(files, parts);
  }

  private static int checked(int value, int limit) throws IOException {
    if (value < 0 || value > limit) {
      throw new IOException("a number out of its range");
    }
    return value;
  }

  private static Path path(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IOException("no path", e);
    }
  }
}
