package io.guestkit.inspect.schedule;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.List;

/**
 * Which cron a system has, for each takes other files.
 *
 * @param rules what names of files it takes
 * @param runs whether it is installed, and not held back
 */
record CronDaemon(Rules rules, boolean runs) {
  private static final List<String> PROGRAMS =
      List.of("/usr/sbin/cron", "/usr/sbin/crond", "/sbin/cron", "/sbin/crond", "/usr/bin/crond");

  private static final List<String> UNITS =
      List.of("cron.service", "crond.service", "cronie.service");

  private static final String UNIT_LINKS = "/etc/systemd/system/";

  /** Names of files in /etc/cron.d and in the directories of scripts. */
  enum Rules {
    /** Vixie cron and run-parts of Debian, run-parts of busybox: letters, digits, - and _. */
    DEBIAN,
    /** Cronie and the run-parts of Red Hat and SUSE: all but backups and what rpm leaves. */
    CRONIE;

    private static final List<String> BACKUPS =
        List.of("~", ".rpmsave", ".rpmorig", ".rpmnew", ".swp", ".cfsaved", ",v");

    boolean takes(String name) {
      if (this == CRONIE) {
        boolean backup = name.isEmpty() || name.startsWith(".") || name.startsWith("#");
        for (String suffix : BACKUPS) {
          backup |= name.endsWith(suffix);
        }
        return !backup;
      }
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
          return false;
        }
      }
      return !name.isEmpty();
    }
  }

  static CronDaemon read(FactFiles files) throws IOException {
    boolean installed = false;
    for (String program : PROGRAMS) {
      installed = installed || files.exists(program);
    }
    for (String unit : UNITS) {
      installed =
          installed
              && files
                  .target(UNIT_LINKS + unit)
                  .filter(target -> target.equals("/dev/null"))
                  .isEmpty();
    }
    boolean debian = files.exists("/etc/debian_version") || files.exists("/etc/alpine-release");
    return new CronDaemon(debian ? Rules.DEBIAN : Rules.CRONIE, installed);
  }
}
