package io.guestkit.exporter.drift;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the images of a root are compared with: a saved report or an image, read when it is asked
 * for, and again when the file is another one. Thread-safe.
 */
final class Baseline {
  /** 30 s: a report takes well under a second; images of the root wait for it meanwhile. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** 1 min: what could not be read may be there again, but costs each image a try. */
  private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Root root;
  private final Path file;
  private final Log log;
  private @Nullable Content known;
  private String said = "";
  private long readAt;

  Baseline(Root root, Path file, Log log) {
    this.root = root;
    this.file = file;
    this.log = log;
  }

  /**
   * What the file held at one time.
   *
   * @param modified when it was written to last; null where there is no such file
   * @param sizeBytes its length; 0 where there is none
   * @param report null where it could not be read
   */
  record Content(@Nullable Instant modified, long sizeBytes, @Nullable Inspection report) {

    /** Returns whether it is of the file as another one is. */
    boolean isOf(Content other) {
      return sizeBytes == other.sizeBytes && Objects.equals(modified, other.modified);
    }
  }

  /** Returns what metrics call it. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /** Returns what tells the file as it is now from what it was. */
  String stamp() {
    Content now = look();
    return now.sizeBytes + " " + now.modified;
  }

  /** Returns what the file holds. Where it cannot be read, the log says so once. */
  synchronized Content content() {
    Content now = look();
    boolean isKnown = known != null && known.isOf(now);
    if (known == null
        || !isKnown
        || (known.report == null && System.nanoTime() - readAt >= RETRY_NANOS)) {
      if (!isKnown) {
        said = "";
      }
      known = new Content(now.modified, now.sizeBytes, report());
      readAt = System.nanoTime();
    }
    return known;
  }

  private Content look() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Content(attributes.lastModifiedTime().toInstant(), attributes.size(), null);
    } catch (IOException e) {
      return new Content(null, 0, null); // who reads it says why
    }
  }

  private @Nullable Inspection report() {
    try {
      Optional<Inspection> saved = GuestKit.savedReport(file);
      Inspection report = saved.isPresent() ? saved.get() : inspect();
      String fault = fault(report);
      if (!fault.isEmpty()) {
        return unread(file + ": " + fault);
      }
      List<String> missing = new ArrayList<>(MetricCollector.DRIFT.facts());
      missing.removeAll(report.facts());
      if (!missing.isEmpty()) {
        log.info(
            "Baseline lacks facts, which are not compared",
            "root",
            root.name(),
            "baseline",
            name(),
            "facts",
            String.join(",", missing));
      }
      return report;
    } catch (ImageException e) {
      return unread(String.valueOf(e.getMessage()));
    }
  }

  private Inspection inspect() throws ImageException {
    GuestKit.Builder builder = GuestKit.builder().allowDir(root.path());
    root.allowedDirs().forEach(builder::allowDir);
    try (GuestKit kit = builder.build()) {
      InspectOptions options = new InspectOptions(MetricCollector.DRIFT.facts(), false, TIMEOUT);
      return kit.inspect(Machine.of(file), options).inspection();
    }
  }

  /** Returns why a report is nothing to compare with; empty where it is. */
  private static String fault(Inspection report) {
    if (report.problems().stream().anyMatch(problem -> problem.kind().equals("limit"))) {
      return "its inspection came to a limit";
    }
    return report.operatingSystems().isEmpty() ? "no operating system is in it" : "";
  }

  private @Nullable Inspection unread(String reason) {
    if (!reason.equals(said)) {
      log.warn("Baseline cannot be read", "root", root.name(), "err", reason);
      said = reason;
    }
    return null;
  }
}
