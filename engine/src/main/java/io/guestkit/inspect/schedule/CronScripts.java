package io.guestkit.inspect.schedule;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scripts that run-parts runs every hour, day, week or month: those that are programs and whose
 * names it takes, where a table of cron or anacron has a line for their directory. Sources:
 * run-parts(8) of Debian; run-parts of Red Hat's crontabs, run-crons of SUSE's cron.
 */
final class CronScripts {
  private static final String[][] DIRECTORIES = {
    {"/etc/cron.hourly", "@hourly"},
    {"/etc/cron.daily", "@daily"},
    {"/etc/cron.weekly", "@weekly"},
    {"/etc/cron.monthly", "@monthly"},
    {"/etc/cron.yearly", "@yearly"},
    {"/etc/periodic/15min", "*/15 * * * *"},
    {"/etc/periodic/hourly", "@hourly"},
    {"/etc/periodic/daily", "@daily"},
    {"/etc/periodic/weekly", "@weekly"},
    {"/etc/periodic/monthly", "@monthly"},
  };

  private CronScripts() {}

  /**
   * Returns the scripts.
   *
   * @param tables the tasks of cron's and anacron's tables
   */
  static List<ScheduledTask> read(
      FactFiles files, CronDaemon.Rules rules, List<ScheduledTask> tables) throws IOException {
    List<ScheduledTask> tasks = new ArrayList<>();
    for (String[] directory : DIRECTORIES) {
      List<DirectoryEntry> scripts = files.names(directory[0]);
      boolean run = !scripts.isEmpty() && isRun(directory[0], tables);
      for (DirectoryEntry script : scripts) {
        String path = directory[0] + "/" + script.name();
        Optional<GuestFile> file =
            script.name().startsWith(".") ? Optional.empty() : files.find(path);
        if (file.isPresent() && file.get().entry().type() == FileType.REGULAR) {
          boolean program = (file.get().entry().mode() & 0111) != 0;
          tasks.add(
              new ScheduledTask(
                  "cron",
                  script.name(),
                  List.of(directory[1]),
                  "root",
                  path,
                  run && program && rules.takes(script.name()),
                  path));
        }
      }
    }
    return tasks;
  }

  /** A line for run-crons, SUSE's, is for all directories. */
  private static boolean isRun(String directory, List<ScheduledTask> tables) {
    for (ScheduledTask task : tables) {
      String command = task.command();
      if (task.enabled()
          && command != null
          && (command.contains(directory) || command.contains("run-crons"))) {
        return true;
      }
    }
    return false;
  }
}
