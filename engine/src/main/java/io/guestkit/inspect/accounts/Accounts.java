package io.guestkit.inspect.accounts;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Group;
import io.guestkit.report.User;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users and groups of a system, in the order of their files. */
public final class Accounts {
  private static final int PASSWD_FIELDS = 7;
  private static final int GROUP_FIELDS = 4;

  private Accounts() {}

  /** Returns the lines of /etc/passwd. */
  public static List<User> users(FactFiles files) throws IOException {
    return AccountTable.read(files, "/etc/passwd", Accounts::user);
  }

  /** Returns the lines of /etc/group. */
  public static List<Group> groups(FactFiles files) throws IOException {
    return AccountTable.read(files, "/etc/group", Accounts::group);
  }

  private static @Nullable User user(List<String> fields) {
    if (fields.size() != PASSWD_FIELDS || fields.getFirst().isEmpty()) {
      return null;
    }
    long uid = AccountTable.id(fields.get(2));
    long gid = AccountTable.id(fields.get(3));
    return uid < 0 || gid < 0
        ? null
        : new User(
            fields.get(0),
            uid,
            gid,
            fields.get(4),
            fields.get(5),
            fields.get(6),
            null,
            null,
            null,
            false);
  }

  private static @Nullable Group group(List<String> fields) {
    if (fields.size() != GROUP_FIELDS || fields.getFirst().isEmpty()) {
      return null;
    }
    long gid = AccountTable.id(fields.get(2));
    String members = fields.get(3);
    return gid < 0
        ? null
        : new Group(
            fields.getFirst(),
            gid,
            members.isEmpty() ? List.of() : AccountTable.split(members, ','));
  }
}
