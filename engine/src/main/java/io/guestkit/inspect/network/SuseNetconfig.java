package io.guestkit.inspect.network;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.NameServer;
import io.guestkit.report.Resolver;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What SUSE's netconfig adds to the servers that interfaces bring. Source: netconfig(8). */
final class SuseNetconfig {
  private static final String PATH = "/etc/sysconfig/network/config";

  private SuseNetconfig() {}

  static Optional<Resolver> read(FactFiles files) throws IOException {
    Map<String, String> values = Assignments.parse(files.text(PATH).orElse(""));
    List<String> servers = new ArrayList<>();
    for (String server :
        ConfigText.words(values.getOrDefault("NETCONFIG_DNS_STATIC_SERVERS", ""))) {
      servers.add(NameServer.address(server).orElse(server));
    }
    List<String> search =
        ConfigText.words(values.getOrDefault("NETCONFIG_DNS_STATIC_SEARCHLIST", ""));
    return servers.isEmpty() && search.isEmpty()
        ? Optional.empty()
        : Optional.of(new Resolver(servers, search, PATH));
  }
}
