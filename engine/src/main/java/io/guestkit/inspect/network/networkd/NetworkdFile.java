package io.guestkit.inspect.network.networkd;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.IniFile;
import io.guestkit.inspect.network.config.LayeredDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of networkd and its drop-ins.
 *
 * @param path the file
 * @param sections what they say
 */
record NetworkdFile(String path, IniFile sections) {
  private static final String MATCH = "Match";

  /** Highest precedence first; /run is empty while a system is off. */
  static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/network",
          "/usr/local/lib/systemd/network",
          "/usr/lib/systemd/network",
          "/lib/systemd/network");

  /** What tells addresses and links; keys of WireGuard are in others. */
  private static final Set<String> SECTIONS =
      Set.of(MATCH, "Link", "Network", "Address", "Route", "NetDev", "VLAN");

  /** Returns a file with the drop-ins that lie in directories of its name. */
  static NetworkdFile read(FactFiles files, String name, String path) throws IOException {
    IniFile sections = new IniFile();
    add(files, path, sections);
    List<String> dropIns = new ArrayList<>();
    for (String directory : DIRECTORIES) {
      dropIns.add(directory + "/" + name + ".d");
    }
    for (String dropIn : LayeredDirectory.files(files, dropIns, ".conf").values()) {
      add(files, dropIn, sections);
    }
    return new NetworkdFile(path, sections);
  }

  private static void add(FactFiles files, String path, IniFile sections) throws IOException {
    Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
    if (bytes.isPresent()) {
      sections.read(
          new String(bytes.get(), StandardCharsets.UTF_8), IniFile.Syntax.SYSTEMD, SECTIONS);
    }
  }

  /** Returns a value of the first kind of section, the one that was assigned last, or empty. */
  String value(String section, String key) {
    return sections.last(section, key);
  }

  /** Returns the words of all values of a key. */
  List<String> words(String section, String key) {
    List<String> words = new ArrayList<>();
    for (String value : sections.all(section, key)) {
      words.addAll(ConfigText.words(value));
    }
    return words;
  }

  /** Returns the hardware address that [Match] asks for, where it is one alone, or empty text. */
  String matchedMac() {
    List<String> addresses = words(MATCH, "PermanentMACAddress");
    addresses.addAll(words(MATCH, "MACAddress"));
    return addresses.size() == 1 ? addresses.getFirst() : "";
  }

  /**
   * Returns whether a package brought it for interfaces that are made while the system runs: by
   * containers, virtual machines, tunnels, a wireless network among peers.
   */
  boolean isForTransient() {
    boolean vendor = path.startsWith("/usr/lib/") || path.startsWith("/lib/");
    return vendor
        && (!value(MATCH, "Kind").isEmpty()
            || !value(MATCH, "Driver").isEmpty()
            || !value(MATCH, "WLANInterfaceType").isEmpty()
            || value(MATCH, "Type").equals("sit")
            || value(MATCH, "Virtualization").equals("container"));
  }

  /** Returns whether [Match] asks for more than a name. */
  boolean matchesByMore() {
    for (var match : sections.sections(MATCH)) {
      for (String key : match.keys()) {
        if (!key.equals("Name")) {
          return true;
        }
      }
    }
    return false;
  }
}
