package io.guestkit.inspect.packages;

import io.guestkit.report.PackageInfo;
import io.guestkit.version.PackageVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * dpkg's status file: paragraphs of {@code Field: value} lines, continued by lines that start with
 * a blank. Parsed in one pass over the bytes; fields that no report shows are passed over.
 *
 * <p>A package counts as installed where its files are on the disk: the states installed,
 * triggers-pending, triggers-awaited, half-configured and unpacked, whether wanted, held or
 * selected for removal. The states config-files, half-installed and not-installed do not count. A
 * field of two words, as the test guests of libguestfs have it, counts by either of them.
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
  private final List<PackageInfo> packages = new ArrayList<>();
  private int damaged;
  private int firstDamage = -1;

  private @Nullable String name;
  private @Nullable String version;
  private @Nullable String arch;
  private @Nullable String source;
  private @Nullable String maintainer;
  private @Nullable String homepage;
  private @Nullable String summary;
  private @Nullable String description;
  private @Nullable Long installedSizeKib;
  private boolean hasState;
  private boolean installed;

  DpkgStatus(byte[] bytes, Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
    parse();
  }

  List<PackageInfo> packages() {
    return packages;
  }

  /** Returns how many paragraphs lack a name, a state or a version. */
  int damaged() {
    return damaged;
  }

  /** Returns where the first of them starts. */
  int firstDamage() {
    return firstDamage;
  }

  private void parse() {
    int at = 0;
    int paragraph = 0;
    while (at < bytes.length) {
      int end = lineEnd(at);
      if (isBlank(at, end)) {
        finish(paragraph, at);
        paragraph = end + 1;
        at = end + 1;
      } else {
        at = field(at, end) + 1;
      }
    }
    finish(paragraph, bytes.length);
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
    switch (bytes[at] | 0x20) {
      case 'p' -> name = is("package", at) ? value("package", at, lineEnd) : name;
      case 'v' -> version = is("version", at) ? value("version", at, lineEnd) : version;
      case 'a' -> arch = is("architecture", at) ? value("architecture", at, lineEnd) : arch;
      case 'm' -> maintainer = is("maintainer", at) ? value("maintainer", at, lineEnd) : maintainer;
      case 'h' -> homepage = is("homepage", at) ? value("homepage", at, lineEnd) : homepage;
      case 's' -> {
        if (is("status", at)) {
          state(value("status", at, lineEnd));
        } else if (is("source", at)) {
          source = value("source", at, lineEnd);
        }
      }
      case 'i' -> {
        if (is("installed-size", at)) {
          installedSizeKib = number(value("installed-size", at, lineEnd));
        }
      }
      case 'd' -> {
        if (is("description", at)) {
          summary =
              end == lineEnd
                  ? value("description", at, lineEnd)
                  : firstLine(at + "description:".length(), lineEnd);
          description = continued(lineEnd + 1, end);
        }
      }
      default -> {}
    }
    return end;
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

  /** Takes {@code want flag state} in; where it is shorter, one word is the state. */
  private void state(String status) {
    hasState = true;
    int first = status.indexOf(' ');
    int last = status.lastIndexOf(' ');
    installed =
        isOnDisk(status.substring(last + 1))
            || (first > 0 && first == last && isOnDisk(status.substring(0, first)));
  }

  private static boolean isOnDisk(String state) {
    return switch (state) {
      case "installed", "triggers-pending", "triggers-awaited", "half-configured", "unpacked" ->
          true;
      default -> false;
    };
  }

  private static @Nullable Long number(String text) {
    if (text.isEmpty() || text.length() > 15) {
      return null;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private void finish(int from, int to) {
    if (from < to) {
      if (name == null || name.isEmpty() || (kind == Kind.DATABASE && !hasState)) {
        noteDamage(from);
      } else if (installed || kind == Kind.PARAGRAPH) {
        if (version == null || version.isEmpty()) {
          noteDamage(from);
        } else {
          packages.add(info(name, PackageVersion.split(version)));
        }
      }
    }
    name = null;
    version = null;
    arch = null;
    source = null;
    maintainer = null;
    homepage = null;
    summary = null;
    description = null;
    installedSizeKib = null;
    hasState = false;
    installed = false;
  }

  private void noteDamage(int offset) {
    damaged++;
    firstDamage = firstDamage < 0 ? offset : firstDamage;
  }

  /**
   * The field Source is {@code name} or {@code name (version)}; without it both are the package's.
   */
  private PackageInfo info(String packageName, PackageVersion split) {
    String sourceName = source == null || source.isEmpty() ? packageName : source;
    String sourceVersion = null;
    int open = sourceName.indexOf(" (");
    if (open > 0 && sourceName.endsWith(")")) {
      sourceVersion = sourceName.substring(open + 2, sourceName.length() - 1);
      sourceName = sourceName.substring(0, open);
    }
    PackageDraft draft = new PackageDraft();
    draft.arch = arch;
    draft.publisher = maintainer;
    draft.url = homepage;
    draft.sourcePackage = sourceName;
    draft.sourceVersion = sourceVersion;
    draft.summary = summary;
    draft.description = description;
    draft.installedSizeBytes = installedSizeKib == null ? null : installedSizeKib * 1024;
    return draft.build(packageName, split);
  }
}
