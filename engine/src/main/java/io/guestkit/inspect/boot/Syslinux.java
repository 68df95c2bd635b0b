package io.guestkit.inspect.boot;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The menu of extlinux and syslinux, and of U-Boot where it reads the same file. Sources: Syslinux
 * wiki, "Config" and "Menu"; U-Boot's doc/README.pxe.
 */
final class Syslinux {
  /** 16: as deep as syslinux itself lets files include each other. */
  private static final int MAX_DEPTH = 16;

  /** An entry while it is read. */
  private static final class Label {
    private final String name;
    private String title;
    private @Nullable String kernel;
    private @Nullable String append;
    private @Nullable String initrd;

    Label(String name) {
      this.name = name;
      this.title = name;
    }
  }

  private final BootFiles files;
  private final String directory;
  private final List<Label> labels = new ArrayList<>();
  private @Nullable Label label;
  private @Nullable String append;
  private @Nullable String chosen;
  private @Nullable String onTimeout;
  private @Nullable String menuDefault;
  private int timeoutTenths;
  private boolean waits;
  private boolean help;
  private boolean deviceTree;
  private int depth;

  private Syslinux(BootFiles files, String path) {
    this.files = files;
    this.directory = path.substring(0, path.lastIndexOf('/') + 1);
  }

  static Bootloader read(BootFiles files, String path) throws IOException {
    Syslinux syslinux = new Syslinux(files, path);
    BootMenu menu = new BootMenu();
    files
        .files()
        .attempt(
            path,
            () -> {
              syslinux.include(path);
              return Optional.empty();
            });
    files
        .files()
        .attempt(
            path,
            () -> {
              syslinux.fill(menu);
              return Optional.empty();
            });
    return menu.build(syslinux.name(path), path);
  }

  /** Only U-Boot has device trees to load; the variants for FAT look for syslinux.cfg. */
  private String name(String path) {
    if (deviceTree) {
      return "u-boot";
    }
    return path.endsWith("syslinux.cfg") ? "syslinux" : "extlinux";
  }

  private void include(String path) throws IOException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnsupportedImageException("files in more than %d levels".formatted(MAX_DEPTH));
    }
    ConfigLines.read(files.text(path).orElse(""), this::take);
    depth--;
  }

  private void take(String key, String value) throws IOException {
    if (help) {
      help = !key.equals("endtext");
      return;
    }
    switch (key) {
      case "include" -> includeNamed(value);
      case "default" -> {
        waits |= value.endsWith(".c32");
        chosen = value;
      }
      case "ontimeout" -> onTimeout = value;
      case "ui" -> waits = true;
      case "prompt" -> waits |= !value.equals("0");
      case "timeout" -> timeoutTenths = number(value);
      case "label" -> {
        label = new Label(value);
        labels.add(label);
      }
      case "menu" -> menu(value);
      case "text" -> help = label != null;
      case "fdt", "fdtdir", "devicetree", "devicetreedir" -> deviceTree = true;
      default -> setOfLabel(key, value);
    }
  }

  private void includeNamed(String value) throws IOException {
    String name = ConfigLines.firstWord(value);
    Optional<String> path = files.find(name.startsWith("/") ? name : directory + name);
    if (path.isPresent()) {
      include(path.get());
    }
  }

  private static int number(String value) {
    Integer number = BootMenu.number(value);
    return number == null ? 0 : number;
  }

  /** A caret stands before the key that chooses the entry. */
  private void menu(String value) throws IOException {
    String word = ConfigLines.firstWord(value).toLowerCase(Locale.ROOT);
    String rest = value.substring(word.length()).strip();
    Label here = label;
    switch (word) {
      case "label" -> {
        if (here != null) {
          here.title = rest.replace("^", "");
        }
      }
      case "default" -> {
        if (here != null && rest.isEmpty()) {
          menuDefault = here.name;
        } else if (!rest.isEmpty()) {
          menuDefault = rest;
        }
      }
      case "include" -> includeNamed(rest);
      default -> {}
    }
  }

  private void setOfLabel(String key, String value) {
    Label here = label;
    if (here == null) {
      append = key.equals("append") ? value : append;
      return;
    }
    switch (key) {
      case "kernel", "linux", "fit" -> here.kernel = value;
      case "append" -> here.append = value;
      case "initrd" -> here.initrd = first(value);
      default -> {}
    }
  }

  private static String first(String list) {
    int end = list.indexOf(',');
    return end < 0 ? list : list.substring(0, end);
  }

  private void fill(BootMenu menu) throws IOException {
    String name = onTimeout != null ? onTimeout : menuDefault != null ? menuDefault : chosen;
    BootEntry first = null;
    BootEntry named = null;
    for (Label each : labels) {
      String line = each.append == null ? append : each.append;
      line = line != null && line.equals("-") ? "" : line;
      String initrd = each.initrd == null && line != null ? initrdOf(line) : each.initrd;
      BootEntry entry = menu.add(each.title, each.name, each.kernel, initrd, line);
      first = first == null ? entry : first;
      named = named == null && each.name.equals(name) ? entry : named;
    }
    menu.setDefault(named == null ? first : named);
    int forEver = waits ? -1 : 0;
    menu.setTimeout(timeoutTenths > 0 ? Math.ceilDiv(timeoutTenths, 10) : forEver);
  }

  /** Returns the initial RAM filesystem that a command line names, as syslinux takes it. */
  private static @Nullable String initrdOf(String line) {
    int start = line.startsWith("initrd=") ? 0 : line.indexOf(" initrd=") + 1;
    return start == 0 && !line.startsWith("initrd=")
        ? null
        : first(ConfigLines.firstWord(line.substring(start + "initrd=".length())));
  }
}
