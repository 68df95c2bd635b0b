package io.guestkit.inspect.network.ifupdown;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Glob;
import io.guestkit.inspect.network.config.ConfigText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file /etc/network/interfaces and those that it sources. Source: interfaces(5). */
final class InterfacesFile {
  static final String PATH = "/etc/network/interfaces";

  /** 8: the usual is 1; ends files that source themselves. */
  private static final int MAX_DEPTH = 8;

  /** 1000: an interface each; bounds the files that are opened. */
  private static final int MAX_FILES = 1000;

  private static final int MAX_NAME_OF_PARTS = 255;

  private final FactFiles files;
  private final List<Stanza> stanzas = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private int fileCount;
  private @Nullable Stanza current;

  InterfacesFile(FactFiles files) {
    this.files = files;
  }

  /** Returns the stanzas iface in their order. */
  List<Stanza> stanzas() {
    return stanzas;
  }

  /** Returns whether an interface is brought up at boot, or when it is found then. */
  boolean starts(String name) {
    for (String pattern : started) {
      if (pattern.equals(name)
          || (pattern.startsWith("/") && Glob.matches(pattern.substring(1), name))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a file and what it sources.
   *
   * @throws UnsupportedImageException if these are more files than are read
   */
  void read(String path, int depth) throws IOException {
    fileCount++;
    if (fileCount > MAX_FILES) {
      throw new UnsupportedImageException(
          "%s: sources more than %d files".formatted(PATH, MAX_FILES));
    }
    if (depth > MAX_DEPTH) {
      files.unsupported(path, "sourced more than %d deep".formatted(MAX_DEPTH));
      return;
    }
    Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
    if (bytes.isEmpty()) {
      return;
    }
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    current = null;
    StringBuilder joined = new StringBuilder();
    for (String line : ConfigText.lines(text)) {
      if (line.endsWith("\\") && !line.startsWith("#")) {
        joined.append(line, 0, line.length() - 1).append(' ');
      } else {
        line(joined.append(line).toString(), path, depth);
        joined.setLength(0);
      }
    }
  }

  private void line(String line, String path, int depth) throws IOException {
    List<String> words = line.startsWith("#") ? List.of() : ConfigText.words(line);
    if (words.isEmpty()) {
      return;
    }
    switch (words.getFirst()) {
      case "iface", "template" -> {
        current = words.size() < 2 ? null : Stanza.of(words, path);
        if (current != null) {
          stanzas.add(current);
        }
      }
      case "auto", "allow-auto", "allow-hotplug" -> {
        current = null;
        started.addAll(words.subList(1, words.size()));
      }
      case "source" -> {
        current = null;
        for (String pattern : words.subList(1, words.size())) {
          source(absolute(pattern, path), depth);
        }
      }
      case "source-directory" -> {
        current = null;
        for (String directory : words.subList(1, words.size())) {
          sourceDirectory(absolute(directory, path), depth);
        }
      }
      case "mapping", "rename", "no-auto-down", "no-scripts" -> current = null;
      default -> option(words, line, path);
    }
  }

  private void option(List<String> words, String line, String path) {
    Stanza stanza = current;
    if (stanza == null || words.getFirst().startsWith("allow-")) {
      current = null;
      return;
    }
    String key = words.getFirst().replace('_', '-');
    if (isRead(key) && !stanza.add(key, line.strip().substring(key.length()).strip())) {
      files.unsupported(path, "more options of an interface than are read");
    }
  }

  /** Other options hold commands, keys of wireless networks and the like: they are not kept. */
  private static boolean isRead(String key) {
    return switch (key) {
      case "address",
          "netmask",
          "gateway",
          "hwaddress",
          "mtu",
          "dhcp",
          "use",
          "dns-nameservers",
          "dns-nameserver",
          "dns-search",
          "dns-domain",
          "vlan-raw-device",
          "vlan-id",
          "bond-slaves",
          "bond-members",
          "slaves",
          "bond-master",
          "bridge-ports",
          "wireless-essid",
          "wpa-ssid",
          "wpa-conf",
          "link-type" ->
          true;
      default -> false;
    };
  }

  private static String absolute(String path, String from) {
    return path.startsWith("/") ? path : from.substring(0, from.lastIndexOf('/') + 1) + path;
  }

  private void source(String pattern, int depth) throws IOException {
    int slash = pattern.lastIndexOf('/');
    String directory = slash == 0 ? "/" : pattern.substring(0, slash);
    String name = pattern.substring(slash + 1);
    if (!Glob.isPattern(name)) {
      read(pattern, depth + 1);
      return;
    }
    for (DirectoryEntry entry : files.names(directory)) {
      if (entry.type() != FileType.DIRECTORY
          && !entry.name().startsWith(".")
          && Glob.matches(name, entry.name())) {
        read(directory + "/" + entry.name(), depth + 1);
      }
    }
  }

  private void sourceDirectory(String directory, int depth) throws IOException {
    for (DirectoryEntry entry : files.names(directory)) {
      if (entry.type() != FileType.DIRECTORY && isPart(entry.name())) {
        read(directory + "/" + entry.name(), depth + 1);
      }
    }
  }

  /** Names that run-parts takes: letters, digits, underscores and hyphens. */
  private static boolean isPart(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && c != '_' && c != '-') {
        return false;
      }
    }
    return name.length() <= MAX_NAME_OF_PARTS;
  }
}
