package io.guestkit.inspect.network;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.network.config.ConfigText;
import io.guestkit.inspect.network.config.NameServer;
import io.guestkit.report.Resolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where names are asked for. Where /etc/resolv.conf is a file, it says so; where it leads into
 * /run, it is written while the system runs, and the files of what writes it say what they add to
 * what interfaces bring. Sources: resolv.conf(5), resolvconf(8).
 */
public final class ResolverFiles {
  private static final String RESOLV_CONF = "/etc/resolv.conf";

  /** 16: Linux follows 40 links, and nobody makes a chain of them here. */
  private static final int MAX_LINKS = 16;

  private ResolverFiles() {}

  /** Returns the name servers and domains, or empty where no file names any. */
  public static Optional<Resolver> read(FactFiles files) throws IOException {
    String path = resolved(files);
    if (!isVolatile(path)) {
      return resolvConf(files, List.of(RESOLV_CONF));
    }
    if (path.contains("/netconfig/")) {
      return SuseNetconfig.read(files);
    }
    if (path.contains("/resolvconf/")) {
      return resolvConf(
          files,
          List.of(
              "/etc/resolvconf/resolv.conf.d/head",
              "/etc/resolvconf/resolv.conf.d/base",
              "/etc/resolvconf/resolv.conf.d/tail"));
    }
    return path.contains("/NetworkManager/")
        ? GlobalDns.ofNetworkManager(files)
        : GlobalDns.ofResolved(files);
  }

  /** What a running system mounts on /run hides the files that an image may have there. */
  private static boolean isVolatile(String path) {
    return path.startsWith("/run/")
        || path.startsWith("/var/run/")
        || path.startsWith("/etc/resolvconf/run/");
  }

  /** Returns the path that links lead to as far as they are links of a file. */
  private static String resolved(FactFiles files) throws IOException {
    String path = RESOLV_CONF;
    for (int i = 0; i < MAX_LINKS && !isVolatile(path); i++) {
      Optional<String> target = files.target(path);
      if (target.isEmpty()) {
        return path;
      }
      path = absolute(target.get(), path);
    }
    return path;
  }

  /** Returns a link's target as a path, {@code ..} taken away. */
  private static String absolute(String target, String link) {
    List<String> names = new ArrayList<>();
    if (!target.startsWith("/")) {
      names.addAll(ConfigText.split(link.substring(0, link.lastIndexOf('/')), '/'));
    }
    for (String name : ConfigText.split(target, '/')) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!name.equals(".")) {
        names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }

  /** Takes several files for one, as resolvconf does; the last line of domains counts. */
  private static Optional<Resolver> resolvConf(FactFiles files, List<String> paths)
      throws IOException {
    List<String> servers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    String told = "";
    for (String path : paths) {
      Optional<byte[]> bytes = files.bytes(path, ConfigText.MAX_BYTES);
      if (bytes.isPresent()
          && lines(new String(bytes.get(), StandardCharsets.UTF_8), servers, search)) {
        told = path;
      }
    }
    return told.isEmpty() ? Optional.empty() : Optional.of(new Resolver(servers, search, told));
  }

  private static boolean lines(String text, List<String> servers, List<String> search) {
    boolean told = false;
    for (String line : ConfigText.lines(text)) {
      List<String> words = ConfigText.words(line);
      if (words.size() < 2) {
        continue;
      }
      switch (words.getFirst()) {
        case "nameserver" -> {
          servers.add(NameServer.address(words.get(1)).orElse(words.get(1)));
          told = true;
        }
        case "search", "domain" -> {
          search.clear();
          search.addAll(
              words.getFirst().equals("domain")
                  ? words.subList(1, 2)
                  : words.subList(1, words.size()));
          told = true;
        }
        default -> {}
      }
    }
    return told;
  }
}
