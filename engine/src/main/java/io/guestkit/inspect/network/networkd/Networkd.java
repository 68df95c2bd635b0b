package io.guestkit.inspect.network.networkd;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Glob;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import io.guestkit.inspect.network.config.LayeredDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Interfaces as networkd brings them up. */
public final class Networkd {
  private static final String CONFIGURATOR = "networkd";
  private static final String MATCH = "Match";
  private static final String LINK = "Link";

  private final FactFiles files;
  private final InterfaceList list;
  private final Map<String, NetworkdFile> devices = new LinkedHashMap<>();
  private final Map<String, NetworkdFile> links = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private final Map<String, InterfaceDraft> drafts = new HashMap<>();

  private Networkd(FactFiles files, InterfaceList list) {
    this.files = files;
    this.list = list;
  }

  /** Adds the interfaces of networkd's directories. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    SortedMap<String, String> networks =
        LayeredDirectory.files(files, NetworkdFile.DIRECTORIES, ".network");
    SortedMap<String, String> devices =
        LayeredDirectory.files(files, NetworkdFile.DIRECTORIES, ".netdev");
    if (networks.isEmpty() && devices.isEmpty()) {
      return;
    }
    Networkd reader = new Networkd(files, list);
    for (Map.Entry<String, String> device : devices.entrySet()) {
      reader.device(NetworkdFile.read(files, device.getKey(), device.getValue()));
    }
    List<NetworkdFile> read = new ArrayList<>();
    for (Map.Entry<String, String> network : networks.entrySet()) {
      NetworkdFile file = NetworkdFile.read(files, network.getKey(), network.getValue());
      if (!file.isForTransient()) {
        read.add(file);
      }
    }
    if (!read.isEmpty()) {
      reader.links();
    }
    for (NetworkdFile network : read) {
      reader.network(network);
    }
    reader.devicesAlone();
    for (NetworkdFile network : read) {
      reader.relations(network);
    }
  }

  private void device(NetworkdFile file) {
    String name = file.value("NetDev", "Name");
    if (!name.isEmpty()) {
      devices.putIfAbsent(name, file);
    }
  }

  private void links() throws IOException {
    for (Map.Entry<String, String> link :
        LayeredDirectory.files(files, NetworkdFile.DIRECTORIES, ".link").entrySet()) {
      NetworkdFile file = NetworkdFile.read(files, link.getKey(), link.getValue());
      String name = file.value(LINK, "Name");
      String original = file.value(MATCH, "OriginalName");
      if (!name.isEmpty() || !Glob.isPattern(original)) {
        links.putIfAbsent(name.isEmpty() ? original : name, file);
      }
    }
  }

  /**
   * A file is for each of its names; where it has none, or names that it is not for, for a pattern.
   */
  private static List<String> names(NetworkdFile file) {
    List<String> names = file.words(MATCH, "Name");
    if (names.isEmpty()) {
      return List.of("*");
    }
    return names.getFirst().startsWith("!") ? List.of(String.join(" ", names)) : names;
  }

  private void network(NetworkdFile file) throws IOException {
    for (String name : names(file)) {
      if (!isTaken(name)) {
        InterfaceDraft draft = list.add(name, CONFIGURATOR, file.path());
        drafts.putIfAbsent(name, draft);
        Network.describe(file, draft);
        NetworkdFile link = links.get(name);
        if (link != null) {
          linked(link, draft);
        }
        NetworkdFile device = devices.get(name);
        if (device != null) {
          created(device, draft);
        }
      }
      if (!file.matchesByMore() && !name.startsWith("!")) {
        taken.add(name);
      }
    }
  }

  private boolean isTaken(String name) throws IOException {
    for (String pattern : taken) {
      list.count();
      if (pattern.equals(name) || (!Glob.isPattern(name) && Glob.matches(pattern, name))) {
        return true;
      }
    }
    return false;
  }

  private static void linked(NetworkdFile link, InterfaceDraft draft) {
    draft.mac(link.value(LINK, "MACAddress"));
    draft.foundByMac(link.matchedMac());
    draft.mtu(Network.bytes(link.value(LINK, "MTUBytes")));
  }

  private static void created(NetworkdFile device, InterfaceDraft draft) {
    draft.type(Network.kind(device.value("NetDev", "Kind")));
    draft.mac(device.value("NetDev", "MACAddress"));
    draft.vlan(device.value("VLAN", "Id"));
    draft.mtu(Network.bytes(device.value("NetDev", "MTUBytes")));
  }

  private void devicesAlone() throws IOException {
    for (Map.Entry<String, NetworkdFile> device : devices.entrySet()) {
      if (!drafts.containsKey(device.getKey())) {
        InterfaceDraft draft = list.add(device.getKey(), CONFIGURATOR, device.getValue().path());
        drafts.put(device.getKey(), draft);
        draft.bringUp();
        created(device.getValue(), draft);
      }
    }
  }

  /** What lies on an interface, and what an interface belongs to, is said in its own file. */
  private void relations(NetworkdFile file) throws IOException {
    for (String name : names(file)) {
      for (String vlan : file.words("Network", "VLAN")) {
        list.count();
        InterfaceDraft draft = drafts.get(vlan);
        if (draft != null) {
          draft.parent(name);
        }
      }
      for (String key : List.of("Bond", "Bridge", "VRF")) {
        InterfaceDraft draft = drafts.get(file.value("Network", key));
        if (draft != null) {
          draft.member(name);
        }
      }
    }
  }
}
