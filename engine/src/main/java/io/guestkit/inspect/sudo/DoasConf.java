package io.guestkit.inspect.sudo;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.BadLines;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of doas.conf(5), and of /etc/doas.d that Alpine reads after it. */
final class DoasConf {
  /** 256 KiB: a configuration has some lines. */
  private static final int MAX_BYTES = 256 << 10;

  /** 100: files in /etc/doas.d. */
  private static final int MAX_FILES = 100;

  /** 10,000: rules of all files together. */
  private static final int MAX_RULES = 10_000;

  private final FactFiles files;
  private final List<Grant> grants = new ArrayList<>();

  private DoasConf(FactFiles files) {
    this.files = files;
  }

  /** Returns the rules; the last that fits decides. */
  static List<Grant> read(FactFiles files) throws IOException {
    DoasConf conf = new DoasConf(files);
    conf.file("/etc/doas.conf");
    int count = 0;
    for (DirectoryEntry name : files.names("/etc/doas.d")) {
      if (name.name().endsWith(".conf")) {
        count++;
        if (count > MAX_FILES) {
          files.limit("/etc/doas.d", "more than %d files".formatted(MAX_FILES));
          break;
        }
        conf.file("/etc/doas.d/" + name.name());
      }
    }
    return conf.grants;
  }

  private void file(String path) throws IOException {
    Optional<byte[]> bytes = files.bytes(path, MAX_BYTES);
    if (bytes.isEmpty()) {
      return;
    }
    BadLines bad = new BadLines();
    int number = 1;
    int at = 0;
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    while (at < text.length()) {
      DoasLine line = DoasLine.at(text, at);
      Optional<Grant> grant = rule(line.words(), path);
      if (grant.isPresent() && grants.size() == MAX_RULES) {
        files.limit(path, "more than %d rules".formatted(MAX_RULES));
        return;
      }
      grant.ifPresent(grants::add);
      if (!line.isWhole() || (grant.isEmpty() && !line.words().isEmpty())) {
        bad.add(number);
      }
      number += line.count();
      at = line.end();
    }
    bad.report(files, path, "rule");
  }

  /** Returns the rule that words make, or empty where they make none. */
  private static Optional<Grant> rule(List<String> words, String path) {
    if (words.isEmpty()
        || !(words.getFirst().equals("permit") || words.getFirst().equals("deny"))) {
      return Optional.empty();
    }
    boolean isDenied = words.getFirst().equals("deny");
    int at = afterOptions(words);
    if (at >= words.size()) {
      return Optional.empty();
    }
    boolean isFree = words.subList(1, at).contains("nopass");
    String identity = words.get(at);
    String who = identity.startsWith(":") ? "%" + identity.substring(1) : number(identity);
    at++;
    String target = SudoItem.ALL;
    if (at + 1 < words.size() && words.get(at).equals("as")) {
      target = number(words.get(at + 1));
      at += 2;
    }
    @Nullable String command = command(words, at);
    return command == null
        ? Optional.empty()
        : Optional.of(
            new Grant(
                List.of(new SudoItem(false, who)),
                List.of(new SudoItem(false, SudoItem.ALL)),
                List.of(new SudoItem(false, target)),
                null,
                List.of(new SudoItem(isDenied, command)),
                isFree,
                path));
  }

  /** Returns the index of the identity. */
  private static int afterOptions(List<String> words) {
    int at = 1;
    while (at < words.size()) {
      String word = words.get(at);
      if (word.equals("setenv")) {
        while (at < words.size() && !words.get(at).equals("}")) {
          at++;
        }
      } else if (!word.equals("nopass")
          && !word.equals("nolog")
          && !word.equals("persist")
          && !word.equals("keepenv")) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static String number(String user) {
    boolean isNumber = !user.isEmpty();
    for (int i = 0; i < user.length(); i++) {
      isNumber &= user.charAt(i) >= '0' && user.charAt(i) <= '9';
    }
    return isNumber ? "#" + user : user;
  }

  /** Returns the command with its arguments, {@code ""} where it may have none, or null. */
  private static @Nullable String command(List<String> words, int from) {
    if (from == words.size()) {
      return SudoItem.ALL;
    }
    if (!words.get(from).equals("cmd") || from + 1 == words.size()) {
      return null;
    }
    String command = words.get(from + 1);
    if (from + 2 == words.size()) {
      return command;
    }
    if (!words.get(from + 2).equals("args")) {
      return null;
    }
    List<String> arguments = words.subList(from + 3, words.size());
    return command + " " + (arguments.isEmpty() ? "\"\"" : String.join(" ", arguments));
  }
}
