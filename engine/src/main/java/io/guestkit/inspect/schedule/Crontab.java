package io.guestkit.inspect.schedule;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Secrets;
import io.guestkit.report.ScheduledTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of cron: lines of variables, and lines of a time, in a table of the system a user, and a
 * command. A line that says no time is passed over by cron, and a problem here. Source: crontab(5).
 */
final class Crontab {
  /** 10,000 tasks of one table: people write dozens. */
  private static final int MAX_TASKS = 10_000;

  private final FactFiles files;
  private final String path;
  private final @Nullable String owner;
  private final boolean enabled;
  private final List<ScheduledTask> tasks = new ArrayList<>();
  private @Nullable String zone;
  private boolean full;

  private Crontab(FactFiles files, String path, @Nullable String owner, boolean enabled) {
    this.files = files;
    this.path = path;
    this.owner = owner;
    this.enabled = enabled;
  }

  /** What cron makes of a table. */
  enum Use {
    RUNS,
    IS_IGNORED
  }

  /** Returns the tasks of a table of the system, whose lines name the user. */
  static List<ScheduledTask> ofSystem(FactFiles files, String path, String text, Use use) {
    return new Crontab(files, path, null, use == Use.RUNS).read(text);
  }

  /** Returns the tasks of a user's table. */
  static List<ScheduledTask> ofUser(
      FactFiles files, String path, String text, String user, Use use) {
    return new Crontab(files, path, user, use == Use.RUNS).read(text);
  }

  private List<ScheduledTask> read(String text) {
    Lines.read(text, this::take);
    return tasks;
  }

  private void take(String line, int number) {
    if (Lines.isAssignment(line)) {
      assign(line);
    } else if (tasks.size() < MAX_TASKS) {
      add(line, number);
    } else if (!full) {
      full = true;
      files.unsupported(path, "more than %d tasks".formatted(MAX_TASKS));
    }
  }

  /** The zone in which cronie takes the times that follow. */
  private void assign(String line) {
    int equals = line.indexOf('=');
    if (line.substring(0, equals).strip().equals("CRON_TZ")) {
      String value = unquote(line.substring(equals + 1).strip());
      zone = value.isEmpty() ? null : "CRON_TZ=" + value;
    }
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private void add(String written, int number) {
    String line = written.charAt(0) == '-' ? written.substring(1) : written; // not to be logged
    List<String> schedule = new ArrayList<>();
    int at = time(line, schedule);
    String user = owner;
    if (at > 0 && user == null) {
      int end = Lines.wordEnd(line, at);
      user = line.substring(at, end);
      at = Lines.skipBlanks(line, end);
    }
    if (at < 0 || at >= line.length()) {
      files.corrupt(path, "line %d says no time, no user or no command".formatted(number));
      return;
    }
    if (zone != null) {
      schedule.add(zone);
    }
    String command = Secrets.mask(command(line.substring(at)));
    tasks.add(new ScheduledTask("cron", null, schedule, user, command, enabled, path));
  }

  /** Reads the time and returns where the word after it starts, or -1. */
  private static int time(String line, List<String> schedule) {
    int end = Lines.wordEnd(line, 0);
    if (line.startsWith("@")) {
      String nickname = line.substring(0, end);
      schedule.add(nickname);
      return CronTime.isNickname(nickname) ? Lines.skipBlanks(line, end) : -1;
    }
    StringBuilder time = new StringBuilder();
    int at = 0;
    for (int field = 0; field < 5; field++) {
      end = Lines.wordEnd(line, at);
      String word = line.substring(at, end);
      if (!CronTime.isField(word, field)) {
        return -1;
      }
      time.append(field == 0 ? "" : " ").append(word);
      at = Lines.skipBlanks(line, end);
    }
    schedule.add(time.toString());
    return at;
  }

  /** The command ends at a percent sign, what follows is its standard input. */
  private static String command(String text) {
    StringBuilder command = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        break;
      }
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '%') {
        i++;
        c = '%';
      }
      command.append(c);
    }
    return command.toString().strip();
  }
}
