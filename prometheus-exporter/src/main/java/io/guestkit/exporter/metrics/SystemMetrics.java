package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.Kernel;
import io.guestkit.report.Moment;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Metrics of what an operating system is. */
final class SystemMetrics {
  private SystemMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "guestkit_os_info",
            List.of(
                "id",
                "id_like",
                "version_id",
                "version_codename",
                "pretty_name",
                "family",
                "arch",
                "variant_id"),
            "Operating system in the image; value is always 1.",
            List.of(
                "os_release.id",
                "os_release.id_like",
                "os_release.version_id",
                "os_release.version_codename",
                "os_release.pretty_name",
                "name",
                "arch",
                "os_release.variant_id"),
            (system, samples) ->
                samples.add(
                    1,
                    of(system, OsRelease::id),
                    of(system, release -> String.join(" ", release.idLike())),
                    of(system, OsRelease::versionId),
                    of(system, OsRelease::versionCodename),
                    of(system, OsRelease::prettyName),
                    system.name(),
                    system.arch(),
                    of(system, OsRelease::variantId))),
        metric(
            "guestkit_os_support_end_timestamp_seconds",
            List.of("id", "version_id"),
            "End of vendor support, Unix time.",
            List.of("os_release.support_end", "os_release.id", "os_release.version_id"),
            (system, samples) ->
                samples.add(
                    midnight(of(system, OsRelease::supportEnd)),
                    of(system, OsRelease::id),
                    of(system, OsRelease::versionId))),
        metric(
            "guestkit_os_install_timestamp_seconds",
            List.of(),
            "When the operating system was installed, Unix time.",
            List.of("install_date.at"),
            (system, samples) -> samples.add(seconds(system.installDate()))),
        metric(
            "guestkit_guest_info",
            List.of("hostname", "timezone", "init_system", "machine_id", "hypervisor_hint"),
            "Guest identity; value is always 1.",
            List.of("hostname", "timezone", "init_system", "machine_id", "vm_tools.name"),
            (system, samples) ->
                samples.add(
                    1,
                    system.hostname(),
                    system.timezone(),
                    system.initSystem(),
                    system.machineId(),
                    HypervisorHint.of(system.vmTools()))),
        metric(
            "guestkit_kernel_info",
            List.of("release", "default"),
            "Installed kernel; value is always 1.",
            List.of(
                "kernels.version",
                "kernels.path",
                "bootloader.default_entry",
                "bootloader.entries.title",
                "bootloader.entries.kernel"),
            (system, samples) -> {
              String started = DefaultKernel.path(system);
              for (Kernel kernel : system.kernels()) {
                samples.add(
                    1,
                    kernel.version(),
                    started == null ? null : Boolean.toString(kernel.path().equals(started)));
              }
            }),
        new Metric(
            "guestkit_kernels_installed",
            MetricCollector.OS,
            Scope.SYSTEM,
            List.of(),
            "Kernels installed in the guest.",
            List.of("operating_systems.kernels"),
            (subject, samples) -> {
              List<Kernel> kernels = subject.system().kernels();
              if (subject.isKnown(kernels)) {
                samples.add(kernels.size());
              } else {
                samples.unread();
              }
            }));
  }

  /** Reads one system. */
  @FunctionalInterface
  private interface SystemReader {
    void read(OperatingSystem system, Samples samples);
  }

  private static Metric metric(
      String name, List<String> labels, String help, List<String> from, SystemReader reader) {
    return new Metric(
        name,
        MetricCollector.OS,
        Scope.SYSTEM,
        labels,
        help,
        from.stream().map(component -> "operating_systems." + component).toList(),
        (subject, samples) -> reader.read(subject.system(), samples));
  }

  private static @Nullable String of(
      OperatingSystem system, Function<OsRelease, @Nullable String> component) {
    OsRelease release = system.osRelease();
    return release == null ? null : component.apply(release);
  }

  private static @Nullable Long seconds(@Nullable Moment moment) {
    return moment == null ? null : moment.at().getEpochSecond();
  }

  /** Returns the start of a day in UTC; undetermined where the guest names no day. */
  private static @Nullable Long midnight(@Nullable String day) {
    if (day == null) {
      return null;
    }
    try {
      return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
