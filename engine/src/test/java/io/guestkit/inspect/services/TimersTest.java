package io.guestkit.inspect.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.ScheduledTask;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final String VENDOR = "/usr/lib/systemd/system/";
  private static final String CONFIG = "/etc/systemd/system/";
  private static final String INSTALL = "[Install]\nWantedBy=timers.target\n";

  private final InspectionNotes notes = new InspectionNotes();

  private List<ScheduledTask> timers(MemoryFilesystem tree) throws IOException {
    List<ScheduledTask> tasks = Guests.inspect(tree, notes, "scheduled_tasks").scheduledTasks();
    assertThat(notes.problems()).isEmpty();
    return tasks;
  }

  private static ScheduledTask timer(
      String name, List<String> schedule, String unit, boolean enabled, String path) {
    return new ScheduledTask("systemd", name, schedule, null, unit, enabled, path);
  }

  @Test
  void aTimerSaysWhenAndWhat() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/fstab", "")
            .file(
                VENDOR + "all.timer",
                "[Unit]\nOnCalendar=no\n[Timer]\nOnBootSec=5min\nOnUnitActiveSec = 1d\n"
                    + "OnCalendar=*-*-* 6,18:00\nOnCalendar=Mon \\\n  10:00\nOnClockChange=yes\n"
                    + "OnTimezoneChange=no\nPersistent=true\nUnit=other.service\n"
                    + INSTALL)
            .link(CONFIG + "timers.target.wants/all.timer", VENDOR + "all.timer")
            .file(VENDOR + "off.timer", "[Timer]\nOnStartupSec=1\nOnActiveSec=2\n" + INSTALL);

    assertThat(timers(tree))
        .containsExactly(
            timer(
                "all.timer",
                List.of(
                    "OnBootSec=5min",
                    "OnUnitActiveSec=1d",
                    "OnCalendar=*-*-* 6,18:00",
                    "OnCalendar=Mon    10:00",
                    "OnClockChange=yes"),
                "other.service",
                true,
                VENDOR + "all.timer"),
            timer(
                "off.timer",
                List.of("OnStartupSec=1", "OnActiveSec=2"),
                "off.service",
                false,
                VENDOR + "off.timer"));
  }

  @Test
  void dropInsAddAndTakeBack() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(VENDOR + "a.timer", "[Timer]\nOnCalendar=daily\nOnBootSec=1\n" + INSTALL)
            .file(VENDOR + "a.timer.d/10-x.conf", "[Timer]\nOnBootSec=9\n")
            .file(CONFIG + "a.timer.d/10-x.conf", "[Timer]\nOnCalendar=\nOnCalendar=weekly\n")
            .file(CONFIG + "a.timer.d/20-y.conf", "[Timer]\nOnUnitInactiveSec=3\nUnit=\n")
            .file(VENDOR + "a.timer.d/30-z.conf", "[Timer]\nOnCalendar=yearly\n")
            .link(CONFIG + "a.timer.d/30-z.conf", "/dev/null")
            .file(CONFIG + "a.timer.d/README", "[Timer]\nOnCalendar=hourly\n");

    assertThat(timers(tree))
        .containsExactly(
            timer(
                "a.timer",
                List.of("OnCalendar=weekly", "OnUnitInactiveSec=3"),
                "a.service",
                false,
                VENDOR + "a.timer"));
  }

  @Test
  void whatTheVendorWantsRunsAndWhatIsMaskedDoesNot() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(VENDOR + "static.timer", "[Timer]\nOnBootSec=15min\n")
            .link(VENDOR + "timers.target.wants/static.timer", "../static.timer")
            .file(VENDOR + "masked.timer", "[Timer]\nOnBootSec=1\n")
            .link(VENDOR + "timers.target.wants/masked.timer", "../masked.timer")
            .link(CONFIG + "masked.timer", "/dev/null")
            .file(VENDOR + "unwanted.timer", "[Timer]\nOnBootSec=1\n")
            .link(VENDOR + "rescue.target.wants/unwanted.timer", "../unwanted.timer")
            .link(VENDOR + "alias.timer", "static.timer");

    assertThat(timers(tree))
        .containsExactly(
            timer("masked.timer", List.of(), "masked.service", false, CONFIG + "masked.timer"),
            timer(
                "static.timer",
                List.of("OnBootSec=15min"),
                "static.service",
                true,
                VENDOR + "static.timer"),
            timer(
                "unwanted.timer",
                List.of("OnBootSec=1"),
                "unwanted.service",
                false,
                VENDOR + "unwanted.timer"));
  }

  @Test
  void instancesAreTimersAndTheirTemplateNeverRuns() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file(VENDOR + "t@.timer", "[Timer]\nOnCalendar=daily\nUnit=do@%i.service\n" + INSTALL)
            .file(VENDOR + "t@x.timer.d/a.conf", "[Timer]\nOnBootSec=1\n")
            .link(CONFIG + "timers.target.wants/t@x.timer", VENDOR + "t@.timer");

    assertThat(timers(tree))
        .containsExactly(
            timer(
                "t@.timer",
                List.of("OnCalendar=daily"),
                "do@%i.service",
                false,
                VENDOR + "t@.timer"),
            timer(
                "t@x.timer",
                List.of("OnCalendar=daily", "OnBootSec=1"),
                "do@x.service",
                true,
                VENDOR + "t@.timer"));
  }

  @Test
  void anotherInitSystemRunsNoTimers() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/fstab", "")
            .file("/sbin/init", "")
            .file(VENDOR + "a.timer", "[Timer]\nOnBootSec=1\n" + INSTALL);

    assertThat(timers(tree)).isEmpty();
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        "[Timer]\nOnCalendar=daily\\\n x\nOnBootSec=\nOnClockChange=yes\nUnit=a@%i\n[Install]\nWantedBy=a\n"
            .getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file(VENDOR + "a@.timer", image)
                    .link(CONFIG + "timers.target.wants/a@b.timer", "x"),
                "scheduled_tasks"));
  }
}
