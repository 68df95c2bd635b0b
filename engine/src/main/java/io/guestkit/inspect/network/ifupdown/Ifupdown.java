package io.guestkit.inspect.network.ifupdown;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.InterfaceDraft;
import io.guestkit.inspect.network.config.InterfaceList;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Interfaces as ifup brings them up. */
public final class Ifupdown {
  private final InterfacesFile file;
  private final InterfaceList list;
  private final Map<String, InterfaceDraft> drafts = new HashMap<>();

  /** Stanzas by name and family, inherited options included. */
  private final Map<String, Stanza> known = new HashMap<>();

  private Ifupdown(InterfacesFile file, InterfaceList list) {
    this.file = file;
    this.list = list;
  }

  /** Adds the interfaces of /etc/network/interfaces. */
  public static void read(FactFiles files, InterfaceList list) throws IOException {
    InterfacesFile file = new InterfacesFile(files);
    files.attempt(
        InterfacesFile.PATH,
        () -> {
          file.read(InterfacesFile.PATH, 0);
          return Optional.empty();
        });
    Ifupdown reader = new Ifupdown(file, list);
    for (Stanza stanza : file.stanzas()) {
      reader.stanza(stanza);
    }
    for (Stanza stanza : file.stanzas()) {
      InterfaceDraft bond = reader.drafts.get(stanza.value("bond-master"));
      if (bond != null) {
        bond.type("bond");
        bond.member(stanza.name());
      }
    }
  }

  private void stanza(Stanza written) throws UnsupportedImageException {
    Stanza stanza = written;
    for (String name : written.inherits()) {
      list.count();
      Stanza template = known.get(name + " " + stanza.family());
      template = template == null ? known.get(name) : template;
      if (template != null) {
        for (int i = 0; i < template.keys().size(); i++) {
          list.count();
        }
        stanza = stanza.with(template);
      }
    }
    known.put(stanza.name() + " " + stanza.family(), stanza);
    known.putIfAbsent(stanza.name(), stanza);
    int colon = stanza.name().indexOf(':');
    String name = colon > 0 ? stanza.name().substring(0, colon) : stanza.name();
    InterfaceDraft draft = drafts.get(name);
    if (draft == null) {
      draft = list.add(name, "ifupdown", stanza.path());
      drafts.put(name, draft);
    }
    if (file.starts(name) || name.equals("lo")) {
      draft.bringUp();
    }
    method(stanza, draft);
    addresses(stanza, draft);
    link(stanza, draft);
    draft.vlanByName();
  }

  private static void method(Stanza stanza, InterfaceDraft draft) {
    String method = stanza.method().isEmpty() ? stanza.value("use") : stanza.method();
    boolean v6 = stanza.family().equals("inet6");
    switch (method) {
      case "loopback" -> draft.type("loopback");
      case "tunnel", "v4tunnel", "6to4" -> draft.type("tunnel");
      case "dhcp" -> {
        if (v6) {
          draft.dhcpIpv6();
        } else {
          draft.dhcpIpv4();
        }
      }
      case "auto" -> {
        if (v6 && stanza.value("dhcp").equals("1")) {
          draft.dhcpIpv6();
        }
      }
      default -> {}
    }
  }

  private static void addresses(Stanza stanza, InterfaceDraft draft)
      throws UnsupportedImageException {
    for (String address : stanza.values("address")) {
      draft.address(address, stanza.value("netmask"));
    }
    for (String gateway : stanza.values("gateway")) {
      for (String word : ConfigText.words(gateway)) {
        draft.gateway(word);
      }
    }
    for (String key : List.of("dns-nameservers", "dns-nameserver")) {
      for (String servers : stanza.values(key)) {
        for (String server : ConfigText.words(servers)) {
          draft.dns(server);
        }
      }
    }
    for (String key : List.of("dns-domain", "dns-search")) {
      for (String domains : stanza.values(key)) {
        for (String domain : ConfigText.words(domains)) {
          draft.search(domain);
        }
      }
    }
  }

  private static void link(Stanza stanza, InterfaceDraft draft) throws UnsupportedImageException {
    List<String> hardware = ConfigText.words(stanza.value("hwaddress"));
    if (!hardware.isEmpty()) {
      draft.mac(hardware.getLast());
    }
    draft.mtu(stanza.value("mtu"));
    draft.parent(stanza.value("vlan-raw-device"));
    draft.vlan(stanza.value("vlan-id"));
    if (!stanza.value("vlan-raw-device").isEmpty() || !stanza.value("vlan-id").isEmpty()) {
      draft.type("vlan");
    }
    if (stanza.value("link-type").equals("dummy")) {
      draft.type("dummy");
    }
    members(draft, "bond", firstOf(stanza, "bond-slaves", "bond-members", "slaves"));
    members(draft, "bridge", firstOf(stanza, "bridge-ports"));
    if (firstOf(stanza, "wireless-essid", "wpa-ssid", "wpa-conf") != null) {
      draft.type("wifi");
    }
  }

  private static @Nullable String firstOf(Stanza stanza, String... keys) {
    for (String key : keys) {
      if (stanza.keys().contains(key)) {
        return stanza.value(key);
      }
    }
    return null;
  }

  /** A list of names; {@code none} is empty, and what all or regex would match is not known. */
  private static void members(InterfaceDraft draft, String type, @Nullable String names)
      throws UnsupportedImageException {
    if (names == null) {
      return;
    }
    draft.type(type);
    for (String name : ConfigText.words(names)) {
      if (name.equals("regex") || name.equals("all")) {
        return;
      }
      if (!name.equals("none")) {
        draft.member(name);
      }
    }
  }
}
