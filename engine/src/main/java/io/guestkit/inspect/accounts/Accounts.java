package io.guestkit.inspect.accounts;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Group;
import io.guestkit.report.User;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users and groups of a system, in the order of their files. */
public final class Accounts {
  private static final int PASSWD_FIELDS = 7;
  private static final int GROUP_FIELDS = 4;

  private Accounts() {}

  /**
   * A line of passwd.
   *
   * @param password what its second field says; null where it says that /etc/shadow does
   */
  private record Login(User user, @Nullable PasswordState password) {}

  /**
   * Returns the lines of /etc/passwd with what /etc/shadow says of their passwords. A password is
   * where the login looks for it (pam_unix): in passwd, unless an x there points to shadow.
   */
  public static List<User> users(FactFiles files) throws IOException {
    List<Login> logins = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String table : NameServices.tables(files, "passwd")) {
      int from = logins.size();
      for (Login login :
          AccountTable.read(files, table, Accounts::login).orElse(List.<Login>of())) {
        if (from == 0 || !names.contains(login.user().name())) {
          logins.add(login);
        }
      }
      logins.subList(from, logins.size()).forEach(login -> names.add(login.user().name()));
    }
    if (logins.isEmpty()) {
      return List.of();
    }
    Shadow shadow = Shadow.read(files);
    List<User> users = new ArrayList<>(logins.size());
    for (Login login : logins) {
      users.add(user(login, shadow));
    }
    return users;
  }

  private static User user(Login login, Shadow shadow) {
    User user = login.user();
    @Nullable PasswordState password =
        login.password() == null ? shadow.password(user.name()) : login.password();
    @Nullable Instant changed = null;
    @Nullable Instant expires = null;
    var entry = shadow.entry(user.name());
    if (entry.isPresent()) {
      changed = entry.get().changedAt();
      expires = entry.get().expiresAt();
    }
    return new User(
        user.name(),
        user.uid(),
        user.gid(),
        user.gecos(),
        user.home(),
        user.shell(),
        password == null ? null : password.label(),
        changed,
        expires,
        user.uid() == 0);
  }

  /** Returns the lines of /etc/group. */
  public static List<Group> groups(FactFiles files) throws IOException {
    List<Group> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String table : NameServices.tables(files, "group")) {
      int from = groups.size();
      for (Group group :
          AccountTable.read(files, table, Accounts::group).orElse(List.<Group>of())) {
        if (from == 0 || !names.contains(group.name())) {
          groups.add(group);
        }
      }
      groups.subList(from, groups.size()).forEach(group -> names.add(group.name()));
    }
    return groups;
  }

  private static @Nullable Login login(AccountLine line) {
    if (line.size() != PASSWD_FIELDS || line.isEmpty(0) || line.hasMisplacedHash()) {
      return null;
    }
    long uid = line.id(2);
    long gid = line.id(3);
    if (uid < 0 || gid < 0) {
      return null;
    }
    User user =
        new User(
            line.text(0),
            uid,
            gid,
            line.text(4),
            line.text(5),
            line.text(6),
            null,
            null,
            null,
            false);
    return new Login(user, line.isShadowed(1) ? null : line.password(1));
  }

  private static @Nullable Group group(AccountLine line) {
    if (line.size() != GROUP_FIELDS || line.isEmpty(0) || line.hasMisplacedHash()) {
      return null;
    }
    long gid = line.id(2);
    return gid < 0 ? null : new Group(line.text(0), gid, line.names(3));
  }
}
