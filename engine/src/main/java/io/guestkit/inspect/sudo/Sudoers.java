package io.guestkit.inspect.sudo;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.sudo.SudoersEntry.AliasKind;
import io.guestkit.inspect.sudo.SudoersEntry.Aliases;
import io.guestkit.inspect.sudo.SudoersEntry.CommandSpecification;
import io.guestkit.inspect.sudo.SudoersEntry.Defaults;
import io.guestkit.inspect.sudo.SudoersEntry.Privilege;
import io.guestkit.inspect.sudo.SudoersEntry.UserSpecification;
import io.guestkit.report.SudoRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sudoers grants.
 *
 * @param grants in the order of the files; the last that fits a command decides
 * @param defaults what holds where they say nothing
 */
record Sudoers(List<Grant> grants, SudoDefaults defaults) {
  static final Sudoers NONE = new Sudoers(List.of(), new SudoDefaults());

  /** Where sudo looks, the first that is there; the second is that of openSUSE. */
  private static final List<String> PATHS = List.of("/etc/sudoers", "/usr/etc/sudoers");

  /** 200,000: members of all rules of a report together, users times commands. */
  private static final int MAX_MEMBERS = 200_000;

  static Sudoers read(FactFiles files, @Nullable String hostname) throws IOException {
    String host = hostname == null ? "" : SudoDefaults.shortName(hostname);
    for (String path : PATHS) {
      if (files.exists(path)) {
        return resolve(files, path, SudoersFiles.read(files, host, path));
      }
    }
    return NONE;
  }

  /** Aliases may be used before they are defined: they come first. */
  private static Sudoers resolve(FactFiles files, String path, List<SudoersFiles.Line> lines) {
    SudoAliases aliases = new SudoAliases();
    for (SudoersFiles.Line line : lines) {
      if (line.entry() instanceof Aliases names) {
        aliases.add(names);
      }
    }
    SudoDefaults defaults = new SudoDefaults();
    List<Grant> grants = new ArrayList<>();
    long members = 0;
    for (SudoersFiles.Line line : lines) {
      if (line.entry() instanceof Defaults settings) {
        List<SudoItem> users = settings.users() == null ? List.of() : settings.users();
        defaults.add(settings, aliases.resolve(AliasKind.USER, users));
      } else if (line.entry() instanceof UserSpecification rule) {
        int from = grants.size();
        grants(rule, line.path(), aliases, grants);
        for (Grant grant : grants.subList(from, grants.size())) {
          members += grant.members();
        }
      }
      if (members > MAX_MEMBERS || aliases.isExhausted()) {
        files.limit(path, "its rules and aliases have too many members, the first are read");
        break;
      }
    }
    return new Sudoers(grants, defaults);
  }

  private static void grants(
      UserSpecification rule, String path, SudoAliases aliases, List<Grant> grants) {
    List<SudoItem> users = aliases.resolve(AliasKind.USER, rule.users());
    for (Privilege privilege : rule.privileges()) {
      List<SudoItem> hosts = aliases.resolve(AliasKind.HOST, privilege.hosts());
      List<CommandSpecification> commands = privilege.commands();
      int from = 0;
      for (int i = 1; i <= commands.size(); i++) {
        CommandSpecification first = commands.get(from);
        if (i == commands.size() || !commands.get(i).hasSameRights(first)) {
          List<SudoItem> items = new ArrayList<>();
          commands.subList(from, i).forEach(command -> items.add(command.command()));
          grants.add(
              new Grant(
                  users,
                  hosts,
                  resolve(aliases, AliasKind.RUN_AS, first.runAsUsers()),
                  resolve(aliases, AliasKind.RUN_AS, first.runAsGroups()),
                  aliases.resolve(AliasKind.COMMAND, items),
                  first.noPassword(),
                  path));
          from = i;
        }
      }
    }
  }

  private static @Nullable List<SudoItem> resolve(
      SudoAliases aliases, AliasKind kind, @Nullable List<SudoItem> items) {
    return items == null ? null : aliases.resolve(kind, items);
  }

  /** Returns the rules as they are reported. */
  List<SudoRule> rules() {
    List<SudoRule> rules = new ArrayList<>();
    for (Grant grant : grants) {
      rules.addAll(grant.rules(defaults));
    }
    return rules;
  }
}
