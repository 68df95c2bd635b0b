package io.guestkit.inspect.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a build of sshd, from the table sshd.tsv that stands beside this class. */
final class SshdTable {
  private static final int COLUMNS = 6;

  /**
   * A setting.
   *
   * @param keyword in lower case
   * @param kind how its value is written
   * @param standard its default; null where it is not sure
   */
  record Option(String keyword, String kind, @Nullable String standard) {}

  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final SshdBuild build;

  private SshdTable(SshdBuild build) {
    this.build = build;
  }

  /**
   * Returns the settings of a build; where its version is not known, of that which came with the
   * release.
   *
   * @param releases names of the release, the most precise first, such as {@code ubuntu 24.4}
   */
  static SshdTable of(SshdBuild build, List<String> releases) {
    List<String[]> rows = rows();
    SshdBuild known = build;
    for (String release : releases) {
      for (String[] row : rows) {
        if (!known.isKnown() && row[1].equals("release") && row[0].equals(release)) {
          known = build.withVersion(SshdBuild.version(row[5]));
        }
      }
    }
    SshdTable table = new SshdTable(known);
    for (String[] row : rows) {
      table.add(row);
    }
    return table;
  }

  private static List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    try (@Nullable InputStream in = SshdTable.class.getResourceAsStream("sshd.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the program was built without its table of sshd");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (int start = 0; start < text.length(); ) {
        int end = text.indexOf('\n', start);
        if (text.charAt(start) != '#') {
          rows.add(columns(text.substring(start, end)));
        }
        start = end + 1;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static String[] columns(String line) {
    String[] columns = new String[COLUMNS];
    int start = 0;
    for (int i = 0; i < COLUMNS; i++) {
      int tab = line.indexOf('\t', start);
      int end = tab < 0 ? line.length() : tab;
      columns[i] = line.substring(start, end);
      start = end + 1;
    }
    return columns;
  }

  private void add(String[] row) {
    if (!fits(row) || row[1].equals("release")) {
      return;
    }
    if (row[1].equals("alias")) {
      aliases.putIfAbsent(row[0], row[5]);
    } else if (row[1].equals("ignored")) {
      aliases.putIfAbsent(row[0], "");
    } else {
      @Nullable String standard = row[5].equals("?") || !build.isKnown() ? null : row[5];
      options.putIfAbsent(row[0], new Option(row[0], row[1], standard));
    }
  }

  /** A build of unknown version has every setting, none of its defaults. */
  private boolean fits(String[] row) {
    boolean isOurs = row[4].equals("*");
    for (int start = 0; start <= row[4].length() && !isOurs; ) {
      int comma = row[4].indexOf(',', start);
      int end = comma < 0 ? row[4].length() : comma;
      isOurs = row[4].substring(start, end).equals(build.name());
      start = end + 1;
    }
    return isOurs
        && (!build.isKnown()
            || ((row[2].equals("-") || build.version() >= SshdBuild.version(row[2]))
                && (row[3].equals("-") || build.version() <= SshdBuild.version(row[3]))));
  }

  /** Returns the settings in the order in which they are printed. */
  Iterable<Option> options() {
    return options.values();
  }

  /** Returns whether there is such a setting. */
  Optional<Option> option(String keyword) {
    return Optional.ofNullable(options.get(keyword));
  }

  /**
   * Returns the setting that a keyword stands for, empty text where it is taken and not printed, or
   * empty where sshd knows no such keyword.
   */
  Optional<String> resolve(String keyword) {
    return options.containsKey(keyword)
        ? Optional.of(keyword)
        : Optional.ofNullable(aliases.get(keyword));
  }
}
