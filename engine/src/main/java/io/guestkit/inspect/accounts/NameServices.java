package io.guestkit.inspect.accounts;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that hold users and groups. Source: nsswitch.conf(5), nss-altfiles. */
final class NameServices {
  private NameServices() {}

  /**
   * Returns the tables of a database, the one that wins first: /etc, and /usr/lib where a system of
   * ostree names nss-altfiles.
   *
   * @param database passwd or group
   */
  static List<String> tables(FactFiles files, String database) throws IOException {
    List<String> tables = new ArrayList<>(List.of("/etc/" + database));
    String alternative = "/usr/lib/" + database;
    if (files.exists(alternative)) {
      Optional<String> text = files.text("/etc/nsswitch.conf");
      if (text.isPresent() && services(text.get(), database).contains(" altfiles ")) {
        tables.add(alternative);
      }
    }
    return tables;
  }

  /** Returns the words after the name of a database, a blank around each. */
  private static String services(String text, String database) {
    StringBuilder words = new StringBuilder(" ");
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      if (line.startsWith(database + ":")) {
        int comment = line.indexOf('#');
        String services = comment < 0 ? line : line.substring(0, comment);
        words.append(services.substring(database.length() + 1).replace('\t', ' ')).append(' ');
      }
    }
    return words.toString();
  }
}
