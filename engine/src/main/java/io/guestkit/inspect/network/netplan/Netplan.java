package io.guestkit.inspect.network.netplan;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.config.LayeredDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The interfaces that netplan's files define. */
public final class Netplan {
  /** The administrator's before those of packages; /run is empty while a system is off. */
  private static final List<String> DIRECTORIES =
      List.of("/etc/netplan", "/usr/lib/netplan", "/lib/netplan");

  private static final List<String> SECTIONS =
      List.of(
          "ethernets",
          "wifis",
          "modems",
          "bonds",
          "bridges",
          "vlans",
          "tunnels",
          "vrfs",
          "dummy-devices");

  private static final Set<String> SECRETS =
      Set.of(
          "access-points",
          "auth",
          "key",
          "keys",
          "peers",
          "password",
          "pin",
          "username",
          "networkmanager",
          "openvswitch");

  private Netplan() {}

  /** Adds the interfaces. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    Map<String, Definition> definitions = new LinkedHashMap<>();
    for (String path : LayeredDirectory.files(files, DIRECTORIES, ".yaml").values()) {
      Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
      if (bytes.isPresent()) {
        String text = new String(bytes.get(), StandardCharsets.UTF_8);
        Optional<YamlNode> document =
            files.attempt(path, () -> Optional.of(YamlReader.read(path, text, SECRETS)));
        if (document.isPresent()) {
          network(document.get().field("network"), path, definitions, list);
        }
      }
    }
    for (Definition definition : definitions.values()) {
      definition.describe(list, definitions);
    }
  }

  private static void network(
      YamlNode network, String path, Map<String, Definition> definitions, InterfaceList list)
      throws UnsupportedImageException {
    for (String section : SECTIONS) {
      for (Map.Entry<String, YamlNode> entry : network.field(section).fields().entrySet()) {
        list.count();
        String id = entry.getKey();
        Definition definition = definitions.get(id);
        if (definition == null) {
          definition = new Definition(section, id, path);
          definitions.put(id, definition);
        }
        definition.add(entry.getValue(), path, list);
      }
    }
  }
}
