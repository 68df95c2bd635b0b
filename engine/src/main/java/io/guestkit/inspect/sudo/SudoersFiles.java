package io.guestkit.inspect.sudo;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.BadLines;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.sudo.SudoersEntry.Include;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of sudoers and of the files that it includes, in the order in which sudo reads them.
 */
final class SudoersFiles {
  /** 1 MiB: sudoers of large sites have some thousand lines. */
  private static final int MAX_BYTES = 1 << 20;

  /** 128: sudo nests no deeper. */
  private static final int MAX_DEPTH = 128;

  /** 1,000: files of one sudoers together; bounds what includes of includes make of it. */
  private static final int MAX_FILES = 1000;

  /** 16 MiB: bytes of them together. */
  private static final long MAX_TOTAL_BYTES = 16 << 20;

  /** 100,000: entries of one sudoers together. */
  private static final int MAX_ENTRIES = 100_000;

  /**
   * A line that was read.
   *
   * @param path file that holds it
   */
  record Line(SudoersEntry entry, String path) {}

  private final FactFiles files;
  private final List<Line> lines = new ArrayList<>();
  private final String host;
  private int read;
  private long readBytes;

  private SudoersFiles(FactFiles files, String host) {
    this.files = files;
    this.host = host;
  }

  /**
   * Returns the lines.
   *
   * @param host short name of the host, which {@code %h} in a path stands for
   */
  static List<Line> read(FactFiles files, String host, String path) throws IOException {
    SudoersFiles sudoers = new SudoersFiles(files, host);
    sudoers.file(path, 0);
    return sudoers.lines;
  }

  private void file(String path, int depth) throws IOException {
    read++;
    if (depth > MAX_DEPTH || read > MAX_FILES || readBytes > MAX_TOTAL_BYTES) {
      files.limit(path, "included as file %d at depth %d".formatted(read, depth));
      return;
    }
    Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
    if (bytes.isEmpty()) {
      if (!files.exists(path)) {
        files.missing(path, "included in sudoers, and not there");
      }
      return;
    }
    readBytes += bytes.get().length;
    parse(new String(bytes.get(), StandardCharsets.UTF_8), path, depth);
  }

  private void parse(String text, String path, int depth) throws IOException {
    BadLines bad = new BadLines();
    int number = 1;
    int at = 0;
    while (at < text.length() && lines.size() < MAX_ENTRIES) {
      LogicalLine line = LogicalLine.at(text, at);
      try {
        Optional<SudoersEntry> entry = SudoersLine.read(line.text());
        if (entry.isPresent()) {
          add(entry.get(), path, depth);
        }
      } catch (SudoersSyntaxException e) {
        bad.add(number);
      }
      number += line.count();
      at = line.end();
    }
    bad.report(files, path, "rule");
    if (at < text.length()) {
      files.limit(path, "more than %d entries in sudoers".formatted(MAX_ENTRIES));
    }
  }

  private void add(SudoersEntry entry, String path, int depth) throws IOException {
    if (!(entry instanceof Include include)) {
      lines.add(new Line(entry, path));
      return;
    }
    String target = include.path().replace("%h", host);
    if (!target.startsWith("/")) {
      target = path.substring(0, path.lastIndexOf('/') + 1) + target;
    }
    if (!include.isDirectory()) {
      file(target, depth + 1);
      return;
    }
    for (DirectoryEntry name : files.names(target)) {
      if (name.name().indexOf('.') < 0 && !name.name().endsWith("~")) {
        file(target + "/" + name.name(), depth + 1);
      }
    }
  }

  /**
   * A line with those that continue it: a backslash at the end joins, but not in a comment.
   *
   * @param count lines of the file that it is made of
   * @param end where the next one starts
   */
  private record LogicalLine(String text, int count, int end) {

    static LogicalLine at(String text, int start) {
      StringBuilder joined = new StringBuilder();
      int at = start;
      for (int count = 1; ; count++) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        int from = joined.length();
        joined.append(text, at, end);
        at = newline < 0 ? end : end + 1;
        int backslash = continuation(joined, from);
        if (backslash < 0 || newline < 0) {
          strip(joined);
          return new LogicalLine(joined.toString(), count, at);
        }
        joined.setLength(backslash);
        joined.append(' ');
      }
    }

    private static void strip(StringBuilder line) {
      while (!line.isEmpty() && line.charAt(line.length() - 1) <= ' ') {
        line.setLength(line.length() - 1);
      }
    }

    /** Returns where the backslash is that joins a line with the next one, or -1. */
    private static int continuation(StringBuilder line, int from) {
      int last = line.length() - 1;
      while (last >= from && line.charAt(last) <= ' ') {
        last--;
      }
      if (last < from || line.charAt(last) != '\\') {
        return -1;
      }
      boolean isQuoted = false;
      for (int i = from; i < last; i++) {
        char c = line.charAt(i);
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          isQuoted = !isQuoted;
        } else if (c == '#' && !isQuoted && !isNumber(line.charAt(i + 1))) {
          return -1;
        }
      }
      return last;
    }

    private static boolean isNumber(char c) {
      return c == '-' || (c >= '0' && c <= '9');
    }
  }
}
