package io.guestkit.inspect.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Problem;
import io.guestkit.report.ScheduledTask;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledTasksTest {
  private static final String DAEMON = "/usr/sbin/cron";

  @TempDir private Path root;
  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem debian() {
    return MemoryFilesystem.create().file("/etc/debian_version", "12.1\n").file(DAEMON, "");
  }

  private List<ScheduledTask> tasks(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "scheduled_tasks").scheduledTasks();
  }

  private static ScheduledTask cron(String when, @Nullable String user, String what, String path) {
    return new ScheduledTask("cron", null, List.of(when), user, what, true, path);
  }

  @Test
  void readsTheTableOfTheSystem() throws IOException {
    MemoryFilesystem tree =
        debian()
            .file(
                "/etc/crontab",
                """
                # comment
                SHELL=/bin/sh
                MAILTO = "root@example.net"
                "PATH" = /bin
                17 *\t* * *  root  cd / && run-parts --report /etc/cron.hourly
                */5,1-3/2 0-6 1,15 jan-Mar Mon-fri www-data a b  c
                  @daily root /usr/bin/backup --password=hunter2
                @reboot root date +\\%F%input %here
                -*/15 * * * * root quiet
                0 0 * * 7 root FOO=bar cmd
                """);

    assertThat(tasks(tree))
        .containsExactly(
            cron(
                "17 * * * *",
                "root",
                "cd / && run-parts --report /etc/cron.hourly",
                "/etc/crontab"),
            cron("*/5,1-3/2 0-6 1,15 jan-Mar Mon-fri", "www-data", "a b  c", "/etc/crontab"),
            cron("@daily", "root", "/usr/bin/backup --password=***", "/etc/crontab"),
            cron("@reboot", "root", "date +%F", "/etc/crontab"),
            cron("*/15 * * * *", "root", "quiet", "/etc/crontab"),
            cron("0 0 * * 7", "root", "FOO=bar cmd", "/etc/crontab"));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aLineThatSaysNothingIsAProblem() throws IOException {
    List<String> bad =
        List.of(
            "60 * * * * root x",
            "* 24 * * * root x",
            "* * 0 * * root x",
            "* * * 13 * root x",
            "* * * * 8 root x",
            "* * * foo * root x",
            "jan * * * * root x",
            "*/0 * * * * root x",
            "1- * * * * root x",
            ",1 * * * * root x",
            "@never root x",
            "* * * * root x",
            "* * * * * root");
    for (String line : bad) {
      InspectionNotes lineNotes = new InspectionNotes();
      MemoryFilesystem tree = debian().file("/etc/crontab", line + "\n0 0 * * * root good\n");

      assertThat(Guests.inspect(tree, lineNotes, "scheduled_tasks").scheduledTasks())
          .as(line)
          .containsExactly(cron("0 0 * * *", "root", "good", "/etc/crontab"));
      assertThat(lineNotes.problems())
          .as(line)
          .extracting(Problem::kind, Problem::path, Problem::message)
          .containsExactly(
              tuple(
                  "corrupt",
                  "/etc/crontab",
                  "/etc/crontab: line 1 says no time, no user or no command"));
    }
  }

  @Test
  void cronieTakesAZoneAndRandomTimes() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/redhat-release", "")
            .file("/usr/sbin/crond", "")
            .file(
                "/var/spool/cron/ann", "CRON_TZ='Asia/Tokyo'\n0~30 ~ * * * x\nCRON_TZ=\n@hourly y");

    assertThat(tasks(tree))
        .containsExactly(
            new ScheduledTask(
                "cron",
                null,
                List.of("0~30 ~ * * *", "CRON_TZ=Asia/Tokyo"),
                "ann",
                "x",
                true,
                "/var/spool/cron/ann"),
            cron("@hourly", "ann", "y", "/var/spool/cron/ann"));
  }

  @Test
  void eachDistributionKeepsTheTablesOfUsersElsewhere() throws IOException {
    MemoryFilesystem tree =
        debian()
            .file("/var/spool/cron/crontabs/ann", "0 1 * * * a\n")
            .file("/var/spool/cron/crontabs/.lock", "x\n")
            .file("/var/spool/cron/crontabs/tmp.Xy12", "x\n")
            .file("/var/spool/cron/tabs/bob", "0 2 * * * b\n")
            .file("/var/spool/cron/lastrun/cron.daily", "")
            .file("/var/spool/cron/cyn", "0 3 * * * c\n")
            .file("/etc/crontabs/root", "0 4 * * * d\n")
            .file("/etc/crontabs/cron.update", "root\n");

    assertThat(tasks(tree))
        .containsExactly(
            cron("0 1 * * *", "ann", "a", "/var/spool/cron/crontabs/ann"),
            cron("0 2 * * *", "bob", "b", "/var/spool/cron/tabs/bob"),
            cron("0 4 * * *", "root", "d", "/etc/crontabs/root"),
            cron("0 3 * * *", "cyn", "c", "/var/spool/cron/cyn"));
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void alpineLinksTheSpoolToEtc() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/alpine-release", "3.20")
            .file("/usr/sbin/crond", "")
            .link("/var/spool/cron/crontabs", "../../../etc/crontabs")
            .file("/etc/crontabs/root", "*/15 * * * * run-parts /etc/periodic/15min\n");

    assertThat(tasks(tree))
        .containsExactly(
            cron(
                "*/15 * * * *",
                "root",
                "run-parts /etc/periodic/15min",
                "/var/spool/cron/crontabs/root"));
  }

  private static Map<String, Boolean> enabled(List<ScheduledTask> tasks) {
    Map<String, Boolean> enabled = new TreeMap<>();
    for (ScheduledTask task : tasks) {
      enabled.put(task.path().substring(task.path().lastIndexOf('/') + 1), task.enabled());
    }
    return enabled;
  }

  @Test
  void namesThatCronDoesNotTakeAreNotEnabled() throws IOException {
    String line = "@daily root x\n";
    List<String> names = List.of("good-1_A", "with.dot", "old~", "x.rpmsave", "#x#", ".hidden");
    MemoryFilesystem debian = debian();
    MemoryFilesystem redhat = MemoryFilesystem.create().file("/usr/sbin/crond", "");
    for (String name : names) {
      debian.file("/etc/cron.d/" + name, line);
      redhat.file("/etc/cron.d/" + name, line);
    }

    assertThat(enabled(tasks(debian)))
        .isEqualTo(
            Map.of(
                "good-1_A",
                true,
                "with.dot",
                false,
                "old~",
                false,
                "x.rpmsave",
                false,
                "#x#",
                false));
    assertThat(enabled(tasks(redhat)))
        .isEqualTo(
            Map.of(
                "good-1_A",
                true,
                "with.dot",
                true,
                "old~",
                false,
                "x.rpmsave",
                false,
                "#x#",
                false));
  }

  @Test
  void nothingRunsWithoutItsDaemon() throws IOException {
    MemoryFilesystem none = MemoryFilesystem.create().file("/etc/crontab", "@daily root x\n");
    MemoryFilesystem masked =
        debian()
            .file("/etc/crontab", "@daily root x\n")
            .link("/etc/systemd/system/cron.service", "/dev/null");

    assertThat(enabled(tasks(none))).isEqualTo(Map.of("crontab", false));
    assertThat(enabled(tasks(masked))).isEqualTo(Map.of("crontab", false));
  }

  private void program(String path, String mode) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private List<ScheduledTask> tasksOfHost() throws IOException {
    return Guests.inspect(HostTreeFilesystem.of(root), notes, "scheduled_tasks").scheduledTasks();
  }

  @Test
  void theScriptsThatRunAreThoseOfRunParts() throws IOException {
    Tool.requireThat("root".equals(System.getProperty("user.name")), "files are not root's");
    program("etc/debian_version", "rw-r--r--");
    program("usr/sbin/cron", "rwxr-xr-x");
    for (String name :
        List.of(
            "logrotate", "with.dot", "0anacron", "A_b-c", "x.dpkg-old", "back~", ".placeholder")) {
      program("etc/cron.daily/" + name, "rwxr-xr-x");
    }
    program("etc/cron.daily/not-executable", "rw-r--r--");
    program("etc/cron.weekly/man-db", "rwxr-xr-x");
    Files.createDirectories(root.resolve("etc/cron.daily/folder"));
    Files.writeString(root.resolve("etc/crontab"), "25 6 * * * root run-parts /etc/cron.daily\n");

    List<String> truth =
        Tool.run("run-parts", "--test", root.resolve("etc/cron.daily").toString())
            .lines()
            .map(line -> line.substring(root.toString().length()))
            .toList();
    List<String> ours = new ArrayList<>();
    List<ScheduledTask> tasks = tasksOfHost();
    for (ScheduledTask task : tasks) {
      if (task.enabled() && task.name() != null) {
        ours.add(task.path());
      }
    }
    assertThat(ours).isNotEmpty().containsExactlyInAnyOrderElementsOf(truth);
    assertThat(tasks)
        .contains(
            new ScheduledTask(
                "cron",
                "logrotate",
                List.of("@daily"),
                "root",
                "/etc/cron.daily/logrotate",
                true,
                "/etc/cron.daily/logrotate"),
            new ScheduledTask(
                "cron",
                "man-db",
                List.of("@weekly"),
                "root",
                "/etc/cron.weekly/man-db",
                false,
                "/etc/cron.weekly/man-db"));
    assertThat(tasks).hasSize(1 + 7 + 1);
  }

  @Test
  void aTableThatOthersMayWriteIsNotTaken() throws IOException {
    Tool.requireThat("root".equals(System.getProperty("user.name")), "files are not root's");
    program("etc/debian_version", "rw-r--r--");
    program("usr/sbin/cron", "rwxr-xr-x");
    Files.createDirectories(root.resolve("etc/cron.d"));
    for (String name : List.of("good", "loose")) {
      Files.writeString(root.resolve("etc/cron.d/" + name), "@daily root x\n");
    }
    Files.setPosixFilePermissions(
        root.resolve("etc/cron.d/loose"), PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(enabled(tasksOfHost())).isEqualTo(Map.of("good", true, "loose", false));
  }

  @Test
  void anacronHasPeriodsAndDelays() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/usr/sbin/anacron", "")
            .file(
                "/etc/anacrontab",
                """
                # x
                SHELL=/bin/sh
                START_HOURS_RANGE=3-22
                1\t5\tcron.daily\tnice run-parts /etc/cron.daily
                @monthly 45 cron.monthly nice run-parts --token abc /etc/cron.monthly
                x 5 job command
                7 5 job
                """);

    assertThat(tasks(tree))
        .containsExactly(
            new ScheduledTask(
                "anacron",
                "cron.daily",
                List.of("1 5"),
                "root",
                "nice run-parts /etc/cron.daily",
                true,
                "/etc/anacrontab"),
            new ScheduledTask(
                "anacron",
                "cron.monthly",
                List.of("@monthly 45"),
                "root",
                "nice run-parts --token *** /etc/cron.monthly",
                true,
                "/etc/anacrontab"));
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly(
            "/etc/anacrontab: line 6 says no period, delay, job or command",
            "/etc/anacrontab: line 7 says no period, delay, job or command");
  }

  @Test
  void jobsOfAtShowTimeAndUserAlone() throws IOException {
    program("usr/sbin/atd", "rwxr-xr-x");
    Files.createDirectories(root.resolve("etc"));
    Path spool = Files.createDirectories(root.resolve("var/spool/cron/atjobs"));
    Path job = spool.resolve("a0000101c9c380");
    Files.writeString(
        job,
        "#!/bin/sh\n# atrun uid=1000 gid=1000\n# mail ann 0\numask 22\nSECRET=hunter2; export\nrm x\n");
    Files.setPosixFilePermissions(job, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(spool.resolve("b0000201c9c381"), "#!/bin/sh\n");
    Files.writeString(spool.resolve(".SEQ"), "2\n");
    Files.writeString(spool.resolve("zzzzzzzzzzzzzz"), "2\n");

    assertThat(tasksOfHost())
        .containsExactly(
            new ScheduledTask(
                "at",
                null,
                List.of("2027-01-15T08:00:00Z"),
                "ann",
                null,
                true,
                "/var/spool/cron/atjobs/a0000101c9c380"),
            new ScheduledTask(
                "at",
                null,
                List.of("2027-01-15T08:01:00Z"),
                null,
                null,
                false,
                "/var/spool/cron/atjobs/b0000201c9c381"));
  }

  @Test
  void whatCannotBeReadIsAProblem() throws IOException {
    MemoryFilesystem tree =
        debian()
            .file("/etc/cron.d/a", "@daily root a\n")
            .broken("/etc/cron.d/a")
            .file("/etc/cron.d/b", "@daily root b\n");

    assertThat(tasks(tree)).containsExactly(cron("@daily", "root", "b", "/etc/cron.d/b"));
    assertThat(notes.problems()).extracting(Problem::path).containsExactly("/etc/cron.d/a");
  }

  @Test
  void survivesDamage() {
    byte[] table =
        """
        CRON_TZ="UTC"
        */5,1-3/2 0~6 1,15 jan-Mar Mon-fri www-data a b%c
        @daily root x --password=y
        1 5 job nice run-parts
        # mail ann 0
        """
            .getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        table,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/crontab", image)
                    .file("/etc/anacrontab", image)
                    .file("/var/spool/cron/crontabs/ann", image)
                    .file("/var/spool/at/a0000101c9c380", image),
                "scheduled_tasks"));
  }
}
