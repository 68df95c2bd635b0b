package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that runs at set times. */
public record ScheduledTask(
    @Component("What runs it: cron, anacron, at, systemd.") String kind,
    @Component("Name: of the timer, of the script, or of the anacron job.") @Nullable String name,
    @Component("When, each in the words of what runs it, such as 5 4 * * * or OnCalendar=daily.")
        List<String> schedule,
    @Component("User as whom it runs.") @Nullable String user,
    @Component(
            "What it runs: a command, or the unit of a timer; values that look like secrets are masked.")
        @Nullable String command,
    @Component("Whether it runs when the system does.") boolean enabled,
    @Component("File that sets it.") String path) {
  /** Copies the lists. */
  public ScheduledTask {
    schedule = List.copyOf(schedule);
  }
}
