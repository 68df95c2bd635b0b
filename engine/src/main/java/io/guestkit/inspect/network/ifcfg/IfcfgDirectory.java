package io.guestkit.inspect.network.ifcfg;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory of files ifcfg-* and what lies beside them. */
final class IfcfgDirectory {
  private static final String PREFIX = "ifcfg-";

  /** 8192: an interface or an alias each, 4094 VLANs of a trunk; bounds the files opened. */
  private static final int MAX_FILES = 8192;

  /** What editors, packages and administrators leave; the programs pass these over too. */
  private static final List<String> IGNORED =
      List.of(
          "~",
          ".bak",
          ".orig",
          ".org",
          ".old",
          ".rpmnew",
          ".rpmorig",
          ".rpmsave",
          ".swp",
          ".scpmbackup",
          ".template");

  private final FactFiles files;
  private final String directory;

  IfcfgDirectory(FactFiles files, String directory) {
    this.files = files;
    this.directory = directory;
  }

  /**
   * A file.
   *
   * @param suffix what follows ifcfg- in its name
   * @param path its path
   * @param values its assignments
   */
  record Ifcfg(String suffix, String path, Map<String, String> values) {

    /** Returns a value, or empty text. */
    String value(String key) {
      return values.getOrDefault(key, "");
    }

    /** Returns the first of the values that is not empty, or empty text. */
    String firstOf(String... keys) {
      for (String key : keys) {
        if (!value(key).isEmpty()) {
          return value(key);
        }
      }
      return "";
    }
  }

  /** Returns the files by name. */
  List<Ifcfg> ifcfgs() throws IOException {
    List<Ifcfg> ifcfgs = new ArrayList<>();
    for (DirectoryEntry entry : files.names(directory)) {
      String name = entry.name();
      if (!name.startsWith(PREFIX) || entry.type() == FileType.DIRECTORY || isIgnored(name)) {
        continue;
      }
      String path = directory + "/" + name;
      if (name.contains("-range")) {
        files.unsupported(path, "ranges of addresses are not read");
        continue;
      }
      if (ifcfgs.size() == MAX_FILES) {
        files.unsupported(directory, "more than %d files".formatted(MAX_FILES));
        break;
      }
      Optional<String> text = text(path);
      if (text.isPresent()) {
        ifcfgs.add(new Ifcfg(name.substring(PREFIX.length()), path, Assignments.parse(text.get())));
      }
    }
    return ifcfgs;
  }

  private static boolean isIgnored(String name) {
    for (String suffix : IGNORED) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return name.length() == PREFIX.length();
  }

  /** Returns a file of the directory. */
  Optional<String> file(String name) throws IOException {
    return text(directory + "/" + name);
  }

  private Optional<String> text(String path) throws IOException {
    return files
        .bytes(path, ConfigText.MAX_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
