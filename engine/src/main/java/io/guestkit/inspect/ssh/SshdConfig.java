package io.guestkit.inspect.ssh;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of sshd_config and of the files that it includes, in the order in which sshd reads
 * them. Source: sshd_config(5).
 */
final class SshdConfig {
  /** Where sshd looks, the first that is there; the second is that of openSUSE. */
  private static final List<String> PATHS =
      List.of("/etc/ssh/sshd_config", "/usr/etc/ssh/sshd_config");

  /** 1 MiB: configurations have some hundred lines. */
  private static final int MAX_BYTES = 1 << 20;

  /** 16: sshd nests no deeper. */
  private static final int MAX_DEPTH = 16;

  /** 256: files that are read, each as often as it is included. */
  private static final int MAX_FILES = 256;

  /** 100,000: lines of all files together. */
  private static final int MAX_LINES = 100_000;

  /**
   * A Match block.
   *
   * @param isActive whether it holds for every connection: {@code Match all}
   */
  private record Match(boolean isActive) {}

  /**
   * A line.
   *
   * @param keyword in lower case
   * @param rest what follows it
   * @param words what follows it, divided
   * @param isMatch whether it is in a Match block
   * @param isActive whether it holds for every connection
   * @param path file that holds it
   * @param line its number there
   */
  record Directive(
      String keyword,
      String rest,
      List<String> words,
      boolean isMatch,
      boolean isActive,
      String path,
      int line) {}

  private final FactFiles files;
  private final List<Directive> directives = new ArrayList<>();
  private final List<String> matches = new ArrayList<>();
  private int read;
  private boolean isThere;

  private SshdConfig(FactFiles files) {
    this.files = files;
  }

  /** Reads the configuration; what is not there has no lines. */
  static SshdConfig read(FactFiles files) throws IOException {
    SshdConfig config = new SshdConfig(files);
    for (String path : PATHS) {
      if (files.exists(path)) {
        config.isThere = true;
        config.file(path, null, 0);
        break;
      }
    }
    return config;
  }

  /** Returns whether there is a configuration. */
  boolean isThere() {
    return isThere;
  }

  /** Returns the lines but those of Match and Include. */
  List<Directive> directives() {
    return directives;
  }

  /** Returns the conditions of the Match blocks. */
  List<String> matches() {
    return matches;
  }

  private void file(String path, @Nullable Match outer, int depth) throws IOException {
    read++;
    if (depth > MAX_DEPTH || read > MAX_FILES) {
      files.limit(path, "included as file %d at depth %d".formatted(read, depth));
      return;
    }
    Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
    if (bytes.isEmpty()) {
      return;
    }
    @Nullable Match match = outer;
    TextLines lines = new TextLines(new String(bytes.get(), StandardCharsets.UTF_8));
    while (lines.next()) {
      if (lines.isBlankOrComment()) {
        continue;
      }
      Optional<SshdWords> words = SshdWords.of(lines.line());
      if (words.isEmpty() || words.get().words().isEmpty()) {
        files.corrupt(path, "line %d is no setting".formatted(lines.number()));
      } else if (words.get().keyword().equals("match")) {
        match = match(words.get(), outer);
      } else if (words.get().keyword().equals("include")) {
        for (String pattern : words.get().words()) {
          include(pattern, match, depth);
        }
      } else if (directives.size() == MAX_LINES) {
        files.limit(path, "more than %d settings".formatted(MAX_LINES));
        return;
      } else {
        add(words.get(), match, path, lines.number());
      }
    }
  }

  private void add(SshdWords words, @Nullable Match match, String path, int line) {
    directives.add(
        new Directive(
            words.keyword(),
            words.rest(),
            words.words(),
            match != null,
            match == null || match.isActive(),
            path,
            line));
  }

  private Match match(SshdWords words, @Nullable Match outer) {
    String condition = words.rest();
    int comment = condition.indexOf(" #");
    if (matches.size() < MAX_FILES) {
      matches.add((comment < 0 ? condition : condition.substring(0, comment)).strip());
    }
    boolean isAll = words.words().size() == 1 && words.words().getFirst().equalsIgnoreCase("all");
    return new Match(isAll && (outer == null || outer.isActive()));
  }

  /** What is included has no say in the Match block of the line that includes it. */
  private void include(String pattern, @Nullable Match match, int depth) throws IOException {
    String path = pattern.startsWith("/") ? pattern : "/etc/ssh/" + pattern;
    for (String file : GuestGlob.find(files, path, MAX_FILES)) {
      file(file, match, depth + 1);
    }
  }
}
