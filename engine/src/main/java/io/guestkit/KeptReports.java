package io.guestkit;

import io.guestkit.cache.Fingerprint;
import io.guestkit.cache.ReportCache;
import io.guestkit.cache.ReportCache.Kept;
import io.guestkit.cache.ReportKey;
import io.guestkit.inspect.Facts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The finished reports of a door: the latest ones in memory, and all of them in a folder. */
final class KeptReports {
  /** 16 MiB of JSON: forty guests; as records they take some three times that. */
  private static final long MEMORY_BYTES = 16L << 20;

  private final ReportCache cache;
  private final String build;
  private final Map<ReportKey, Latest> latest = new LinkedHashMap<>(64, 0.75f, true);
  private long latestBytes;

  /** A report in memory. */
  private record Latest(Fingerprint fingerprint, Report report) {}

  KeptReports(ReportCache cache) {
    this.cache = cache;
    Build current = Build.current();
    this.build = current.version() + " " + current.id();
  }

  /** Returns the key of what is asked for; reports name the disks as they were given. */
  ReportKey key(Machine machine, InspectOptions options, List<Path> allowedDirs) {
    StringBuilder question = new StringBuilder();
    for (String fact : Facts.of(options.facts()).names()) {
      question.append(fact).append(' ');
    }
    question.append(options.evidence() ? "evidence" : "");
    add(question, "snapshot", machine.snapshot() == null ? "" : machine.snapshot());
    for (Path dir : allowedDirs) {
      add(question, "allowed", dir.toAbsolutePath().toString());
    }
    List<String> disks = new ArrayList<>();
    for (Path disk : machine.disks()) {
      disks.add(disk.toAbsolutePath().toString());
      add(question, "disk", disk.toString());
    }
    return new ReportKey(build, question.toString(), disks);
  }

  private static void add(StringBuilder question, String name, String value) {
    question.append('\n').append(name).append(' ').append(value);
  }

  Optional<Report> find(ReportKey key) {
    Latest known = latest(key);
    if (known != null && known.fingerprint.holds()) {
      return Optional.of(known.report);
    }
    Optional<Kept> kept = cache.find(key);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Report report = Report.of(kept.get().report());
    remember(key, new Latest(kept.get().fingerprint(), report));
    return Optional.of(report);
  }

  void keep(ReportKey key, Fingerprint fingerprint, Report report) {
    cache.keep(key, fingerprint, report.json());
    remember(key, new Latest(fingerprint, report));
  }

  private synchronized @Nullable Latest latest(ReportKey key) {
    return latest.get(key);
  }

  private synchronized void remember(ReportKey key, Latest report) {
    Latest before = latest.put(key, report);
    latestBytes += size(report) - (before == null ? 0 : size(before));
    var eldest = latest.values().iterator();
    while (latestBytes > MEMORY_BYTES && latest.size() > 1) {
      latestBytes -= size(eldest.next());
      eldest.remove();
    }
  }

  private static long size(Latest latest) {
    return latest.report.json().length;
  }
}
