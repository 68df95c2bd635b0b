package io.guestkit.inspect.boot;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The menu of GRUB Legacy: lines before the first {@code title} are for all entries. Source: GNU
 * GRUB Manual 0.97, "Configuration".
 */
final class GrubLegacy {
  private final BootMenu menu = new BootMenu();
  private int chosen;
  private boolean saved;
  private @Nullable String title;
  private @Nullable String kernel;
  private @Nullable String commandLine;
  private @Nullable String initrd;

  private GrubLegacy() {}

  static Bootloader read(BootFiles files, String path) throws IOException {
    GrubLegacy grub = new GrubLegacy();
    grub.menu.setTimeout(-1);
    Optional<String> text = files.text(path);
    files
        .files()
        .attempt(
            path,
            () -> {
              ConfigLines.read(text.orElse(""), grub::take);
              grub.finish();
              return Optional.empty();
            });
    if (grub.saved) {
      grub.chosen = saved(files, path);
    }
    if (!grub.menu.entries().isEmpty()) {
      boolean there = grub.chosen >= 0 && grub.chosen < grub.menu.entries().size();
      BootEntry entry = grub.menu.entries().get(there ? grub.chosen : 0);
      grub.menu.setDefault(entry);
    }
    return grub.menu.build("grub-legacy", path);
  }

  /** The entry that {@code savedefault} wrote: its number on the first line of a file. */
  private static int saved(BootFiles files, String path) throws IOException {
    String file = path.substring(0, path.lastIndexOf('/')) + "/default";
    Optional<String> text = files.exists(file) ? files.text(file) : Optional.empty();
    Integer number = BootMenu.number(ConfigLines.firstWord(text.orElse("0")));
    return number == null ? 0 : number;
  }

  private void take(String key, String value) throws IOException {
    switch (key) {
      case "default" -> {
        Integer number = BootMenu.number(value);
        saved = value.equals("saved");
        chosen = number == null ? 0 : number;
      }
      case "timeout" -> menu.setTimeout(BootMenu.number(value));
      case "title" -> {
        finish();
        title = value;
      }
      case "kernel" -> kernel(value);
      case "module" -> module(value);
      case "initrd" -> initrd = ConfigLines.firstWord(value);
      default -> {}
    }
  }

  private void kernel(String value) {
    String rest = value;
    while (rest.startsWith("--")) {
      rest = rest.substring(ConfigLines.firstWord(rest).length()).strip();
    }
    kernel = ConfigLines.firstWord(rest);
    commandLine = rest.substring(kernel.length()).strip();
    initrd = null;
  }

  /** Of a hypervisor the first module is the kernel, the second its initial RAM filesystem. */
  private void module(String value) {
    if (kernel != null && isHypervisor(kernel)) {
      kernel(value);
    } else if (initrd == null) {
      initrd = ConfigLines.firstWord(value);
    }
  }

  private static boolean isHypervisor(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith("xen");
  }

  private void finish() throws IOException {
    if (title != null) {
      menu.add(title, null, kernel, initrd, commandLine);
    }
    title = null;
    kernel = null;
    initrd = null;
    commandLine = null;
  }
}
