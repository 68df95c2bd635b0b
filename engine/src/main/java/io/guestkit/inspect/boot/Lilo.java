package io.guestkit.inspect.boot;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The menu of LILO: lines before the first image are for all of them, an image's own win. Source:
 * lilo.conf(5).
 */
final class Lilo {
  static final String PATH = "/etc/lilo.conf";

  /** Options of one image, or of all. */
  private static final class Options {
    private @Nullable String image;
    private boolean isLinux;
    private @Nullable String label;
    private @Nullable String initrd;
    private @Nullable String root;
    private @Nullable String append;
    private @Nullable String addAppend;
    private @Nullable String literal;
    private String access = "";
  }

  private final BootMenu menu = new BootMenu();
  private final Options all = new Options();
  private Options options = all;
  private @Nullable String chosen;
  private boolean prompts;
  private @Nullable Integer timeout;

  private Lilo() {}

  static Bootloader read(BootFiles files) throws IOException {
    Lilo lilo = new Lilo();
    Optional<String> text = files.text(PATH);
    files
        .files()
        .attempt(
            PATH,
            () -> {
              ConfigLines.read(text.orElse(""), lilo::take);
              lilo.finish();
              return Optional.empty();
            });
    for (BootEntry entry : lilo.menu.entries()) {
      if (lilo.chosen == null || entry.title().equals(lilo.chosen)) {
        lilo.menu.setDefault(entry);
        break;
      }
    }
    lilo.menu.setTimeout(lilo.timeout());
    return lilo.menu.build("lilo", PATH);
  }

  /** Tenths of a second; with a prompt and no time LILO waits for ever. */
  private @Nullable Integer timeout() {
    if (timeout != null) {
      return timeout / 10;
    }
    return prompts ? Integer.valueOf(-1) : Integer.valueOf(0);
  }

  private void take(String key, String written) throws IOException {
    String value = unquote(written);
    switch (key) {
      case "image", "other" -> {
        finish();
        options = new Options();
        options.image = value;
        options.isLinux = key.equals("image");
        options.access = all.access;
      }
      case "default" -> chosen = value;
      case "prompt" -> prompts = true;
      case "timeout" -> timeout = BootMenu.number(value);
      case "label" -> options.label = value;
      case "initrd" -> options.initrd = value;
      case "root" -> options.root = value;
      case "append" -> options.append = value;
      case "addappend" -> options.addAppend = value;
      case "literal" -> options.literal = value;
      case "read-only" -> options.access = "ro";
      case "read-write" -> options.access = "rw";
      default -> {}
    }
  }

  private static String unquote(String value) {
    int end = value.startsWith("\"") ? value.indexOf('"', 1) : -1;
    return end < 0 ? value : value.substring(1, end);
  }

  private void finish() throws IOException {
    String image = options.image;
    if (image != null) {
      String name = image.substring(image.lastIndexOf('/') + 1);
      String title = options.label == null ? name : options.label;
      String initrd = options.initrd == null ? all.initrd : options.initrd;
      if (options.isLinux) {
        menu.add(title, null, image, initrd, commandLine());
      } else {
        menu.add(title, null, null, null, null);
      }
    }
  }

  private String commandLine() {
    if (options.literal != null) {
      return options.literal;
    }
    StringBuilder line = new StringBuilder();
    String root = options.root == null ? all.root : options.root;
    add(line, root == null ? null : "root=" + root.replace("\"", ""));
    add(line, options.access);
    add(line, options.append == null ? all.append : options.append);
    add(line, options.addAppend);
    return line.toString();
  }

  private static void add(StringBuilder line, @Nullable String words) {
    if (words != null && !words.isEmpty()) {
      line.append(line.isEmpty() ? "" : " ").append(words);
    }
  }
}
