package io.guestkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whole guests and what real tools say of them. {@code src/test/guests/make-guests} makes the first
 * kind and lists them; {@code ./verify} runs it and sets GUESTKIT_MADE_GUESTS. The variable
 * GUESTKIT_GUESTS names a folder with more.
 */
public final class Guests {
  private Guests() {}

  /**
   * A file of a mounted filesystem, as the kernel shows it; times as {@code truth.sh} writes them.
   *
   * @param path relative to the filesystem's root, empty for the root itself, bytes as Latin-1
   * @param type letter of find: f, d, l, p and so on
   * @param mode permission bits
   * @param linkTarget empty where it is no symbolic link, bytes as Latin-1
   */
  public record TrueFile(
      String path,
      char type,
      int mode,
      long uid,
      long gid,
      long size,
      long links,
      long inode,
      String modified,
      String accessed,
      String changed,
      String linkTarget) {}

  /** Returns an image of the made guests by its name; skips the test where they were not made. */
  public static Path made(String name) {
    return in("GUESTKIT_MADE_GUESTS", name, "the guests were not made: run ./verify as root");
  }

  /** Returns a file of what real tools say of the made guests. */
  public static Path truth(String name) {
    return made("truth").resolve(name);
  }

  /** Returns an image of the further guests; skips the test where there are none. */
  public static Path shared(String name) {
    return in("GUESTKIT_GUESTS", "images/" + name, "GUESTKIT_GUESTS is not set");
  }

  /** Returns the truth of a further guest. */
  public static Path sharedTruth(String name) {
    return in("GUESTKIT_GUESTS", "truth/" + name, "GUESTKIT_GUESTS is not set");
  }

  private static Path in(String variable, String name, String otherwise) {
    @Nullable String folder = System.getProperty(variable, System.getenv(variable));
    Tool.requireThat(folder != null, otherwise);
    return Path.of(String.valueOf(folder), name);
  }

  /**
   * Returns the files of a filesystem, by path.
   *
   * @param filesystem image and name, such as {@code deb12-root}
   */
  public static Map<String, TrueFile> files(String filesystem) {
    Map<String, TrueFile> files = new TreeMap<>();
    List<String> strings = strings(truth(filesystem + ".files"));
    for (int i = 0; i < strings.size(); i += 2) {
      String[] f = strings.get(i).split("\t", 11);
      files.put(
          f[10],
          new TrueFile(
              f[10],
              f[0].charAt(0),
              Integer.parseInt(f[1], 8),
              Long.parseLong(f[2]),
              Long.parseLong(f[3]),
              Long.parseLong(f[4]),
              Long.parseLong(f[5]),
              Long.parseLong(f[6]),
              f[7],
              f[8],
              f[9],
              strings.get(i + 1)));
    }
    return files;
  }

  /** Returns the SHA-256 of each regular file of a filesystem, in hexadecimal, by path. */
  public static Map<String, String> checksums(String filesystem) {
    Map<String, String> checksums = new TreeMap<>();
    for (String line : strings(truth(filesystem + ".sha256"))) {
      checksums.put(line.substring(66), line.substring(0, 64));
    }
    return checksums;
  }

  private static List<String> strings(Path file) {
    List<String> strings = new ArrayList<>();
    String content;
    try {
      content = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int start = 0;
    for (int end = content.indexOf('\0'); end >= 0; end = content.indexOf('\0', start)) {
      strings.add(content.substring(start, end));
      start = end + 1;
    }
    return strings;
  }
}
