package io.guestkit.inspect.schedule;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of cron: the system's, its packages', its users'. Sources: cron(8), crond(8). */
final class CronTables {
  /** Debian, SUSE, Alpine; Red Hat, in whose directory those of the others lie. */
  private static final List<String> SPOOLS =
      List.of(
          "/var/spool/cron/crontabs", "/var/spool/cron/tabs", "/etc/crontabs", "/var/spool/cron");

  /** 1 MiB: crontab(1) of Debian takes no table of more than 1,000 lines. */
  private static final int MAX_TABLE_BYTES = 1 << 20;

  /** 4096: a table for each user of a large server. */
  private static final int MAX_TABLES = 4096;

  private final FactFiles files;
  private final CronDaemon daemon;
  private final List<ScheduledTask> tasks = new ArrayList<>();
  private final List<String> spools = new ArrayList<>();
  private int tables;

  CronTables(FactFiles files, CronDaemon daemon) {
    this.files = files;
    this.daemon = daemon;
  }

  List<ScheduledTask> read() throws IOException {
    addOfSystem("/etc/crontab", "crontab");
    for (DirectoryEntry entry : files.names("/etc/cron.d")) {
      if (entry.type() != FileType.DIRECTORY && !entry.name().startsWith(".")) {
        addOfSystem("/etc/cron.d/" + entry.name(), entry.name());
      }
    }
    for (String spool : SPOOLS) {
      Optional<GuestFile> directory = files.find(spool);
      if (directory.isPresent() && !spools.contains(directory.get().path())) {
        spools.add(directory.get().path());
        addOfUsers(spool);
      }
    }
    return tasks;
  }

  private void addOfSystem(String path, String name) throws IOException {
    Optional<GuestFile> file = files.find(path);
    Optional<String> text = text(path);
    if (file.isPresent() && text.isPresent()) {
      boolean taken = daemon.runs() && daemon.rules().takes(name) && isSafe(file.get());
      tasks.addAll(Crontab.ofSystem(files, path, text.get(), use(taken)));
    }
  }

  /** Cron reads no table of the system that somebody else than root may write. */
  private static boolean isSafe(GuestFile file) {
    return file.entry().uid() == 0 && (file.entry().mode() & 022) == 0;
  }

  private static Crontab.Use use(boolean taken) {
    return taken ? Crontab.Use.RUNS : Crontab.Use.IS_IGNORED;
  }

  /** The names are those of users; crontab(1) writes to names with a dot before it is done. */
  private void addOfUsers(String spool) throws IOException {
    for (DirectoryEntry entry : files.names(spool)) {
      String name = entry.name();
      boolean isTable = entry.type() == FileType.REGULAR || entry.type() == FileType.UNKNOWN;
      if (isTable && !name.startsWith(".") && !name.startsWith("tmp.") && isUser(name)) {
        String path = spool + "/" + name;
        text(path)
            .ifPresent(
                text -> tasks.addAll(Crontab.ofUser(files, path, text, name, use(daemon.runs()))));
      }
    }
  }

  /** What else lies there: busybox's word that a table has changed, SUSE's time stamps. */
  private static boolean isUser(String name) {
    return !name.equals("cron.update") && !name.equals("lastrun");
  }

  private Optional<String> text(String path) throws IOException {
    tables++;
    if (tables > MAX_TABLES) {
      if (tables == MAX_TABLES + 1) {
        files.unsupported(path, "more than %d tables".formatted(MAX_TABLES));
      }
      return Optional.empty();
    }
    return files
        .bytes(path, MAX_TABLE_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
