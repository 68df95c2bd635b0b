package io.guestkit.inspect.services;

import io.guestkit.filesystem.DirectoryEntry;
import io.guestkit.inspect.FactFiles;
import io.guestkit.inspect.TextLines;
import io.guestkit.report.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Jobs of Upstart: enabled where {@code start on} says when, and {@code manual} does not take it
 * back. Source: init(5) of Upstart.
 */
final class UpstartJobs {
  private static final String DIRECTORY = "/etc/init";

  /** 1 MiB: the largest jobs that are shipped have 4 KiB. */
  private static final int MAX_JOB_BYTES = 1 << 20;

  private boolean starts;

  private UpstartJobs() {}

  static List<Service> read(FactFiles files) throws IOException {
    List<Service> services = new ArrayList<>();
    for (DirectoryEntry entry : files.names(DIRECTORY)) {
      if (entry.name().endsWith(".conf")) {
        String path = DIRECTORY + "/" + entry.name();
        String base = path.substring(0, path.length() - ".conf".length());
        UpstartJobs job = new UpstartJobs();
        Optional<byte[]> bytes = files.bytes(path, MAX_JOB_BYTES);
        bytes.ifPresent(job::read);
        files.bytes(base + ".override", MAX_JOB_BYTES).ifPresent(job::read);
        if (bytes.isPresent()) {
          services.add(
              new Service(
                  base.substring(DIRECTORY.length() + 1),
                  job.starts ? "enabled" : "disabled",
                  null,
                  "upstart"));
        }
      }
    }
    return services;
  }

  /** Takes one more file in; a stanza wins over those before it. */
  private void read(byte[] bytes) {
    boolean script = false;
    TextLines lines = new TextLines(new String(bytes, StandardCharsets.UTF_8));
    while (lines.next()) {
      String line = lines.line();
      if (script) {
        script = !isStanza(line, "end", "script");
      } else if (line.equals("script") || (line.endsWith(" script") && isHook(line))) {
        script = true;
      } else if (isStanza(line, "start", "on")) {
        starts = true;
      } else if (line.equals("manual")) {
        starts = false;
      }
    }
  }

  private static boolean isHook(String line) {
    return line.startsWith("pre-") || line.startsWith("post-");
  }

  /** Returns whether a line starts with two words. */
  private static boolean isStanza(String line, String first, String second) {
    if (!line.startsWith(first)) {
      return false;
    }
    String rest = line.substring(first.length());
    String words = rest.strip();
    return !rest.isEmpty()
        && rest.charAt(0) <= ' '
        && words.startsWith(second)
        && (words.length() == second.length() || words.charAt(second.length()) <= ' ');
  }
}
