package io.guestkit.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Resolver;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final String CONF = "/etc/resolv.conf";

  private final InspectionNotes notes = new InspectionNotes();

  private @Nullable Resolver read(MemoryFilesystem tree) throws IOException {
    Resolver resolver = Guests.inspect(tree.directory("/etc"), notes, "resolver").resolver();
    assertThat(notes.problems()).isEmpty();
    return resolver;
  }

  @Test
  void theFileSaysSo() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(
                CONF,
                """
                # comment
                ; comment
                nameserver 192.0.2.53
                nameserver\t2001:0db8::53
                nameserver fe80::1%eth0
                domain one.example two.example
                search example.net example.org
                options edns0
                nameserver
                """);

    assertThat(read(tree))
        .isEqualTo(
            new Resolver(
                List.of("192.0.2.53", "2001:db8::53", "fe80::1"),
                List.of("example.net", "example.org"),
                CONF));
  }

  @Test
  void theLastLineOfDomainsCounts() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file(CONF, "search a.example\ndomain b.example c.example\n");

    assertThat(read(tree)).isEqualTo(new Resolver(List.of(), List.of("b.example"), CONF));
  }

  @Test
  void aLinkWithinTheSystemIsFollowed() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .link(CONF, "resolv/link")
            .link("/etc/resolv/link", "../../etc/./resolv/real")
            .file("/etc/resolv/real", "nameserver 192.0.2.53\n");

    assertThat(read(tree)).isEqualTo(new Resolver(List.of("192.0.2.53"), List.of(), CONF));
  }

  @Test
  void nothingIsNull() throws IOException {
    assertThat(read(MemoryFilesystem.create())).isNull();
    assertThat(read(MemoryFilesystem.create().file(CONF, "# none\n"))).isNull();
    assertThat(read(MemoryFilesystem.create().link(CONF, "resolv.conf"))).isNull();
    assertThat(read(MemoryFilesystem.create().link(CONF, "/run/systemd/resolve/resolv.conf")))
        .isNull();
  }

  @Test
  void resolvedSaysWhatItIsSetTo() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .link(CONF, "../run/systemd/resolve/stub-resolv.conf")
            .file("/run/systemd/resolve/stub-resolv.conf", "nameserver 127.0.0.53\n")
            .file("/usr/lib/systemd/resolved.conf", "[Resolve]\nDNS=9.9.9.9\n")
            .file(
                "/etc/systemd/resolved.conf",
                "[Resolve]\nDNS=192.0.2.1\nDNS=\nDNS=192.0.2.53#a 192.0.2.54\n")
            .file("/etc/systemd/resolved.conf.d/10.conf", "[Resolve]\nDomains=example.net ~.\n")
            .file("/usr/lib/systemd/resolved.conf.d/20.conf", "[Resolve]\nDNS=[2001:db8::53]:53\n")
            .file("/usr/lib/systemd/resolved.conf.d/30.conf", "[Resolve]\n#DNS=\n");

    assertThat(read(tree))
        .isEqualTo(
            new Resolver(
                List.of("192.0.2.53", "192.0.2.54", "2001:db8::53"),
                List.of("example.net"),
                "/usr/lib/systemd/resolved.conf.d/20.conf"));
  }

  @Test
  void networkManagerHasServersOfTheWholeSystem() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .link(CONF, "/var/run/NetworkManager/resolv.conf")
            .file("/etc/NetworkManager/NetworkManager.conf", "[main]\nplugins=keyfile\n")
            .file(
                "/etc/NetworkManager/conf.d/dns.conf",
                "[global-dns]\nsearches=a.example,b.example\n[global-dns-domain-*]\nservers=1.1.1.1,9.9.9.9\n");

    assertThat(read(tree))
        .isEqualTo(
            new Resolver(
                List.of("1.1.1.1", "9.9.9.9"),
                List.of("a.example", "b.example"),
                "/etc/NetworkManager/conf.d/dns.conf"));
  }

  @Test
  void netconfigAddsServers() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .link(CONF, "/run/netconfig/resolv.conf")
            .file(
                "/etc/sysconfig/network/config",
                "NETCONFIG_DNS_STATIC_SEARCHLIST=\"example.net\"\nNETCONFIG_DNS_STATIC_SERVERS=\"192.0.2.53 192.0.2.54\"\n");

    assertThat(read(tree))
        .isEqualTo(
            new Resolver(
                List.of("192.0.2.53", "192.0.2.54"),
                List.of("example.net"),
                "/etc/sysconfig/network/config"));
  }

  @Test
  void resolvconfPutsFilesTogether() throws IOException {
    for (String link : List.of("/run/resolvconf/resolv.conf", "resolvconf/run/resolv.conf")) {
      assertThat(read(resolvconf(link)))
          .isEqualTo(
              new Resolver(
                  List.of("192.0.2.53", "192.0.2.54"),
                  List.of(),
                  "/etc/resolvconf/resolv.conf.d/tail"));
    }
  }

  private static MemoryFilesystem resolvconf(String link) {
    return MemoryFilesystem.create()
        .link(CONF, link)
        .link("/etc/resolvconf/run", "/run/resolvconf")
        .file("/etc/resolvconf/resolv.conf.d/head", "# head\n")
        .file("/etc/resolvconf/resolv.conf.d/base", "nameserver 192.0.2.53\n")
        .file("/etc/resolvconf/resolv.conf.d/tail", "nameserver 192.0.2.54\n");
  }
}
