package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.Problem;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IfupdownTest {
  private static final String PATH = "/etc/network/interfaces";

  private static final String MANY =
      """
      # comment
      auto lo eth0 \\
        eth1
      iface lo inet loopback
      iface eth0 inet static
        address 192.0.2.10
        netmask 255.255.255.0
        gateway 192.0.2.1
        hwaddress ether 02:00:00:00:00:01
        mtu 1400
        dns-nameservers 1.1.1.1 2001:db8::53
        dns-search a.example b.example
        up echo secret
      iface eth0 inet static
        address 192.0.2.11/24
      iface eth0 inet6 static
        address 2001:0db8::0010
        netmask 64
        gateway fe80::1
      mapping eth0
        script /bin/x
        map x eth0
      iface eth1 inet static
        address 10.1.2.3
      iface eth1 inet6 static
        address 2001:db8::1
      iface eth1 inet6 auto
        dhcp 1
      iface eth3 inherits eth0
      allow-hotplug eth4
      iface eth4 inet dhcp
      iface eth4 inet6 dhcp
      auto /vlan*
      iface vlan7 inet manual
        vlan_raw_device eth1
      iface eth0.100 inet static
        address 172.16.0.1
      iface br0 inet static
        bridge_ports eth5 eth6
        address 198.51.100.1/24
      iface bond0 inet manual
        bond-slaves none
      iface eth7 inet manual
        bond-master bond0
      iface wlan0 inet dhcp
        wpa-ssid home
        wpa-psk topsecret
      iface sit1 inet6 v4tunnel
        address 2001:db8:1::2/64
      """;

  private final InspectionNotes notes = new InspectionNotes();
  @TempDir private Path root;

  @Test
  void mergesStanzasOfOneInterface() throws IOException {
    assertThat(Interfaces.of(MemoryFilesystem.create().file(PATH, MANY), notes))
        .containsExactly(
            "bond0 bond down members=eth7 ifupdown " + PATH,
            "br0 bridge down cidr=198.51.100.1/24 members=eth5,eth6 ifupdown " + PATH,
            "eth0 ethernet up cidr=192.0.2.10/24,192.0.2.11/24,2001:db8::10/64"
                + " gateway=192.0.2.1,fe80::1 dns=1.1.1.1,2001:db8::53 search=a.example,b.example"
                + " mac=02:00:00:00:00:01 mtu=1400 ifupdown "
                + PATH,
            "eth0.100 vlan down cidr=172.16.0.1/16 vlan=100 parent=eth0 ifupdown " + PATH,
            "eth1 ethernet up cidr=10.1.2.3/8,2001:db8::1/128 dhcp6 ifupdown " + PATH,
            "eth3 ethernet down cidr=192.0.2.10/24 gateway=192.0.2.1 dns=1.1.1.1,2001:db8::53"
                + " search=a.example,b.example mac=02:00:00:00:00:01 mtu=1400 ifupdown "
                + PATH,
            "eth4 ethernet up dhcp4 dhcp6 ifupdown " + PATH,
            "eth7 ethernet down ifupdown " + PATH,
            "lo loopback up ifupdown " + PATH,
            "sit1 tunnel down cidr=2001:db8:1::2/64 ifupdown " + PATH,
            "vlan7 vlan up vlan=7 parent=eth1 ifupdown " + PATH,
            "wlan0 wifi down dhcp4 ifupdown " + PATH);
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aliasesBelongToTheirInterface() throws IOException {
    String text =
        """
        auto eth0 eth0:1
        iface eth0 inet static
          address 192.0.2.10/24
        iface eth0:1 inet static
          address 192.0.2.12/24
        """;

    assertThat(Interfaces.of(MemoryFilesystem.create().file(PATH, text), notes))
        .containsExactly("eth0 ethernet up cidr=192.0.2.10/24,192.0.2.12/24 ifupdown " + PATH);
  }

  @Test
  void theFormOfAlpineNeedsNoFamily() throws IOException {
    String text =
        """
        auto eth0
        iface eth0
          use dhcp
        iface eth1
          address 192.0.2.1/24
          address 2001:db8::1/64
          gateway 192.0.2.254
        iface bond1
          bond-members eth2 eth3
        """;

    assertThat(Interfaces.of(MemoryFilesystem.create().file(PATH, text), notes))
        .containsExactly(
            "bond1 bond down members=eth2,eth3 ifupdown " + PATH,
            "eth0 ethernet up dhcp4 ifupdown " + PATH,
            "eth1 ethernet down cidr=192.0.2.1/24,2001:db8::1/64 gateway=192.0.2.254 ifupdown "
                + PATH);
  }

  @Test
  void filesThatAreSourcedAreRead() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                PATH,
                """
                source interfaces.d/*.cfg
                source-directory /etc/network/more
                source /etc/network/single
                source /etc/network/none
                """)
            .file("/etc/network/interfaces.d/a.cfg", "auto eth0\niface eth0 inet dhcp\n")
            .file("/etc/network/interfaces.d/b", "iface no inet dhcp\n")
            .file("/etc/network/interfaces.d/.c.cfg", "iface no inet dhcp\n")
            .file("/etc/network/more/eth1", "iface eth1 inet dhcp\n")
            .file("/etc/network/more/eth1.bak", "iface no inet dhcp\n")
            .file("/etc/network/single", "iface eth2 inet manual\n");

    assertThat(Interfaces.of(tree, notes))
        .containsExactly(
            "eth0 ethernet up dhcp4 ifupdown /etc/network/interfaces.d/a.cfg",
            "eth1 ethernet down dhcp4 ifupdown /etc/network/more/eth1",
            "eth2 ethernet down ifupdown /etc/network/single");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aFileThatSourcesItselfEnds() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(PATH, "iface eth0 inet dhcp\nsource " + PATH + "\n");

    assertThat(Interfaces.of(tree, notes))
        .containsExactly("eth0 ethernet down dhcp4 ifupdown " + PATH);
    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("unsupported");
  }

  @Test
  void aFileThatSourcesItselfOftenEnds() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(PATH, ("source " + PATH + "\n").repeat(50));

    assertThat(Interfaces.of(tree, notes)).isEmpty();
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            PATH + ": sourced more than 8 deep", PATH + ": sources more than 1000 files");
  }

  @Test
  void whatIsNoAddressIsAProblem() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(PATH, "iface eth0 inet static\naddress $IP\n");

    assertThat(Interfaces.of(tree, notes)).containsExactly("eth0 ethernet down ifupdown " + PATH);
    assertThat(notes.problems())
        .containsExactly(
            new Problem("corrupt", "/dev/sda1", PATH, PATH + ": eth0: $IP is no address"));
  }

  @Test
  void inheritingFromMuchManyTimesEnds() throws IOException {
    StringBuilder text = new StringBuilder("iface t inet static\n");
    for (int i = 0; i < 1000; i++) {
      text.append("address 10.0.").append(i >> 8).append('.').append(i & 0xff).append("/8\n");
    }
    for (int i = 0; i < 20_000; i++) {
      text.append("iface e").append(i).append(" inherits t\n");
    }

    Interfaces.of(MemoryFilesystem.create().file(PATH, text.toString()), notes);

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly("more than 100000 settings of network interfaces");
  }

  /** The commands that ifup would run set the same addresses and routes. */
  @Test
  void ifupSetsTheSameAddresses() throws IOException {
    Tool.require("ifup", "ifquery");
    String mapping = "mapping eth0\n  script /bin/x\n  map x eth0\n"; // ifup would run the script
    assertThat(MANY).contains(mapping);
    String text = MANY.replace(mapping, "");
    Path file = root.resolve("etc/network/interfaces");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Path state = Files.createDirectory(root.resolve("state"));

    List<NetworkInterface> ours =
        Guests.inspect(HostTreeFilesystem.of(root), notes, "network_interfaces")
            .networkInterfaces();

    Set<String> started = new TreeSet<>();
    for (String kind : List.of("auto", "hotplug")) {
      started.addAll(
          Tool.run(
                  "ifquery",
                  "--list",
                  "--allow=" + kind,
                  "-i",
                  file.toString(),
                  "--state-dir",
                  state.toString())
              .lines()
              .toList());
    }
    for (NetworkInterface each : ours) {
      if (!List.of("eth4", "wlan0", "vlan7", "bond0", "br0", "sit1").contains(each.name())) {
        assertThat(addresses(each)).as(each.name()).isEqualTo(ifup(file, state, each.name()));
      }
      if (!each.name().startsWith("vlan")) { // ifquery knows a pattern only where there are links
        assertThat(each.enabled()).as(each.name()).isEqualTo(started.contains(each.name()));
      }
    }
  }

  private static Set<String> addresses(NetworkInterface each) {
    Set<String> addresses = new TreeSet<>(each.cidr());
    each.gateway().forEach(gateway -> addresses.add("via " + gateway));
    return addresses;
  }

  private static Set<String> ifup(Path file, Path state, String name) {
    String commands =
        Tool.shell(
            "ifup -n -v --force -i %s --state-dir %s %s 2>&1 || true".formatted(file, state, name));
    Set<String> addresses = new TreeSet<>();
    boolean own = true;
    for (String line : commands.lines().toList()) {
      String[] words = line.trim().split("\\s+", -1);
      own = line.startsWith("ifup: configuring") ? words[3].startsWith(name + "=") : own;
      if (own && line.contains("ip") && line.contains("addr add")) {
        addresses.add(normal(words[List.of(words).indexOf("add") + 1]));
      } else if (own && line.contains("default via")) {
        addresses.add("via " + words[List.of(words).indexOf("via") + 1]);
      }
    }
    return addresses;
  }

  /** The address with the length of its mask, as {@code ip address} shows what it was told. */
  private static String normal(String told) {
    int slash = told.indexOf('/');
    String address =
        (slash < 0 ? told : told.substring(0, slash)).replace("2001:0db8::0010", "2001:db8::10");
    String mask = slash < 0 ? (told.contains(":") ? "128" : "32") : told.substring(slash + 1);
    if (mask.contains(".")) {
      int length = 0;
      for (String part : mask.split("\\.", -1)) {
        length += Integer.bitCount(Integer.parseInt(part));
      }
      mask = Integer.toString(length);
    }
    return address + "/" + mask;
  }
}
