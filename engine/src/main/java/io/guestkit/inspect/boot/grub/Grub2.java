package io.guestkit.inspect.boot.grub;

import io.guestkit.inspect.boot.BootFiles;
import io.guestkit.inspect.boot.BootMenu;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The menu of GRUB 2. */
public final class Grub2 {
  /** What scripts ask for to tell an old GRUB; all of them are there since 2.02. */
  private static final List<String> FEATURES =
      List.of(
          "feature_menuentry_id",
          "feature_timeout_style",
          "feature_default_font_path",
          "feature_platform_search_hint",
          "feature_all_video_module",
          "feature_chainloader_bpb",
          "feature_ntldr",
          "feature_nativedisk_cmd",
          "feature_200_final");

  private final BootMenu menu = new BootMenu();
  private final Map<GrubItem, BootEntry> entries = new HashMap<>();

  private Grub2() {}

  /** Returns what a grub.cfg makes; what ends it early is a problem, and what was made stays. */
  public static Bootloader read(BootFiles files, String path) throws IOException {
    GrubShell shell = new GrubShell(files);
    Grub2 grub = new Grub2();
    files
        .files()
        .attempt(
            path,
            () -> {
              grub.run(shell, files, path);
              return Optional.empty();
            });
    files
        .files()
        .attempt(
            path,
            () -> {
              grub.add("", shell.items());
              return Optional.empty();
            });
    String choice = shell.variables().get("default");
    grub.menu.setDefault(grub.choose(shell.items(), choice == null ? "0" : choice));
    String timeout = shell.variables().get("timeout");
    grub.menu.setTimeout(timeout == null ? Integer.valueOf(-1) : BootMenu.number(timeout));
    return grub.menu.build("grub2", path);
  }

  private void run(GrubShell shell, BootFiles files, String path) throws IOException {
    GrubVariables variables = shell.variables();
    for (String feature : FEATURES) {
      variables.set(feature, "y");
    }
    boolean efi = files.exists("/boot/efi/EFI") || files.exists("/efi/EFI");
    variables.set("grub_platform", efi ? "efi" : "pc");
    variables.set("grub_cpu", efi ? "x86_64" : "i386");
    variables.set("prefix", path.substring(0, path.lastIndexOf('/')));
    shell.start(path);
    shell.include(path);
  }

  private void add(String above, List<GrubItem> items) throws IOException {
    for (GrubItem item : items) {
      String title = above + item.title();
      if (item.children() == null) {
        entries.put(
            item, menu.add(title, item.id(), item.kernel(), item.initramfs(), item.commandLine()));
      } else {
        add(title + ">", item.children());
      }
    }
  }

  /**
   * Returns the entry that a default names: number, title or identifier in each menu, with {@code
   * >} between them ({@code >>} stands for one in a title). What names none means the first.
   */
  private @Nullable BootEntry choose(List<GrubItem> items, String choice) {
    int end = choice.indexOf('>');
    while (end >= 0 && end + 1 < choice.length() && choice.charAt(end + 1) == '>') {
      end = choice.indexOf('>', end + 2);
    }
    String name = (end < 0 ? choice : choice.substring(0, end)).replace(">>", ">");
    String rest = end < 0 ? "" : choice.substring(end + 1);
    GrubItem item = item(items, name);
    if (item == null) {
      return null;
    }
    return item.children() == null ? entries.get(item) : choose(item.children(), rest);
  }

  private static @Nullable GrubItem item(List<GrubItem> items, String name) {
    Integer index = BootMenu.number(name);
    if (index != null && index >= 0 && index < items.size()) {
      return items.get(index);
    }
    for (GrubItem item : items) {
      if (item.isNamed(name)) {
        return item;
      }
    }
    return items.isEmpty() ? null : items.getFirst();
  }
}
