package io.guestkit.inspect.network.ifcfg;

import io.guestkit.inspect.network.config.ConfigText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of routes: lines of {@code ip route}, SUSE's columns, Red Hat's assignments. */
final class Routes {
  private Routes() {}

  /**
   * A default route.
   *
   * @param gateway its gateway
   * @param device its interface, or empty
   */
  record DefaultRoute(String gateway, String device) {}

  /** Returns the default routes of lines of {@code ip route}: of Red Hat's route-* and route6-*. */
  static List<DefaultRoute> ofIpRoute(String text) {
    List<DefaultRoute> routes = new ArrayList<>();
    for (String line : ConfigText.lines(text)) {
      List<String> words = ConfigText.words(line);
      String gateway = after(words, "via");
      if (!words.isEmpty()
          && isDefault(words.getFirst())
          && !gateway.isEmpty()
          && !words.contains("table")) {
        routes.add(new DefaultRoute(gateway, after(words, "dev")));
      }
    }
    return routes;
  }

  private static String after(List<String> words, String word) {
    int at = words.indexOf(word);
    return at < 0 || at + 1 == words.size() ? "" : words.get(at + 1);
  }

  /**
   * Returns the default routes of SUSE's lines: destination, gateway, mask, interface, a hyphen for
   * what is not said. Source: routes(5).
   */
  static List<DefaultRoute> ofColumns(String text) {
    List<DefaultRoute> routes = new ArrayList<>();
    for (String line : ConfigText.lines(text)) {
      List<String> words = ConfigText.words(line);
      if (words.size() < 2 || !isDefault(words.getFirst()) || words.contains("table")) {
        continue;
      }
      boolean mask = words.size() > 2 && isMask(words.get(2));
      int at = mask ? 3 : 2;
      String device = words.size() > at && !words.get(at).equals("-") ? words.get(at) : "";
      if (!words.get(1).equals("-")) {
        routes.add(new DefaultRoute(words.get(1), device));
      }
    }
    return routes;
  }

  private static boolean isMask(String word) {
    return word.equals("-") || word.indexOf('.') > 0 || word.startsWith("/");
  }

  /** Returns the default routes of assignments ADDRESS0, NETMASK0, GATEWAY0. */
  static List<DefaultRoute> ofAssignments(Map<String, String> values) {
    List<DefaultRoute> routes = new ArrayList<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (value.getKey().startsWith("ADDRESS") && value.getValue().equals("0.0.0.0")) {
        String number = value.getKey().substring("ADDRESS".length());
        String gateway = values.getOrDefault("GATEWAY" + number, "");
        if (!gateway.isEmpty()
            && values.getOrDefault("NETMASK" + number, "0.0.0.0").equals("0.0.0.0")) {
          routes.add(new DefaultRoute(gateway, ""));
        }
      }
    }
    return routes;
  }

  private static boolean isDefault(String destination) {
    return destination.equals("default")
        || destination.equals("0.0.0.0/0")
        || destination.equals("0/0")
        || destination.equals("::/0");
  }
}
