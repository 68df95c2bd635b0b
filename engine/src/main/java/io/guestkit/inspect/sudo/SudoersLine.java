package io.guestkit.inspect.sudo;

import io.guestkit.inspect.sudo.SudoersEntry.Alias;
import io.guestkit.inspect.sudo.SudoersEntry.AliasKind;
import io.guestkit.inspect.sudo.SudoersEntry.Aliases;
import io.guestkit.inspect.sudo.SudoersEntry.CommandSpecification;
import io.guestkit.inspect.sudo.SudoersEntry.Defaults;
import io.guestkit.inspect.sudo.SudoersEntry.Include;
import io.guestkit.inspect.sudo.SudoersEntry.Privilege;
import io.guestkit.inspect.sudo.SudoersEntry.UserSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one logical line of sudoers. Source: sudoers(5), SUDOERS FILE FORMAT. */
final class SudoersLine {
  private static final Map<String, AliasKind> ALIASES =
      Map.of(
          "User_Alias", AliasKind.USER,
          "Runas_Alias", AliasKind.RUN_AS,
          "Host_Alias", AliasKind.HOST,
          "Cmnd_Alias", AliasKind.COMMAND,
          "Cmd_Alias", AliasKind.COMMAND);

  private static final Set<String> OPTIONS =
      Set.of(
          "ROLE",
          "TYPE",
          "PRIVS",
          "LIMITPRIVS",
          "NOTBEFORE",
          "NOTAFTER",
          "CWD",
          "CHROOT",
          "TIMEOUT",
          "APPARMOR_PROFILE");

  private static final Set<String> OTHER_TAGS =
      Set.of(
          "EXEC",
          "NOEXEC",
          "FOLLOW",
          "NOFOLLOW",
          "INTERCEPT",
          "NOINTERCEPT",
          "LOG_INPUT",
          "NOLOG_INPUT",
          "LOG_OUTPUT",
          "NOLOG_OUTPUT",
          "MAIL",
          "NOMAIL",
          "SETENV",
          "NOSETENV");

  private final SudoersCursor cursor;

  private SudoersLine(SudoersCursor cursor) {
    this.cursor = cursor;
  }

  /** Returns what a line says, or empty where it is blank or a comment. */
  static Optional<SudoersEntry> read(String text) throws SudoersSyntaxException {
    SudoersLine line = new SudoersLine(new SudoersCursor(text));
    Optional<SudoersEntry> include = line.include();
    if (include.isPresent() || line.cursor.atEnd()) {
      return include;
    }
    SudoersEntry entry = line.entry();
    if (!line.cursor.atEnd()) {
      throw new SudoersSyntaxException();
    }
    return Optional.of(entry);
  }

  private Optional<SudoersEntry> include() throws SudoersSyntaxException {
    cursor.skipBlanks();
    String rest = cursor.rest();
    boolean isDirectory = rest.startsWith("includedir", 1);
    int end = isDirectory ? 11 : 8;
    boolean isInclude =
        (rest.startsWith("#") || rest.startsWith("@"))
            && rest.startsWith("include", 1)
            && rest.length() > end
            && (rest.charAt(end) == ' ' || rest.charAt(end) == '\t');
    if (!isInclude) {
      return Optional.empty();
    }
    String path = path(rest.substring(end).strip());
    return Optional.of(new Include(path, isDirectory));
  }

  /** Returns a path, which may be quoted or have escaped blanks, up to a blank. */
  private static String path(String text) throws SudoersSyntaxException {
    boolean isQuoted = text.startsWith("\"");
    StringBuilder path = new StringBuilder();
    for (int i = isQuoted ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuoted ? c == '"' : c == ' ' || c == '\t') {
        break;
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i);
      }
      path.append(c);
    }
    if (path.isEmpty()) {
      throw new SudoersSyntaxException();
    }
    return path.toString();
  }

  private SudoersEntry entry() throws SudoersSyntaxException {
    if (isDefaults()) {
      return defaults();
    }
    int start = cursor.position();
    List<SudoItem> users = new ArrayList<>();
    @Nullable AliasKind kind = null;
    for (Map.Entry<String, AliasKind> alias : ALIASES.entrySet()) {
      String name = alias.getKey();
      String rest = cursor.rest();
      if (rest.startsWith(name)
          && rest.length() > name.length()
          && rest.charAt(name.length()) <= ' ') {
        kind = alias.getValue();
        cursor.back(start + name.length());
        break;
      }
    }
    if (kind != null) {
      return aliases(kind);
    }
    items(users);
    List<Privilege> privileges = new ArrayList<>();
    do {
      List<SudoItem> hosts = new ArrayList<>();
      hosts(hosts);
      cursor.expect('=');
      privileges.add(new Privilege(hosts, commands()));
    } while (cursor.take(':'));
    return new UserSpecification(users, privileges);
  }

  private boolean isDefaults() {
    String rest = cursor.rest();
    return rest.startsWith("Defaults")
        && rest.length() > 8
        && (rest.charAt(8) <= ' ' || ":@>!".indexOf(rest.charAt(8)) >= 0);
  }

  /** Defaults of hosts, of users to run as and of commands are not kept. */
  private Defaults defaults() throws SudoersSyntaxException {
    cursor.back(cursor.position() + "Defaults".length());
    @Nullable List<SudoItem> users = null;
    boolean isOther = false;
    if (cursor.startsWith(":")) {
      cursor.expect(':');
      users = new ArrayList<>();
      items(users);
    } else if (!Character.isWhitespace(cursor.rest().charAt(0))) {
      isOther = true;
    }
    List<String> settings = isOther ? List.of() : settings(cursor.rest());
    cursor.back(cursor.position() + cursor.rest().length());
    return new Defaults(users, settings);
  }

  /** Returns the words between commas; what is quoted holds none of those that matter. */
  private static List<String> settings(String text) {
    List<String> settings = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && c == '#') {
        break;
      } else if (!isQuoted && c == ',') {
        settings.add(word.toString());
        word.setLength(0);
      } else if (isQuoted || (c != ' ' && c != '\t')) {
        word.append(c);
      }
    }
    settings.add(word.toString());
    return settings;
  }

  private Aliases aliases(AliasKind kind) throws SudoersSyntaxException {
    List<Alias> names = new ArrayList<>();
    do {
      String name = cursor.word();
      cursor.expect('=');
      List<SudoItem> items = new ArrayList<>();
      switch (kind) {
        case USER, RUN_AS -> items(items);
        case HOST -> hosts(items);
        case COMMAND -> commandItems(items);
      }
      names.add(new Alias(name, items));
    } while (cursor.take(':'));
    return new Aliases(kind, names);
  }

  private boolean negation() {
    boolean isNegated = false;
    while (cursor.take('!')) {
      isNegated = !isNegated;
    }
    return isNegated;
  }

  private void items(List<SudoItem> items) throws SudoersSyntaxException {
    do {
      items.add(new SudoItem(negation(), cursor.word()));
    } while (cursor.take(','));
  }

  private void hosts(List<SudoItem> items) throws SudoersSyntaxException {
    do {
      items.add(new SudoItem(negation(), cursor.host()));
    } while (cursor.take(','));
  }

  private void commandItems(List<SudoItem> items) throws SudoersSyntaxException {
    do {
      items.add(new SudoItem(negation(), cursor.command()));
    } while (cursor.take(','));
  }

  /** What stands before a command holds for those after it too, until another stands there. */
  private List<CommandSpecification> commands() throws SudoersSyntaxException {
    List<CommandSpecification> commands = new ArrayList<>();
    @Nullable List<SudoItem> users = null;
    @Nullable List<SudoItem> groups = null;
    @Nullable Boolean noPassword = null;
    do {
      if (cursor.take('(')) {
        users = new ArrayList<>();
        groups = null;
        if (!cursor.take(')')) {
          groups = runAs(users);
        }
      }
      skipOptions();
      noPassword = tags(noPassword);
      SudoItem command = new SudoItem(negation(), cursor.command());
      commands.add(new CommandSpecification(users, groups, noPassword, command));
    } while (cursor.take(','));
    return commands;
  }

  /** Reads what is in a parenthesis; returns the groups, or null where there are none. */
  private @Nullable List<SudoItem> runAs(List<SudoItem> users) throws SudoersSyntaxException {
    boolean hasGroups = cursor.take(':');
    if (!hasGroups) {
      items(users);
      hasGroups = cursor.take(':');
    }
    @Nullable List<SudoItem> groups = null;
    if (hasGroups && !cursor.take(')')) {
      groups = new ArrayList<>();
      items(groups);
      cursor.expect(')');
    } else if (!hasGroups) {
      cursor.expect(')');
    }
    return groups;
  }

  private void skipOptions() throws SudoersSyntaxException {
    int start = cursor.position();
    while (OPTIONS.contains(cursor.takeName('='))) {
      cursor.skipValue();
      start = cursor.position();
    }
    cursor.back(start);
  }

  private @Nullable Boolean tags(@Nullable Boolean before) {
    @Nullable Boolean noPassword = before;
    int start = cursor.position();
    for (String tag = cursor.takeName(':'); !tag.isEmpty(); tag = cursor.takeName(':')) {
      if (tag.equals("NOPASSWD")) {
        noPassword = Boolean.TRUE;
      } else if (tag.equals("PASSWD")) {
        noPassword = Boolean.FALSE;
      } else if (!OTHER_TAGS.contains(tag)) {
        break;
      }
      start = cursor.position();
    }
    cursor.back(start);
    return noPassword;
  }
}
