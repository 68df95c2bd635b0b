package io.guestkit.inspect.ssh;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.ssh.SshdConfig.Directive;
import io.guestkit.inspect.ssh.SshdTable.Option;
import io.guestkit.report.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings in effect, as {@code sshd -T} prints them: the first value of a keyword counts,
 * lists grow; what a block {@code Match all} sets counts before what stands outside.
 */
final class SshdSettings {
  private final FactFiles files;
  private final SshdTable table;
  private final Map<String, List<Directive>> global = new HashMap<>();
  private final Map<String, List<Directive>> matched = new HashMap<>();

  private SshdSettings(FactFiles files, SshdTable table) {
    this.files = files;
    this.table = table;
  }

  static List<Setting> of(FactFiles files, SshdTable table, List<Directive> directives) {
    SshdSettings settings = new SshdSettings(files, table);
    for (Directive directive : directives) {
      settings.add(directive);
    }
    List<Setting> printed = new ArrayList<>();
    for (Option option : table.options()) {
      for (String value : settings.values(option)) {
        printed.add(new Setting(option.keyword(), value));
      }
    }
    return printed;
  }

  private void add(Directive directive) {
    Optional<String> keyword = table.resolve(directive.keyword());
    if (keyword.isEmpty()) {
      files.unsupported(
          directive.path(), "the keyword of line %d is not known".formatted(directive.line()));
    } else if (!keyword.get().isEmpty() && directive.isActive()) {
      (directive.isMatch() ? matched : global)
          .computeIfAbsent(keyword.get(), key -> new ArrayList<>())
          .add(directive);
    }
  }

  private List<Directive> lines(String keyword) {
    return global.getOrDefault(keyword, List.of());
  }

  private List<String> values(Option option) {
    return switch (option.kind()) {
      case "port" -> ports(option);
      case "listen" -> addresses(option);
      default -> {
        List<Directive> lines = matched.getOrDefault(option.keyword(), lines(option.keyword()));
        yield implied(option, lines.isEmpty() ? standard(option) : configured(option, lines));
      }
    };
  }

  private List<String> ports(Option option) {
    List<Directive> lines = lines("port");
    return known(option) || !lines.isEmpty() ? SshdListen.ports(lines) : List.of();
  }

  private List<String> addresses(Option option) {
    List<Directive> lines = lines("listenaddress");
    return known(option) || !lines.isEmpty()
        ? SshdListen.addresses(lines, SshdListen.ports(lines("port")), first("addressfamily"))
        : List.of();
  }

  private static boolean known(Option option) {
    return option.standard() != null;
  }

  private String first(String keyword) {
    Optional<Option> option = table.option(keyword);
    List<String> values = option.isPresent() ? values(option.get()) : List.of();
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Until OpenSSH 8.6 challenge and response was a keyword of its own that turned this on. */
  private List<String> implied(Option option, List<String> values) {
    return option.keyword().equals("kbdinteractiveauthentication")
            && first("challengeresponseauthentication").equals("yes")
        ? List.of("yes")
        : values;
  }

  private static List<String> standard(Option option) {
    String standard = option.standard();
    if (standard == null || standard.equals("-")) {
      return List.of();
    }
    return option.kind().equals("hostkey") ? List.of(standard.split(" ", -1)) : List.of(standard);
  }

  private List<String> configured(Option option, List<Directive> lines) {
    String kind = option.kind();
    String standard = option.standard();
    if (kind.equals("penalties")) {
      return List.of(SshdPenalties.of(lines, standard == null ? "" : standard));
    }
    if (SshdValue.takesAll(kind)) {
      return SshdValue.all(kind, lines);
    }
    Directive line = SshdValue.takesLast(kind) ? lines.getLast() : lines.getFirst();
    if (kind.equals("environment")) {
      return SshdValue.environment(line);
    }
    Optional<String> value = SshdValue.of(kind, line, standard);
    if (value.isEmpty() && kind.equals("algorithms")) {
      files.unsupported(
          line.path(),
          "the list of line %d depends on the algorithms that sshd was built with"
              .formatted(line.line()));
    } else if (value.isEmpty()) {
      files.corrupt(
          line.path(), "the value of line %d is none that sshd takes".formatted(line.line()));
    }
    return value.isPresent() ? List.of(value.get()) : List.of();
  }
}
