package io.guestkit.exporter;

import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.web.ListenAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line chooses.
 *
 * @param listenAddress where to listen
 * @param telemetryPath where the exporter's own metrics are
 * @param configFile the file that names the roots
 * @param webConfigFile the file of TLS and logins; null for none
 * @param collectors which collectors are enabled
 * @param packageNames packages that are told one by one
 * @param cacheDir where finished reports are kept; null for nowhere
 * @param textfile where metrics of all images are written once; null to serve them
 * @param logLevel what is logged
 * @param logFormat how it is written
 */
record Settings(
    ListenAddress listenAddress,
    String telemetryPath,
    Path configFile,
    @Nullable Path webConfigFile,
    Set<MetricCollector> collectors,
    Pattern packageNames,
    @Nullable Path cacheDir,
    @Nullable Path textfile,
    LogLevel logLevel,
    LogFormat logFormat) {
  Settings {
    collectors = Collections.unmodifiableSet(new TreeSet<>(collectors)); // keeps the order
  }
}
