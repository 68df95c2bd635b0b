package io.guestkit.report;

import java.util.List;

/** Where a system asks for names, as its files say. Source: resolv.conf(5). */
public record Resolver(
    @Component("Name servers.") List<String> servers,
    @Component("Domains that names are searched in.") List<String> search,
    @Component("File that says so.") String path) {
  /** Copies the lists. */
  public Resolver {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }
}
