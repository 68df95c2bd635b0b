package io.guestkit.inspect.boot.grub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments of commands that make a menu. Source: GNU GRUB Manual 2.12, "menuentry", "linux". */
final class GrubArguments {
  private GrubArguments() {}

  /** Returns the entry or the menu that a command makes: its title is what is no option. */
  static GrubItem item(String command, List<String> words) {
    String title = "";
    @Nullable String id = null;
    boolean titled = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--id") && i + 1 < words.size()) {
        i++;
        id = words.get(i);
      } else if (word.startsWith("--id=")) {
        id = word.substring("--id=".length());
      } else if (takesValue(word)) {
        i++;
      } else if (!titled && !word.startsWith("--")) {
        title = word;
        titled = true;
      }
    }
    return command.equals("submenu") ? GrubItem.submenu(title, id) : GrubItem.entry(title, id);
  }

  private static boolean takesValue(String word) {
    return switch (word) {
      case "--class", "--users", "--hotkey", "--source" -> true;
      default -> false;
    };
  }

  /** Returns the words from the first on that is no option. */
  static List<String> withoutOptions(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("--")) {
      at++;
    }
    return words.subList(at, words.size());
  }

  /** Returns arguments as GRUB hands them on: quoted where there is a blank in one. */
  static String join(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add(word.indexOf(' ') < 0 ? word : "\"" + word + "\"");
    }
    if (!quoted.isEmpty() && quoted.getFirst().equals("placeholder")) {
      quoted.removeFirst(); // what grub-mkconfig writes for Xen, which drops the first argument
    }
    return String.join(" ", quoted);
  }
}
