package io.guestkit.inspect.packages;

import io.guestkit.inspect.FactFiles;

/** The entries of a database that are no package: the first are problems of their own. */
final class DamagedEntries {
  /** 20: they tell what is wrong; a database can have as many as it has packages. */
  private static final int MAX_PROBLEMS = 20;

  private final FactFiles files;
  private int count;

  DamagedEntries(FactFiles files) {
    this.files = files;
  }

  /** Notes that an entry contradicts the format. */
  void corrupt(String path, String what) {
    count++;
    if (count <= MAX_PROBLEMS) {
      files.corrupt(path, what);
    }
  }

  /** Notes that a part of an entry is not there. */
  void missing(String path, String what) {
    count++;
    if (count <= MAX_PROBLEMS) {
      files.missing(path, what);
    }
  }

  /** Notes how many there were besides. */
  void finish(String database) {
    if (count > MAX_PROBLEMS) {
      files.corrupt(
          database, "%d more of its entries are no package".formatted(count - MAX_PROBLEMS));
    }
  }
}
