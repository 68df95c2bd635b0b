package io.guestkit.inspect.network.networkmanager;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connections that NetworkManager keeps. Source: NetworkManager.conf(5), keyfile. */
public final class Keyfiles {
  /** The administrator's before those of packages. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/NetworkManager/system-connections", "/usr/lib/NetworkManager/system-connections");

  /** 2048: a laptop has one for each wireless network that it has seen; bounds files opened. */
  private static final int MAX_FILES = 2048;

  /** Names of what editors leave, and of certificates that lie beside the connections. */
  private static final List<String> IGNORED =
      List.of("~", ".bak", ".swp", ".swpx", ".pem", ".der", ".rpmsave", ".rpmorig", ".rpmnew");

  private final FactFiles files;
  private final List<Connection> connections = new ArrayList<>();
  private int fileCount;

  private Keyfiles(FactFiles files) {
    this.files = files;
  }

  /** Adds the interfaces of the connections. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    Keyfiles reader = new Keyfiles(files);
    for (String directory : DIRECTORIES) {
      reader.directory(directory);
    }
    reader.interfaces(list);
  }

  private void directory(String directory) throws IOException {
    boolean vendor = directory.startsWith("/usr");
    Set<String> known = new HashSet<>();
    for (Connection connection : connections) {
      known.add(connection.uuid());
    }
    for (DirectoryEntry entry : files.names(directory)) {
      if (entry.type() == FileType.DIRECTORY
          || isIgnored(entry.name())
          || (vendor && !entry.name().endsWith(".nmconnection"))) {
        continue;
      }
      if (fileCount == MAX_FILES) {
        files.unsupported(directory, "more than %d files".formatted(MAX_FILES));
        return;
      }
      fileCount++;
      String path = directory + "/" + entry.name();
      Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
      if (bytes.isPresent()) {
        Connection connection =
            Connection.of(path, new String(bytes.get(), StandardCharsets.UTF_8));
        if (connection.uuid().isEmpty() || !known.contains(connection.uuid())) {
          connections.add(connection);
        }
      }
    }
  }

  private static boolean isIgnored(String name) {
    for (String suffix : IGNORED) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return name.startsWith(".");
  }

  private void interfaces(InterfaceList list) throws IOException {
    Map<String, String> names = new HashMap<>();
    Map<String, List<InterfaceDraft>> drafts = new HashMap<>();
    for (Connection connection : connections) {
      if (connection.isOfInterface()) {
        if (!connection.uuid().isEmpty()) {
          names.put(connection.uuid(), connection.name());
        }
        InterfaceDraft draft = list.add(connection.name(), "networkmanager", connection.path());
        connection.describe(draft);
        drafts.computeIfAbsent(connection.name(), name -> new ArrayList<>()).add(draft);
      }
    }
    for (Connection connection : connections) {
      for (InterfaceDraft draft : drafts.getOrDefault(connection.name(), List.of())) {
        list.count();
        if (draft.path().equals(connection.path())) {
          draft.parent(names.getOrDefault(connection.parent(), connection.parent()));
        }
      }
      String controller = names.getOrDefault(connection.controller(), connection.controller());
      for (InterfaceDraft draft : drafts.getOrDefault(controller, List.of())) {
        if (!connection.name().equals("*")) {
          draft.member(connection.name());
        }
      }
    }
  }
}
