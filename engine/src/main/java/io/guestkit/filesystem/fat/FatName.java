package io.guestkit.filesystem.fat;

import java.nio.ByteBuffer;

/**
 * The names of directory entries as text. Sources: FAT32 File System Specification 1.03, "FAT Long
 * Directory Entries"; Linux, {@code Documentation/filesystems/vfat.rst}, {@code shortname=mixed};
 * Unicode, {@code CP437.TXT}.
 */
final class FatName {
  static final int SHORT_LENGTH = 11;

  /** Characters in one part of a long name. */
  static final int PART = 13;

  private static final int BASE_LENGTH = 8;
  private static final int LOWER_BASE = 0x08;
  private static final int LOWER_EXTENSION = 0x10;

  /** Stands for a first byte of 0xE5, which would mean a deleted entry. */
  private static final int ESCAPED_E5 = 0x05;

  /** Offsets of a part's characters in its entry. */
  private static final int[] PART_OFFSETS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  /** Characters 0x80 to 0xff of code page 437. */
  private static final String CP437 =
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
          + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

  private FatName() {}

  /** Returns a character of code page 437. */
  static char cp437(int value) {
    return value < 0x80 ? (char) value : CP437.charAt(value - 0x80);
  }

  /** Returns whether the eleven bytes are those of {@code .} or {@code ..}. */
  static boolean isDot(ByteBuffer slot) {
    if (slot.get(0) != '.') {
      return false;
    }
    for (int i = 1; i < SHORT_LENGTH; i++) {
      if (slot.get(i) != ' ' && !(i == 1 && slot.get(1) == '.')) {
        return false;
      }
    }
    return true;
  }

  /** Returns the short name, empty where it has no character. */
  static String shortName(ByteBuffer slot) {
    int flags = slot.get(0x0c);
    StringBuilder name = new StringBuilder(SHORT_LENGTH + 1);
    int end = append(name, slot, 0, BASE_LENGTH, (flags & LOWER_BASE) != 0);
    name.setLength(end);
    name.append('.');
    int extension = append(name, slot, BASE_LENGTH, SHORT_LENGTH, (flags & LOWER_EXTENSION) != 0);
    name.setLength(extension > end + 1 ? extension : end);
    return name.toString();
  }

  /** Appends the bytes of a part and returns where its last character that is no space ends. */
  private static int append(
      StringBuilder name, ByteBuffer slot, int from, int to, boolean lowerCase) {
    int end = name.length();
    for (int at = from; at < to; at++) {
      int value = slot.get(at) & 0xff;
      if (value == 0) {
        break;
      }
      char character = cp437(at == 0 && value == ESCAPED_E5 ? 0xe5 : value);
      name.append(lowerCase ? lower(character) : character);
      if (value != ' ') {
        end = name.length();
      }
    }
    return end;
  }

  /** Returns the small letter where code page 437 has one. */
  private static char lower(char character) {
    char lower = Character.toLowerCase(character);
    return character < 0x80 || CP437.indexOf(lower) >= 0 ? lower : character;
  }

  /** Returns the checksum of a short name that every part of its long name carries. */
  static int checksum(ByteBuffer slot) {
    int sum = 0;
    for (int i = 0; i < SHORT_LENGTH; i++) {
      sum = ((sum & 1) << 7 | sum >> 1) + (slot.get(i) & 0xff) & 0xff;
    }
    return sum;
  }

  /** Puts a part's characters where they belong in the name. */
  static void putPart(ByteBuffer slot, char[] name, int at) {
    for (int i = 0; i < PART; i++) {
      name[at + i] = slot.getChar(PART_OFFSETS[i]);
    }
  }

  /** Returns a long name up to its first NUL; a surrogate without its pair is left out. */
  static String longName(char[] units, int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length && units[i] != 0; i++) {
      char unit = units[i];
      if (!Character.isSurrogate(unit)) {
        name.append(unit);
      } else if (i + 1 < length && Character.isSurrogatePair(unit, units[i + 1])) {
        name.append(unit).append(units[++i]);
      }
    }
    return name.toString();
  }

  /** Returns whether text can be the name of a file. */
  static boolean isUsable(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0 && !name.equals(".") && !name.equals("..");
  }

  /** Returns a name as it is looked up: without the dots at its end, ASCII letters small. */
  static String folded(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '.') {
      end--;
    }
    StringBuilder folded = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }
}
