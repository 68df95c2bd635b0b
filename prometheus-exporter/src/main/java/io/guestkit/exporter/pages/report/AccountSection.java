package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.AuthorizedKey;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The user accounts of a system: first those of people and of root, then those of services. */
final class AccountSection {
  /** 1000 to 60000 are people by login.defs(5) of every distribution of today. */
  private static final long FIRST_PERSON = 1000;

  private static final long LAST_PERSON = 60_000;

  private AccountSection() {}

  static void write(Html html, OperatingSystem system, String of) {
    Map<String, Integer> keys = new HashMap<>();
    for (AuthorizedKey key : system.authorizedKeys()) {
      keys.merge(key.user(), 1, Integer::sum);
    }
    List<User> people = new ArrayList<>();
    List<User> services = new ArrayList<>();
    for (User user : system.users()) {
      boolean isPerson = user.uid() >= FIRST_PERSON && user.uid() <= LAST_PERSON;
      (isPerson || user.uid() == 0 ? people : services).add(user);
    }
    html.open("section", "card").element("h2", "Accounts" + of);
    table(html, people, keys, Sizes.count(people.size(), "account") + " of people and of root");
    if (!services.isEmpty()) {
      html.open("details");
      html.element("summary", Sizes.count(services.size(), "account") + " of services");
      table(html, services, keys, "Accounts of services");
      html.close();
    }
    html.close();
  }

  private static void table(
      Html html, List<User> users, Map<String, Integer> keys, String caption) {
    int shown = Math.min(users.size(), Table.MAX_ROWS);
    Table table = new Table(html, caption);
    table.columns("Name", ">UID", "Password", ">SSH keys", "Home", "Shell");
    for (User user : users.subList(0, shown)) {
      Html name = table.row().cell().text(user.name());
      if (user.administrator()) {
        name.text(" ").element("span", "tag", "administrator");
      }
      String password = user.password();
      table.cells(
          Long.toString(user.uid()),
          password == null ? "" : password,
          Integer.toString(keys.getOrDefault(user.name(), 0)),
          user.home(),
          user.shell());
    }
    table.end(shown, users.size(), "");
  }
}
