package io.guestkit.inspect.settings;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The layout of the keyboard. A layout of X says more than a keymap of the console, so it is taken
 * where a file has both. Sources: vconsole.conf(5), keyboard(5), xorg.conf(5), files of Red Hat,
 * SUSE, Gentoo, Alpine, Arch and Void.
 */
public final class KeyboardLayout {
  /** Path, name of the layout, of its variant, and of the console's keymap. */
  private static final String[][] FILES = {
    {"/etc/vconsole.conf", "XKBLAYOUT", "XKBVARIANT", "KEYMAP"},
    {"/etc/default/keyboard", "XKBLAYOUT", "XKBVARIANT", ""},
  };

  private static final String[][] OLDER_FILES = {
    {"/etc/sysconfig/keyboard", "LAYOUT", "VARIANT", "KEYTABLE"},
    {"/etc/conf.d/keymaps", "", "", "keymap"},
    {"/etc/conf.d/loadkmap", "", "", "KEYMAP"},
    {"/etc/rc.conf", "", "", "KEYMAP"},
  };

  private static final String XORG = "/etc/X11/xorg.conf.d/00-keyboard.conf";

  private KeyboardLayout() {}

  /** Returns the layout, and after a blank its variant. */
  public static Optional<String> read(FactFiles files) throws IOException {
    Optional<String> layout = first(FILES, files);
    if (layout.isEmpty()) {
      layout = files.text(XORG).flatMap(KeyboardLayout::ofXorg);
    }
    return layout.isPresent() ? layout : first(OLDER_FILES, files);
  }

  private static Optional<String> first(String[][] table, FactFiles files) throws IOException {
    for (String[] file : table) {
      Optional<String> layout = files.text(file[0]).flatMap(text -> assigned(text, file));
      if (layout.isPresent()) {
        return layout;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> assigned(String text, String[] file) {
    Map<String, String> values = Assignments.parse(text);
    Optional<String> layout =
        of(values.getOrDefault(file[1], ""), values.getOrDefault(file[2], ""));
    return layout.isPresent() ? layout : of(values.getOrDefault(file[3], ""), "");
  }

  /** Several layouts stand with commas between them, as do their variants, most of them empty. */
  private static Optional<String> of(String layout, String variant) {
    String keymap = keymap(layout);
    boolean hasVariant = !variant.replace(",", "").isBlank();
    return keymap.isEmpty()
        ? Optional.empty()
        : Optional.of(hasVariant ? keymap + " " + variant.strip() : keymap);
  }

  /** Returns de of {@code /usr/share/bkeymaps/de/de.bmap.gz}. */
  private static String keymap(String value) {
    String name = value.substring(value.lastIndexOf('/') + 1).strip();
    for (String end : new String[] {".gz", ".bmap", ".map"}) {
      if (name.endsWith(end)) {
        name = name.substring(0, name.length() - end.length());
      }
    }
    return name;
  }

  /** Lines such as {@code Option "XkbLayout" "de"}. */
  private static Optional<String> ofXorg(String text) {
    String layout = "";
    String variant = "";
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String[] parts = lines.line().split("\"", 5);
      if (parts.length >= 4 && parts[0].strip().equalsIgnoreCase("Option")) {
        layout = parts[1].equalsIgnoreCase("XkbLayout") ? parts[3] : layout;
        variant = parts[1].equalsIgnoreCase("XkbVariant") ? parts[3] : variant;
      }
    }
    return of(layout, variant);
  }
}
