package io.guestkit.inspect.settings;

import io.guestkit.inspect.FactFiles;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.util.Optional;

/** The locale of the whole system. Sources: locale.conf(5); files of Debian, Red Hat and SUSE. */
public final class SystemLocale {
  private static final String[][] FILES = {
    {"/etc/locale.conf", "LANG"},
    {"/etc/default/locale", "LANG"},
    {"/etc/sysconfig/i18n", "LANG"},
    {"/etc/sysconfig/language", "RC_LANG"},
    {"/etc/env.d/02locale", "LANG"},
  };

  private SystemLocale() {}

  /** Returns language and encoding. */
  public static Optional<String> read(FactFiles files) throws IOException {
    for (String[] file : FILES) {
      Optional<String> locale =
          files
              .text(file[0])
              .map(text -> Assignments.parse(text).getOrDefault(file[1], ""))
              .filter(value -> !value.isEmpty());
      if (locale.isPresent()) {
        return locale;
      }
    }
    return Optional.empty();
  }
}
