package io.guestkit.inspect.sudo;

import io.guestkit.inspect.Secrets;
import io.guestkit.report.SudoRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some users may do, aliases resolved.
 *
 * @param users whom it is for; the last that fits a user decides
 * @param hosts where it holds; the last that fits decides
 * @param runAsUsers as whom; null where no parenthesis says it, empty for the users themselves
 * @param runAsGroups as which groups; null where nothing says it
 * @param commands what; the last that fits a command decides
 * @param noPassword whether no password is asked for; null where Defaults decide
 * @param path file that holds it
 */
record Grant(
    List<SudoItem> users,
    List<SudoItem> hosts,
    @Nullable List<SudoItem> runAsUsers,
    @Nullable List<SudoItem> runAsGroups,
    List<SudoItem> commands,
    @Nullable Boolean noPassword,
    String path) {

  /** What it does to the power to run any command as root. */
  enum Effect {
    NONE,
    GIVES,
    TAKES
  }

  /** Returns how many members its rules have together. */
  int members() {
    int runAs = runAsUsers == null ? 0 : runAsUsers.size();
    int groups = runAsGroups == null ? 0 : runAsGroups.size();
    return Math.multiplyExact(users.size(), 1 + hosts.size() + runAs + groups + commands.size());
  }

  /** Returns a rule for each user that it is for, those that are left out named with each. */
  List<SudoRule> rules(SudoDefaults defaults) {
    List<String> positive = new ArrayList<>();
    StringBuilder others = new StringBuilder();
    for (SudoItem user : users) {
      if (user.isNegated()) {
        others.append(", ").append(user.written());
      } else {
        positive.add(user.text());
      }
    }
    List<String> hostNames = written(hosts);
    List<String> runAs = runAs(defaults);
    List<String> commandLines = new ArrayList<>();
    for (SudoItem command : commands) {
      commandLines.add(Secrets.mask(command.written()));
    }
    commandLines = List.copyOf(commandLines);
    List<SudoRule> rules = new ArrayList<>();
    for (String user : positive) {
      boolean isFree = noPassword == null ? defaults.asksNoPassword(user) : noPassword;
      rules.add(new SudoRule(user + others, hostNames, runAs, commandLines, isFree, path));
    }
    return rules;
  }

  private static List<String> written(List<SudoItem> items) {
    List<String> texts = new ArrayList<>();
    for (SudoItem item : items) {
      texts.add(item.written());
    }
    return List.copyOf(texts);
  }

  private List<String> runAs(SudoDefaults defaults) {
    if (runAsUsers == null) {
      return defaults.runsAsRoot() ? List.of() : List.of(defaults.runAs());
    }
    List<String> texts = new ArrayList<>(written(runAsUsers));
    if (runAsGroups != null) {
      for (SudoItem group : runAsGroups) {
        texts.add((group.isNegated() ? "!:" : ":") + group.text());
      }
    }
    return texts.isEmpty() ? List.of("()") : List.copyOf(texts);
  }

  /** Returns what it does on a host to the power to run any command as root. */
  Effect effect(SudoDefaults defaults, @Nullable String hostname) {
    boolean asksTarget = defaults.asksForAnotherPassword() && !Boolean.TRUE.equals(noPassword);
    if (!holdsOn(hostname) || !runsAsRoot(defaults)) {
      return Effect.NONE;
    }
    Effect effect = Effect.NONE;
    for (SudoItem command : commands) {
      if (command.isNegated()) {
        effect = Effect.TAKES;
      } else if (command.text().equals(SudoItem.ALL)) {
        effect = Effect.GIVES;
      }
    }
    return effect == Effect.GIVES && asksTarget ? Effect.NONE : effect;
  }

  private boolean holdsOn(@Nullable String hostname) {
    boolean holds = false;
    for (SudoItem host : hosts) {
      if (host.text().equals(SudoItem.ALL) || isName(host.text(), hostname)) {
        holds = !host.isNegated();
      }
    }
    return holds;
  }

  private static boolean isName(String host, @Nullable String hostname) {
    return hostname != null
        && (host.equalsIgnoreCase(hostname)
            || host.equalsIgnoreCase(SudoDefaults.shortName(hostname)));
  }

  private boolean runsAsRoot(SudoDefaults defaults) {
    if (runAsUsers == null) {
      return defaults.runsAsRoot();
    }
    boolean isRoot = false;
    for (SudoItem user : runAsUsers) {
      String name = user.text();
      if (name.equals(SudoItem.ALL) || name.equals("root") || name.equals("#0")) {
        isRoot = !user.isNegated();
      }
    }
    return isRoot;
  }
}
