package io.guestkit.inspect.ssh;

import io.guestkit.inspect.ssh.SshdConfig.Directive;
import java.util.ArrayList;
import java.util.List;

/** Ports and addresses that sshd listens on. */
final class SshdListen {
  /** 256: ports that sshd takes at most; bounds addresses times ports. */
  private static final int MAX_PORTS = 256;

  private SshdListen() {}

  /** Returns the ports. */
  static List<String> ports(List<Directive> lines) {
    List<String> ports = new ArrayList<>();
    for (Directive line : lines) {
      long port = SshdNumbers.number(line.words().getFirst());
      if (port > 0 && port < 65_536 && ports.size() < MAX_PORTS) {
        ports.add(String.valueOf(port));
      }
    }
    return ports.isEmpty() ? List.of("22") : ports;
  }

  /** Returns the addresses, with every port where they have none. Names are left as they are. */
  static List<String> addresses(List<Directive> lines, List<String> ports, String family) {
    List<String> addresses = new ArrayList<>();
    for (Directive line : lines) {
      if (addresses.size() < MAX_PORTS * MAX_PORTS) {
        add(line, ports, addresses);
      }
    }
    if (lines.isEmpty()) {
      for (String port : ports) {
        if (!family.equals("inet")) {
          addresses.add("[::]:" + port);
        }
        if (!family.equals("inet6")) {
          addresses.add("0.0.0.0:" + port);
        }
      }
    }
    return addresses;
  }

  private static void add(Directive line, List<String> ports, List<String> addresses) {
    String word = line.words().getFirst();
    List<String> words = line.words();
    String domain =
        words.size() > 2 && words.get(1).equals("rdomain") ? " rdomain " + words.get(2) : "";
    int colon = word.indexOf(':');
    int close = word.indexOf(']');
    boolean isBare6 = word.indexOf('[') < 0 && colon >= 0 && word.indexOf(':', colon + 1) > 0;
    String host = word;
    String port = "";
    if (word.startsWith("[") && close > 0) {
      host = word.substring(1, close);
      port = word.startsWith(":", close + 1) ? word.substring(close + 2) : "";
    } else if (!isBare6 && colon >= 0) {
      host = word.substring(0, colon);
      port = word.substring(colon + 1);
    }
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    for (String each : port.isEmpty() ? ports : List.of(port)) {
      addresses.add(name + ":" + each + domain);
    }
  }
}
