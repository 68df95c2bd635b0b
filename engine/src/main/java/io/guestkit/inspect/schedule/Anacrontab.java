package io.guestkit.inspect.schedule;

import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.Secrets;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Anacron's table: period in days, delay in minutes, job, command. Source: anacrontab(5). */
final class Anacrontab {
  private static final String PATH = "/etc/anacrontab";

  /** 1 MiB: those that are shipped have 1 KiB. */
  private static final int MAX_BYTES = 1 << 20;

  private final FactFiles files;
  private final boolean installed;
  private final List<ScheduledTask> tasks = new ArrayList<>();

  private Anacrontab(FactFiles files, boolean installed) {
    this.files = files;
    this.installed = installed;
  }

  static List<ScheduledTask> read(FactFiles files) throws IOException {
    Optional<byte[]> bytes = files.bytes(PATH, MAX_BYTES);
    if (bytes.isEmpty()) {
      return List.of();
    }
    boolean installed = files.exists("/usr/sbin/anacron") || files.exists("/usr/bin/anacron");
    Anacrontab table = new Anacrontab(files, installed);
    Lines.read(new String(bytes.get(), StandardCharsets.UTF_8), table::take);
    return table.tasks;
  }

  private void take(String line, int number) {
    if (Lines.isAssignment(line)) {
      return;
    }
    String[] words = new String[3];
    int at = 0;
    for (int i = 0; i < words.length; i++) {
      int end = Lines.wordEnd(line, at);
      words[i] = line.substring(at, end);
      at = Lines.skipBlanks(line, end);
    }
    if (at >= line.length() || !isPeriod(words[0]) || !isNumber(words[1])) {
      files.corrupt(PATH, "line %d says no period, delay, job or command".formatted(number));
      return;
    }
    tasks.add(
        new ScheduledTask(
            "anacron",
            words[2],
            List.of(words[0] + " " + words[1]),
            "root",
            Secrets.mask(line.substring(at)),
            installed,
            PATH));
  }

  private static boolean isPeriod(String word) {
    return isNumber(word) || CronTime.isNickname(word);
  }

  private static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
