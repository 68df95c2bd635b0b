package io.guestkit;

import io.guestkit.cache.Fingerprint;
import io.guestkit.cache.Kept;
import io.guestkit.cache.Origin;
import io.guestkit.cache.ReportCache;
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
  static final long DEFAULT_MEMORY_BYTES = 16L << 20;

  private final ReportCache cache;
  private final long memoryBytes;
  private final String build;
  private final Map<ReportKey, Latest> latest = new LinkedHashMap<>(64, 0.75f, true);
  private long latestBytes;

  /** A report in memory, with what its image was and the inspection that it comes from. */
  record Latest(Fingerprint fingerprint, Origin origin, Report report) {}

  KeptReports(ReportCache cache, long memoryBytes) {
    this.cache = cache;
    this.memoryBytes = memoryBytes;
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

  Optional<Latest> find(ReportKey key) {
    Latest known = latest(key);
    if (known != null && known.fingerprint.holds()) {
      return Optional.of(known);
    }
    Optional<Kept> kept = cache.find(key);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Latest found =
        new Latest(kept.get().fingerprint(), kept.get().origin(), Report.of(kept.get().report()));
    remember(key, found);
    return Optional.of(found);
  }

  void keep(ReportKey key, Latest made) {
    cache.keep(key, new Kept(made.fingerprint, made.origin, made.report.json()));
    remember(key, made);
  }

  private synchronized @Nullable Latest latest(ReportKey key) {
    return latest.get(key);
  }

  private synchronized void remember(ReportKey key, Latest report) {
    Latest before = latest.put(key, report);
    latestBytes += size(report) - (before == null ? 0 : size(before));
    var eldest = latest.values().iterator();
    while (latestBytes > memoryBytes && latest.size() > 1) {
      latestBytes -= size(eldest.next());
      eldest.remove();
    }
  }

  private static long size(Latest latest) {
    return latest.report.json().length;
  }
}
