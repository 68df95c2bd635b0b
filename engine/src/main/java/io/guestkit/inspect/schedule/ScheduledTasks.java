package io.guestkit.inspect.schedule;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a system runs at set times. */
public final class ScheduledTasks {
  private ScheduledTasks() {}

  /**
   * Returns the tasks: tables of cron, scripts, anacron, at, then the timers.
   *
   * @param timers those of systemd
   */
  public static List<ScheduledTask> read(FactFiles files, List<ScheduledTask> timers)
      throws IOException {
    CronDaemon daemon = CronDaemon.read(files);
    List<ScheduledTask> tasks = new ArrayList<>(new CronTables(files, daemon).read());
    List<ScheduledTask> anacron = Anacrontab.read(files);
    List<ScheduledTask> tables = new ArrayList<>(tasks);
    tables.addAll(anacron);
    tasks.addAll(CronScripts.read(files, daemon.rules(), tables));
    tasks.addAll(anacron);
    tasks.addAll(AtJobs.read(files));
    tasks.addAll(timers);
    return tasks;
  }
}
