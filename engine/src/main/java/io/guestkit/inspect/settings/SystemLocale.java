package io.guestkit.inspect.settings;

import io.guestkit.inspect.FactFiles;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.Optional;

/**
 * The locale of the whole system. Sources: locale.conf(5); files of Debian, Red Hat, SUSE, Gentoo,
 * Alpine, Slackware and Arch.
 */
public final class SystemLocale {
  private static final String[][] FILES = {
    {"/etc/locale.conf", "LANG"},
    {"/etc/default/locale", "LANG"},
    {"/etc/sysconfig/i18n", "LANG"},
    {"/etc/sysconfig/language", "RC_LANG"},
    {"/etc/env.d/02locale", "LANG"},
    {"/etc/profile.d/locale.sh", "LANG"},
    {"/etc/profile.d/20locale.sh", "LANG"},
    {"/etc/profile.d/lang.sh", "LANG"},
    {"/etc/environment", "LANG"},
    {"/etc/rc.conf", "LOCALE"},
  };

  private SystemLocale() {}

  /** Returns language and encoding. */
  public static Optional<String> read(FactFiles files) throws IOException {
    for (String[] file : FILES) {
      Optional<String> locale =
          files
              .text(file[0])
              .map(text -> withoutDefault(Assignments.parse(text).getOrDefault(file[1], "")))
              .filter(value -> !value.isEmpty());
      if (locale.isPresent()) {
        return locale;
      }
    }
    return Optional.empty();
  }

  /** Returns C.UTF-8 of {@code ${LANG:-C.UTF-8}}; nothing where a script works the value out. */
  private static String withoutDefault(String value) {
    int dash = value.indexOf(":-");
    if (value.startsWith("${") && value.endsWith("}") && dash > 0) {
      return value.substring(dash + 2, value.length() - 1);
    }
    return value.indexOf('$') >= 0 || value.indexOf('`') >= 0 ? "" : value;
  }
}
