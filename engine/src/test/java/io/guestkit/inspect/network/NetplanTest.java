package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetplanTest {
  private static final String FIRST = "/etc/netplan/10-first.yaml";
  private static final String SECOND = "/etc/netplan/20-second.yaml";

  private static final String MANY =
      """
      network:
        version: 2
        renderer: networkd
        ethernets:
          ens3:
            match: {macaddress: "52:54:00:12:34:56"}
            dhcp4: false
            addresses: [192.0.2.10/24, "2001:0db8::10/64"]
            routes:
              - {to: default, via: 192.0.2.1}
              - {to: "::/0", via: "2001:db8::1", table: 100}
              - {to: 10.0.0.0/8, via: 192.0.2.2}
            nameservers: {addresses: [192.0.2.53], search: [example.net]}
            set-name: ens3
            optional: true
          eth1: {dhcp4: yes, dhcp6: true, mtu: 9000, macaddress: "02:00:00:00:00:01"}
          any: {match: {name: "enp*"}, dhcp4: true, activation-mode: manual}
          bymac: {match: {macaddress: "52:54:00:12:34:57"}, dhcp4: true}
          s1: {}
          s2: {}
          p1: {}
        wifis:
          wlan0:
            dhcp4: true
            access-points: {home: {password: "topsecret"}}
        vlans:
          vlan10: {id: 10, link: eth1, addresses: [10.10.0.2/24]}
          vlan11: {id: 11, link: ens3}
        bonds:
          bond0: {interfaces: [s1, s2], parameters: {mode: active-backup}, addresses: [10.3.0.1/24]}
        bridges:
          br0: {interfaces: [p1], dhcp4: true}
        tunnels:
          tun0: {mode: gre, local: 1.1.1.1, remote: 2.2.2.2, addresses: [10.9.9.9/30]}
        vrfs:
          vrf1: {table: 100, interfaces: [any]}
      """;

  private static final String MORE =
      """
      network:
        ethernets:
          ens3:
            addresses: [192.0.2.11/24, 192.0.2.10/24]
            nameservers: {addresses: [192.0.2.54]}
          eth1: {mtu: 1400}
      """;

  private final InspectionNotes notes = new InspectionNotes();
  @TempDir private Path root;

  @Test
  void laterFilesReplaceValuesAndAddToLists() throws IOException {
    MemoryFilesystem tree = MemoryFilesystem.create().file(FIRST, MANY).file(SECOND, MORE);

    assertThat(Interfaces.of(tree, notes))
        .containsExactly(
            "* ethernet up mac=52:54:00:12:34:57 dhcp4 netplan " + FIRST,
            "bond0 bond up cidr=10.3.0.1/24 members=s1,s2 netplan " + FIRST,
            "br0 bridge up dhcp4 members=p1 netplan " + FIRST,
            "enp* ethernet down dhcp4 netplan " + FIRST,
            "ens3 ethernet up cidr=192.0.2.10/24,2001:db8::10/64,192.0.2.11/24 gateway=192.0.2.1"
                + " dns=192.0.2.53,192.0.2.54 search=example.net mac=52:54:00:12:34:56 netplan "
                + SECOND,
            "eth1 ethernet up mac=02:00:00:00:00:01 dhcp4 dhcp6 mtu=1400 netplan " + SECOND,
            "p1 ethernet up netplan " + FIRST,
            "s1 ethernet up netplan " + FIRST,
            "s2 ethernet up netplan " + FIRST,
            "tun0 tunnel up cidr=10.9.9.9/30 netplan " + FIRST,
            "vlan10 vlan up cidr=10.10.0.2/24 vlan=10 parent=eth1 netplan " + FIRST,
            "vlan11 vlan up vlan=11 parent=ens3 netplan " + FIRST,
            "vrf1 vrf up members=enp* netplan " + FIRST,
            "wlan0 wifi up dhcp4 netplan " + FIRST);
    assertThat(notes.problems()).isEmpty();
  }

  /** What netplan makes of the files for each renderer says the same, as that one reads it. */
  @ParameterizedTest
  @CsvSource({
    "networkd, run/systemd/network, etc/systemd/network",
    "NetworkManager, run/NetworkManager/system-connections, etc/NetworkManager/system-connections",
  })
  void netplanMakesTheSameOfIt(String renderer, String made, String read) throws IOException {
    Tool.require("netplan");
    Path source = root.resolve("source");
    Files.createDirectories(source.resolve("etc/netplan"));
    Files.writeString(
        source.resolve("etc/netplan/10-first.yaml"),
        MANY.replace("renderer: networkd", "renderer: " + renderer));
    Files.writeString(source.resolve("etc/netplan/20-second.yaml"), MORE);
    Path target = root.resolve("target");
    Files.createDirectories(target.resolve(read));

    Tool.shell(
        "chmod 600 %s/etc/netplan/*; netplan generate --root-dir %s".formatted(source, source));
    Tool.shell("cp %s/%s/* %s/%s".formatted(source, made, target, read));

    assertThat(comparable(target)).isEqualTo(comparable(source));
    assertThat(notes.problems()).isEmpty();
  }

  /**
   * Everything but path and configurator; types only where both have one, and orders left aside.
   */
  private Map<String, String> comparable(Path tree) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    OperatingSystem system =
        Guests.inspect(HostTreeFilesystem.of(tree), notes, "network_interfaces");
    for (NetworkInterface each : system.networkInterfaces()) {
      List<String> cidr = new ArrayList<>(each.cidr());
      cidr.sort(null);
      NetworkInterface same =
          new NetworkInterface(
              each.name(),
              each.name().startsWith("p") || each.name().startsWith("s") || each.name().equals("*")
                  ? null
                  : each.type(),
              each.enabled(),
              cidr,
              each.gateway(),
              each.dns(),
              each.dnsSearch(),
              each.name().equals("ens3") ? null : each.mac(),
              each.dhcpIpv4(),
              each.dhcpIpv6(),
              each.vlan(),
              each.parent(),
              each.members(),
              each.mtu(),
              "",
              "");
      lines.put(each.name(), Interfaces.line(same));
    }
    return lines;
  }

  @Test
  void aFileOfTheAdministratorHidesItsNamesake() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/usr/lib/netplan/10-first.yaml", "network: {ethernets: {no: {}}}")
            .file("/usr/lib/netplan/05-vendor.yaml", "network: {ethernets: {eth0: {dhcp4: true}}}")
            .file(FIRST, "network: {ethernets: {eth0: {dhcp4: false}}}")
            .file("/etc/netplan/30.yml", "network: {ethernets: {no: {}}}");

    assertThat(Interfaces.of(tree, notes)).containsExactly("eth0 ethernet up netplan " + FIRST);
  }

  @Test
  void anchorsStandForTheirNodes() throws IOException {
    String text =
        """
        network:
          ethernets:
            eth0: &one {nameservers: {addresses: &dns [192.0.2.53]}, gateway4: 192.0.2.1}
            eth1: *one
            eth2: {nameservers: {addresses: *dns}, loop: &loop [*loop, *none]}
        """;

    assertThat(Interfaces.of(MemoryFilesystem.create().file(FIRST, text), notes))
        .containsExactly(
            "eth0 ethernet up gateway=192.0.2.1 dns=192.0.2.53 netplan " + FIRST,
            "eth1 ethernet up gateway=192.0.2.1 dns=192.0.2.53 netplan " + FIRST,
            "eth2 ethernet up dns=192.0.2.53 netplan " + FIRST);
  }

  @Test
  void addressesMayHaveOptions() throws IOException {
    String text =
        "network: {ethernets: {eth0: {addresses: [{10.1.1.1/16: {label: x, lifetime: 0}}]}}}";

    assertThat(Interfaces.of(MemoryFilesystem.create().file(FIRST, text), notes))
        .containsExactly("eth0 ethernet up cidr=10.1.1.1/16 netplan " + FIRST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network: [topsecret | corrupt | line 1 is not YAML",
        "network: topsecret: x | corrupt | line 1 is not YAML",
        "network: '\u0001' | corrupt | not YAML",
      })
  void whatIsNotYamlIsAProblemThatTellsNothingOfIt(String text, String kind, String message)
      throws IOException {
    assertThat(Interfaces.of(MemoryFilesystem.create().file(FIRST, text), notes)).isEmpty();
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(tuple(kind, FIRST));
    assertThat(notes.problems().getFirst().message()).contains(message).doesNotContain("topsecret");
  }

  @Test
  void nodesThatAreTooDeepOrTooManyAreNotRead() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/netplan/a.yaml", "[".repeat(500_000))
            .file("/etc/netplan/b.yaml", "- x\n".repeat(200_000))
            .file("/etc/netplan/c.yaml", "network: {ethernets: {eth0: {}}}");

    assertThat(Interfaces.of(tree, notes))
        .containsExactly("eth0 ethernet up netplan /etc/netplan/c.yaml");
    assertThat(notes.problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(
            tuple("unsupported", "/etc/netplan/a.yaml"),
            tuple("unsupported", "/etc/netplan/b.yaml"));
  }

  @Test
  void aliasesThatMultiplyEnd() throws IOException {
    String list = "addresses: &a [" + "192.0.2.1/24, ".repeat(20_000) + "]";
    StringBuilder text = new StringBuilder("network: {ethernets: {e0: {" + list + "}");
    for (int i = 1; i < 1000; i++) {
      text.append(", e").append(i).append(": {addresses: *a}");
    }

    Interfaces.of(MemoryFilesystem.create().file(FIRST, text.append("}}").toString()), notes);

    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly("more than 100000 settings of network interfaces");
  }
}
