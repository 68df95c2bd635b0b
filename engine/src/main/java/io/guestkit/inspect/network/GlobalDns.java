package io.guestkit.inspect.network;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.IniFile;
import io.guestkit.inspect.network.config.LayeredDirectory;
import io.guestkit.inspect.network.config.NameServer;
import io.guestkit.inspect.network.config.Section;
import io.guestkit.report.Resolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Name servers of the whole system, of systemd-resolved and NetworkManager. Sources:
 * resolved.conf(5), NetworkManager.conf(5).
 */
final class GlobalDns {
  private final FactFiles files;
  private final IniFile.Syntax syntax;
  private final Set<String> sections;
  private final IniFile all = new IniFile();

  /** The last file that has one of the sections with something in it. */
  private String told = "";

  private GlobalDns(FactFiles files, IniFile.Syntax syntax, Set<String> sections) {
    this.files = files;
    this.syntax = syntax;
    this.sections = sections;
  }

  /** Returns DNS= and Domains= of resolved.conf; a domain that only routes is none to search. */
  static Optional<Resolver> ofResolved(FactFiles files) throws IOException {
    GlobalDns dns = new GlobalDns(files, IniFile.Syntax.SYSTEMD, Set.of("Resolve"));
    if (!dns.readFirst("/etc/systemd/resolved.conf", "/usr/local/lib/systemd/resolved.conf")) {
      dns.readFirst("/usr/lib/systemd/resolved.conf", "/lib/systemd/resolved.conf");
    }
    dns.readAll(
        "/etc/systemd/resolved.conf.d",
        "/usr/local/lib/systemd/resolved.conf.d",
        "/usr/lib/systemd/resolved.conf.d",
        "/lib/systemd/resolved.conf.d");
    List<String> servers = new ArrayList<>();
    for (String value : dns.all.all("Resolve", "DNS")) {
      addServers(value, ' ', servers);
    }
    List<String> search = new ArrayList<>();
    for (String value : dns.all.all("Resolve", "Domains")) {
      for (String domain : ConfigText.words(value)) {
        if (domain.charAt(0) != '~') {
          search.add(domain);
        }
      }
    }
    return dns.resolver(servers, search);
  }

  /** Returns the sections global-dns, and global-dns-domain-* for every domain. */
  static Optional<Resolver> ofNetworkManager(FactFiles files) throws IOException {
    Set<String> sections = Set.of("global-dns", "global-dns-domain-*");
    GlobalDns dns = new GlobalDns(files, IniFile.Syntax.KEYFILE, sections);
    dns.readAll("/usr/lib/NetworkManager/conf.d");
    dns.readFirst("/etc/NetworkManager/NetworkManager.conf");
    dns.readAll("/etc/NetworkManager/conf.d");
    List<String> servers = new ArrayList<>();
    addServers(dns.all.last("global-dns-domain-*", "servers"), ',', servers);
    List<String> search = ConfigText.split(dns.all.last("global-dns", "searches"), ',');
    return dns.resolver(servers, search);
  }

  private static void addServers(String value, char separator, List<String> servers) {
    for (String server : ConfigText.split(value, separator)) {
      servers.add(NameServer.address(server).orElse(server));
    }
  }

  private Optional<Resolver> resolver(List<String> servers, List<String> search) {
    return servers.isEmpty() && search.isEmpty()
        ? Optional.empty()
        : Optional.of(new Resolver(servers, search, told));
  }

  private boolean readFirst(String... paths) throws IOException {
    for (String path : paths) {
      if (read(path)) {
        return true;
      }
    }
    return false;
  }

  private void readAll(String... directories) throws IOException {
    for (String path : LayeredDirectory.files(files, List.of(directories), ".conf").values()) {
      read(path);
    }
  }

  private boolean read(String path) throws IOException {
    Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
    if (bytes.isEmpty()) {
      return false;
    }
    int before = all.sections().size();
    all.read(new String(bytes.get(), StandardCharsets.UTF_8), syntax, sections);
    for (Section section : all.sections().subList(before, all.sections().size())) {
      if (!section.keys().isEmpty()) {
        told = path;
      }
    }
    return true;
  }
}
