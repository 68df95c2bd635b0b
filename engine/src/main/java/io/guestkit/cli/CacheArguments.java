package io.guestkit.cli;

import io.guestkit.cache.ReportCache;
import java.util.Optional;

/** The options of the cache of reports. */
final class CacheArguments {
  static final Option CACHE =
      Option.value(
          "--cache",
          "DIR",
          "The folder of finished reports; guestkit/reports in the user's folder of caches by"
              + " default (XDG_CACHE_HOME, or ~/.cache).");

  static final Option NO_CACHE = Option.toggle("--no-cache", "Read the image, and keep no report.");

  private CacheArguments() {}

  /**
   * Returns the cache to answer from, or empty where none is wanted or there is no place for it.
   */
  static Optional<ReportCache> reports(Arguments arguments, Streams streams) throws UsageException {
    if (!arguments.has(NO_CACHE)) {
      return find(arguments, streams);
    }
    if (arguments.has(CACHE)) {
      throw new UsageException("--cache and --no-cache do not go together");
    }
    return Optional.empty();
  }

  /** Returns the cache that a command about it is of. */
  static ReportCache cache(Arguments arguments, Streams streams) throws UsageException {
    Optional<ReportCache> cache = find(arguments, streams);
    if (cache.isEmpty()) {
      throw new UsageException(
          "there is no folder of caches, as HOME is not set; name one, --cache DIR");
    }
    return cache.get();
  }

  private static Optional<ReportCache> find(Arguments arguments, Streams streams)
      throws UsageException {
    Optional<String> named = arguments.value(CACHE);
    if (named.isPresent()) {
      ReportCache cache =
          new ReportCache(ImageArguments.path(named.get()), ReportCache.DEFAULT_CAPACITY_BYTES);
      Optional<String> refusal = cache.refusal();
      if (refusal.isPresent()) {
        throw new UsageException(refusal.get());
      }
      return Optional.of(cache);
    }
    return ReportCache.usual(streams.environment());
  }

  /** Returns a number of reports in words. */
  static String count(long reports) {
    return reports + (reports == 1 ? " report" : " reports");
  }
}
