package io.guestkit.report;

import java.util.List;

/** A rule of sudoers(5) or doas.conf(5). */
public record SudoRule(
    @Component("Who: a user, %group, %#gid, #uid or ALL, aliases resolved.") String who,
    @Component("Hosts on which it holds.") List<String> hosts,
    @Component("Users and groups as whom commands run, as written; empty is root.")
        List<String> runAs,
    @Component("Commands, as written; aliases resolved.") List<String> commands,
    @Component("Whether no password is asked for.") boolean noPassword,
    @Component("File that holds the rule.") String path) {
  /** Copies the lists. */
  public SudoRule {
    hosts = List.copyOf(hosts);
    runAs = List.copyOf(runAs);
    commands = List.copyOf(commands);
  }
}
