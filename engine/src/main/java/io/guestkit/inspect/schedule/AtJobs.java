package io.guestkit.inspect.schedule;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.filesystem.FileType;
import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.ScheduledTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of at. The name of a job's file is its queue, a letter, then in hexadecimal its number, 5
 * digits, and its time in minutes since 1970, 8 digits. The first lines of the file name the user;
 * what follows, the user's environment and commands, is not read.
 */
final class AtJobs {
  /** Debian, Red Hat, SUSE. */
  private static final List<String> SPOOLS =
      List.of("/var/spool/cron/atjobs", "/var/spool/at", "/var/spool/atjobs");

  /** 128: {@code #!/bin/sh}, {@code # atrun uid=1000 gid=1000}, {@code # mail USER 0}. */
  private static final int MAX_HEAD_BYTES = 128;

  private static final String MAIL = "\n# mail ";

  private AtJobs() {}

  static List<ScheduledTask> read(FactFiles files) throws IOException {
    List<ScheduledTask> tasks = new ArrayList<>();
    for (String spool : SPOOLS) {
      List<DirectoryEntry> entries = files.names(spool);
      boolean installed =
          !entries.isEmpty() && (files.exists("/usr/sbin/atd") || files.exists("/usr/bin/atd"));
      for (DirectoryEntry entry : entries) {
        Optional<Instant> time = time(entry.name());
        Optional<GuestFile> file =
            time.isPresent() ? files.find(spool + "/" + entry.name()) : Optional.empty();
        if (time.isPresent() && file.isPresent()) {
          tasks.add(task(files, spool + "/" + entry.name(), file.get(), time.get(), installed));
        }
      }
    }
    return tasks;
  }

  /** A job that may not be executed was deleted or is running. */
  private static ScheduledTask task(
      FactFiles files, String path, GuestFile file, Instant time, boolean installed)
      throws IOException {
    boolean pending = installed && (file.entry().mode() & 0100) != 0;
    Optional<String> user = files.attempt(path, () -> Optional.ofNullable(user(files, file)));
    return new ScheduledTask(
        "at", null, List.of(time.toString()), user.orElse(null), null, pending, path);
  }

  private static @Nullable String user(FactFiles files, GuestFile file) throws IOException {
    if (file.entry().type() != FileType.REGULAR) {
      return null;
    }
    BlockSource content = files.guest().content(file);
    byte[] head = content.readBytes(0, (int) Math.min(content.size(), MAX_HEAD_BYTES));
    files.evidence(file);
    String text = new String(head, StandardCharsets.UTF_8);
    int start = text.indexOf(MAIL) + MAIL.length();
    int end = Lines.wordEnd(text, start);
    return start < MAIL.length() || end == text.length() ? null : text.substring(start, end);
  }

  private static Optional<Instant> time(String name) {
    if (name.length() != 14) {
      return Optional.empty();
    }
    for (int i = 1; i < name.length(); i++) {
      if (!HexFormat.isHexDigit(name.charAt(i))) {
        return Optional.empty();
      }
    }
    boolean queue = Character.isLetter(name.charAt(0)) && name.charAt(0) < 0x80;
    return queue
        ? Optional.of(Instant.ofEpochSecond(60L * HexFormat.fromHexDigitsToLong(name, 6, 14)))
        : Optional.empty();
  }
}
