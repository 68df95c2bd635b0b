package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Assembles the named entries of a directory from its slots as Linux does: an entry of first byte 0
 * is passed over, it does not end the directory; parts of a long name count only where their order
 * and checksum are right, else the short name is shown.
 */
final class FatDirectory {
  /** 20 parts hold 260 characters; a name has up to 255. */
  private static final int MAX_PARTS = 20;

  private static final int LAST_PART = 0x40;

  /**
   * A named entry.
   *
   * @param name long name, or short where there is none
   * @param shortName name of up to 8 and 3 characters
   * @param offset where the short entry stands in the volume
   */
  record Named(String name, String shortName, long offset, boolean isDirectory) {}

  private final SlotCursor cursor;
  private final BlockSource volume;
  private final char[] units = new char[MAX_PARTS * FatName.PART];
  private int parts;
  private int missing;
  private int length;
  private int checksum;
  private int subdirectories;

  FatDirectory(SlotCursor cursor, BlockSource volume) {
    this.cursor = cursor;
    this.volume = volume;
  }

  /** Returns every entry that is left. */
  List<Named> all() throws IOException {
    List<Named> entries = new ArrayList<>();
    for (Optional<Named> next = next(); next.isPresent(); next = next()) {
      entries.add(next.get());
    }
    return entries;
  }

  /** Returns how many directories were passed, {@code .} and {@code ..} included. */
  int subdirectories() {
    return subdirectories;
  }

  /** Returns the next named entry. */
  Optional<Named> next() throws IOException {
    while (cursor.next()) {
      ByteBuffer slot = cursor.slot();
      int attributes = slot.get(0x0b);
      boolean free = slot.get(0) == 0 || (slot.get(0) & 0xff) == FatDirent.DELETED;
      if (attributes == FatDirent.LONG_NAME) {
        addPart(slot);
        continue;
      }
      boolean hasLongName = parts > 0 && missing == 0 && FatName.checksum(slot) == checksum;
      parts = 0;
      if (free || (attributes & FatDirent.VOLUME) != 0) {
        continue;
      }
      boolean isDirectory = (attributes & FatDirent.DIRECTORY) != 0;
      if (isDirectory) {
        subdirectories++;
      }
      if (!FatName.isDot(slot)) {
        Optional<Named> named = named(slot, hasLongName, isDirectory);
        if (named.isPresent()) {
          return named;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Named> named(ByteBuffer slot, boolean hasLongName, boolean isDirectory)
      throws CorruptImageException {
    String shortName = FatName.shortName(slot);
    String name = hasLongName ? FatName.longName(units, length) : shortName;
    if (!FatName.isUsable(name)) {
      name = shortName; // a long name with a slash, or none at all
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!FatName.isUsable(name)) {
      throw new CorruptImageException(
          "FAT directory entry of " + volume.name(),
          cursor.offset(),
          "name " + FileName.display(name));
    }
    return Optional.of(new Named(name, shortName, cursor.offset(), isDirectory));
  }

  /** Takes a part of a long name; parts come last first, each with its number. */
  private void addPart(ByteBuffer slot) {
    int id = slot.get(0) & 0xff;
    int number = id & ~LAST_PART;
    int sum = slot.get(0x0d) & 0xff;
    boolean continues = parts > 0 && missing > 0 && number == missing && sum == checksum;
    if (!continues) {
      boolean starts = (id & LAST_PART) != 0 && number > 0 && number <= MAX_PARTS;
      parts = starts ? number : 0;
      checksum = sum;
    }
    if (parts == 0) {
      return;
    }
    missing = number - 1;
    FatName.putPart(slot, units, missing * FatName.PART);
    if ((id & LAST_PART) != 0) {
      length = number * FatName.PART;
    }
  }
}
