package io.guestkit.ansible.facts;

import io.guestkit.report.Group;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code getent_passwd} and {@code getent_group}: the fields of the databases' lines by name, as
 * text. Source: {@code modules/getent.py}; passwd(5), group(5).
 */
final class AccountFacts {
  /** The password field of a line whose password lies in shadow(5); a hash is never reported. */
  private static final String SHADOWED = "x";

  private AccountFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    Map<String, Object> passwd = new LinkedHashMap<>();
    for (User user : system.users()) {
      add(
          passwd,
          user.name(),
          List.of(
              SHADOWED,
              Long.toString(user.uid()),
              Long.toString(user.gid()),
              user.gecos(),
              user.home(),
              user.shell()));
    }
    Map<String, Object> groups = new LinkedHashMap<>();
    for (Group group : system.groups()) {
      add(
          groups,
          group.name(),
          List.of(SHADOWED, Long.toString(group.gid()), String.join(",", group.members())));
    }
    // No system is without accounts: their files could not be read, or were not there.
    if (!passwd.isEmpty()) {
      facts.put("getent_passwd", passwd);
    }
    if (!groups.isEmpty()) {
      facts.put("getent_group", groups);
    }
  }

  /** Lines of the same name become a list of their fields. */
  private static void add(Map<String, Object> entries, String name, List<String> fields) {
    entries.merge(name, fields, AccountFacts::both);
  }

  private static Object both(Object before, Object fields) {
    List<Object> all = new ArrayList<>();
    if (before instanceof List<?> list && list.getFirst() instanceof List<?>) {
      all.addAll(list);
    } else {
      all.add(before);
    }
    all.add(fields);
    return all;
  }
}
