package io.guestkit.version;

import java.util.List;

/**
 * A version of apk, {@code number{.number}[letter]{_suffix[number]}[~hash][-rnumber]}. Parts of the
 * same kind are compared in turn; where the kinds differ, a suffix that comes before a release is
 * older than anything, else the one whose kind comes earlier is newer, and the end comes last.
 * Source: apk-tools 3.0, {@code apk version --check} and {@code --test}; apk-package(5).
 *
 * @param parts the last is the end
 */
record ApkVersion(List<ApkPart> parts) implements Comparable<ApkVersion> {

  ApkVersion {
    parts = List.copyOf(parts);
  }

  static ApkVersion parse(String text) {
    return new ApkVersion(ApkPart.split(text));
  }

  @Override
  public int compareTo(ApkVersion other) {
    int i = 0;
    while (parts.get(i).kind() == other.parts.get(i).kind()) {
      ApkPart part = parts.get(i);
      int order = part.compareToSameKind(other.parts.get(i));
      if (order != 0 || part.kind() == ApkPart.Kind.END) {
        return order;
      }
      i++;
    }
    ApkPart mine = parts.get(i);
    ApkPart theirs = other.parts.get(i);
    if (mine.isBeforeRelease() || theirs.isBeforeRelease()) {
      return mine.isBeforeRelease() ? -1 : 1;
    }
    return theirs.kind().compareTo(mine.kind());
  }
}
