package io.guestkit.inspect.sudo;

import io.guestkit.inspect.sudo.SudoersEntry.Defaults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Defaults of sudoers that change as whom commands run and whose password is asked for. */
final class SudoDefaults {
  private String runAs = "root";
  private boolean authenticate = true;
  private final Set<String> otherPasswords = new HashSet<>();
  private final Map<String, Boolean> authenticateOf = new HashMap<>();

  /** Adds a line; of several the last counts. */
  void add(Defaults line, List<SudoItem> users) {
    for (String setting : line.settings()) {
      boolean isOff = setting.startsWith("!");
      String name = isOff ? setting.substring(1) : setting;
      if (line.users() != null) {
        if (name.equals("authenticate")) {
          users.forEach(user -> authenticateOf.put(user.text(), !isOff));
        }
      } else if (name.equals("authenticate")) {
        authenticate = !isOff;
      } else if (name.equals("targetpw") || name.equals("rootpw") || name.equals("runaspw")) {
        if (isOff) {
          otherPasswords.remove(name);
        } else {
          otherPasswords.add(name);
        }
      } else if (name.startsWith("runas_default=") && !isOff) {
        runAs = name.substring("runas_default=".length());
      }
    }
  }

  /** Returns as whom commands run where a rule does not say it. */
  String runAs() {
    return runAs;
  }

  boolean runsAsRoot() {
    return runAs.equals("root");
  }

  /** Returns whether a user, group or ALL of a rule without a tag is asked for no password. */
  boolean asksNoPassword(String who) {
    return !authenticateOf.getOrDefault(who, authenticate);
  }

  /** Returns whether the password of root, or of whom the command runs as, is asked for. */
  boolean asksForAnotherPassword() {
    return !otherPasswords.isEmpty();
  }

  /** Returns a host name up to its first dot. */
  static String shortName(String hostname) {
    int dot = hostname.indexOf('.');
    return dot < 0 ? hostname : hostname.substring(0, dot);
  }
}
