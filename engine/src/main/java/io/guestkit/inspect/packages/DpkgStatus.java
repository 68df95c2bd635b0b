package io.guestkit.inspect.packages;

import io.guestkit.block.LimitExceededException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * dpkg's status file: paragraphs of {@code Field: value} lines, continued by lines that start with
 * a blank. Parsed in one pass over the bytes; fields that no report shows are passed over.
 *
 * <p>A package is listed where files of it are on the disk: in the states installed,
 * triggers-pending, triggers-awaited, half-configured, half-installed and unpacked, whether wanted,
 * held or selected for removal. The states config-files and not-installed are not listed. A status
 * of two words, as the test guests of libguestfs have it, counts by either of them. opkg of OpenWrt
 * and Yocto writes the same paragraphs, and when a package was installed too.
 */
final class DpkgStatus {
  /** Which file it is. */
  enum Kind {
    /** The status file: every paragraph says its state. */
    DATABASE,
    /** A file of status.d: the control paragraph of an installed package. */
    PARAGRAPH
  }

  private final byte[] bytes;
  private final Kind kind;
  private final PackageList packages;
  private int damaged;
  private int firstDamage = -1;
  private DpkgParagraph paragraph = new DpkgParagraph();

  private DpkgStatus(byte[] bytes, Kind kind, PackageList packages) {
    this.bytes = bytes;
    this.kind = kind;
    this.packages = packages;
  }

  /** Adds the packages of a file to those that are known. */
  static DpkgStatus read(byte[] bytes, Kind kind, PackageList packages)
      throws LimitExceededException {
    DpkgStatus status = new DpkgStatus(bytes, kind, packages);
    status.parse();
    return status;
  }

  /** Returns how many paragraphs lack a name, a state or a version. */
  int damaged() {
    return damaged;
  }

  /** Returns where the first of them starts. */
  int firstDamage() {
    return firstDamage;
  }

  private void parse() throws LimitExceededException {
    int at = 0;
    int start = 0;
    while (at < bytes.length) {
      int end = lineEnd(at);
      if (isBlank(at, end)) {
        finish(start, at);
        start = end + 1;
        at = end + 1;
      } else {
        at = field(at, end) + 1;
      }
    }
    finish(start, bytes.length);
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Takes a field in, and returns the end of its last line. */
  private int field(int at, int lineEnd) {
    int end = lineEnd;
    while (end + 1 < bytes.length && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t')) {
      int next = lineEnd(end + 1);
      if (isBlank(end + 1, next)) {
        break;
      }
      end = next;
    }
    take(at, lineEnd, end);
    return end;
  }

  private void take(int at, int lineEnd, int end) {
    DpkgParagraph p = paragraph;
    switch (bytes[at] | 0x20) {
      case 'p' -> p.name = value("package", at, lineEnd, p.name);
      case 'v' -> p.version = value("version", at, lineEnd, p.version);
      case 'a' -> p.arch = value("architecture", at, lineEnd, p.arch);
      case 'm' -> p.maintainer = value("maintainer", at, lineEnd, p.maintainer);
      case 'h' -> p.homepage = value("homepage", at, lineEnd, p.homepage);
      case 's' -> {
        if (is("status", at)) {
          p.status(value("status", at, lineEnd));
        } else {
          p.source = value("source", at, lineEnd, p.source);
        }
      }
      case 'i' -> {
        if (is("installed-size", at)) {
          p.installedSizeKib = DecimalText.parse(value("installed-size", at, lineEnd));
        } else if (is("installed-time", at)) {
          p.installedAt = DecimalText.time(value("installed-time", at, lineEnd));
        }
      }
      case 'd' -> {
        if (is("description", at)) {
          p.summary =
              end == lineEnd
                  ? value("description", at, lineEnd)
                  : firstLine(at + "description:".length(), lineEnd);
          p.description = continued(lineEnd + 1, end);
        }
      }
      default -> {}
    }
  }

  /** Returns whether a field of this name, in lower case, stands here. */
  private boolean is(String field, int at) {
    int length = field.length();
    if (at + length >= bytes.length || bytes[at + length] != ':') {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] | 0x20) != (field.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the value of a field of this name, or what was known before where it has another. */
  private @Nullable String value(String field, int at, int end, @Nullable String before) {
    return is(field, at) ? value(field, at, end) : before;
  }

  private String value(String field, int at, int end) {
    return text(at + field.length() + 1, end);
  }

  private String text(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (end > start && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Returns the first line of several; dpkg keeps blanks at its end, as it ends no value. */
  private String firstLine(int from, int to) {
    int start = from;
    while (start < to && (bytes[start] == ' ' || bytes[start] == '\t')) {
      start++;
    }
    return new String(bytes, start, to - start, StandardCharsets.UTF_8);
  }

  /** Returns the lines of a field but the first, without the blank that continues them. */
  private @Nullable String continued(int from, int to) {
    if (from >= to) {
      return null;
    }
    byte[] text = new byte[to - from];
    int length = 0;
    int at = from;
    while (at < to) {
      int end = lineEnd(at);
      int count = end - at - 1;
      System.arraycopy(bytes, at + 1, text, length, count);
      length += count;
      if (end < to) {
        text[length] = '\n';
        length++;
      }
      at = end + 1;
    }
    while (length > 0 && text[length - 1] <= ' ' && text[length - 1] >= 0) {
      length--;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private void finish(int from, int to) throws LimitExceededException {
    if (from < to) {
      if (!paragraph.isPackage(kind)) {
        noteDamage(from);
      } else if (paragraph.isInstalled(kind)) {
        packages.add(paragraph.info());
      }
    }
    paragraph = new DpkgParagraph();
  }

  private void noteDamage(int offset) {
    damaged++;
    firstDamage = firstDamage < 0 ? offset : firstDamage;
  }
}
