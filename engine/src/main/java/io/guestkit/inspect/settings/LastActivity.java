package io.guestkit.inspect.settings;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Moment;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last sign that a system ran: the newest of the times of modification of files that a running
 * system keeps writing. Contents are not read.
 */
public final class LastActivity {
  private static final List<String> FILES =
      List.of(
          "/var/log/wtmp",
          "/var/log/btmp",
          "/var/log/lastlog",
          "/var/lib/lastlog/lastlog2.db",
          "/var/lib/wtmpdb/wtmp.db",
          "/var/log/syslog",
          "/var/log/messages",
          "/var/log/auth.log",
          "/var/log/secure",
          "/var/log/kern.log",
          "/var/log/cron",
          "/var/log/cron.log",
          "/var/log/audit/audit.log",
          "/var/log/dpkg.log",
          "/var/log/dnf.log",
          "/var/log/pacman.log",
          "/var/log/zypp/history",
          "/var/log/dmesg",
          "/var/log/boot.log",
          "/var/log/cloud-init.log",
          "/var/lib/systemd/timesync/clock",
          "/var/lib/private/systemd/timesync/clock",
          "/var/lib/systemd/random-seed",
          "/var/lib/urandom/random-seed",
          "/var/lib/random-seed",
          "/var/lib/seedrng/seed.credit");

  private static final String JOURNAL = "/var/log/journal";

  /** 16: one directory for each machine identifier that the system ever had. */
  private static final int MAX_JOURNALS = 16;

  private final FactFiles files;
  private @Nullable GuestFile newest;

  private LastActivity(FactFiles files) {
    this.files = files;
  }

  /** Returns the moment, or empty where there is no such file. */
  public static Optional<Moment> read(FactFiles files) throws IOException {
    return new LastActivity(files).run();
  }

  private Optional<Moment> run() throws IOException {
    for (String path : FILES) {
      look(path);
    }
    int journals = 0;
    for (DirectoryEntry directory : files.names(JOURNAL)) {
      journals++;
      if (journals > MAX_JOURNALS) {
        files.limit(
            JOURNAL, "more than the %d directories that are looked at".formatted(MAX_JOURNALS));
        break;
      }
      look(JOURNAL + "/" + directory.name() + "/system.journal");
    }
    GuestFile found = newest;
    if (found == null) {
      return Optional.empty();
    }
    files.evidence(found);
    return Optional.of(new Moment(found.entry().modified(), found.path()));
  }

  private void look(String path) throws IOException {
    Optional<GuestFile> file = files.find(path);
    if (file.isPresent() && file.get().entry().type() == FileType.REGULAR) {
      Instant at = file.get().entry().modified();
      GuestFile best = newest;
      if (FileTimes.tells(at) && (best == null || at.isAfter(best.entry().modified()))) {
        newest = file.get();
      }
    }
  }
}
