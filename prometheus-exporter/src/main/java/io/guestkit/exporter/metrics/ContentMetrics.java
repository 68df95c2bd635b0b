package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Service;
import io.guestkit.report.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Metrics of what is installed in an operating system: packages, accounts, services. */
final class ContentMetrics {
  private static final String SYSTEMS = "operating_systems.";

  /** Where accounts of people begin, and end: UID_MIN and UID_MAX of login.defs(5). */
  private static final long FIRST_HUMAN_UID = 1000;

  private static final long LAST_HUMAN_UID = 60000;

  /** The states of {@link Service#state()}: a count of none is told as well. */
  private static final List<String> STATES =
      List.of("enabled", "linked", "masked", "alias", "disabled", "static", "indirect", "bad");

  private ContentMetrics() {}

  /** Returns the metrics; packages whose name matches are told one by one. */
  static List<Metric> all(Pattern packageNames) {
    return List.of(
        packages(),
        packageInfo(packageNames),
        metric(
            "guestkit_users",
            MetricCollector.USER,
            List.of("kind"),
            "User accounts by kind (system, human).",
            List.of("users", "users.uid"),
            ContentMetrics::users),
        metric(
            "guestkit_users_with_uid_zero",
            MetricCollector.USER,
            List.of(),
            "Accounts with UID 0.",
            List.of("users.uid"),
            (subject, samples) -> {
              List<User> users = subject.system().users();
              if (subject.isKnown(users)) {
                samples.add(users.stream().filter(user -> user.uid() == 0).count());
              }
            }),
        metric(
            "guestkit_services",
            MetricCollector.SERVICE,
            List.of("state"),
            "Services by enablement state.",
            List.of("services", "services.state"),
            ContentMetrics::services));
  }

  private static Metric packages() {
    return metric(
        "guestkit_packages",
        MetricCollector.PACKAGE,
        List.of("format"),
        "Packages installed, by package format.",
        List.of("package_format", "packages"),
        (subject, samples) -> {
          List<PackageInfo> packages = subject.system().packages();
          if (!subject.isKnown(packages)) {
            samples.unread();
          } else if (subject.system().packageFormat() != null) {
            samples.add(packages.size(), subject.system().packageFormat());
          }
        });
  }

  private static Metric packageInfo(Pattern names) {
    return metric(
        "guestkit_package_info",
        MetricCollector.PACKAGE,
        List.of("format", "name", "version", "arch"),
        "Installed package chosen by the packages collector filter; value is always 1.",
        List.of(
            "package_format",
            "packages.name",
            "packages.epoch",
            "packages.version",
            "packages.release",
            "packages.arch"),
        (subject, samples) -> {
          for (PackageInfo installed : subject.system().packages()) {
            if (names.matcher(installed.name()).matches()) {
              samples.add(
                  1,
                  subject.system().packageFormat(),
                  installed.name(),
                  version(installed),
                  installed.arch());
            }
          }
        });
  }

  private static Metric metric(
      String name,
      MetricCollector collector,
      List<String> labels,
      String help,
      List<String> from,
      Metric.Reader reader) {
    return new Metric(
        name,
        collector,
        Scope.SYSTEM,
        labels,
        help,
        from.stream().map(component -> SYSTEMS + component).toList(),
        reader);
  }

  /** Returns the version as package managers write it: {@code epoch:version-release}. */
  private static String version(PackageInfo installed) {
    String epoch = installed.epoch() == 0 ? "" : installed.epoch() + ":";
    String release = installed.release() == null ? "" : "-" + installed.release();
    return epoch + installed.version() + release;
  }

  private static void users(Subject subject, Samples samples) {
    List<User> users = subject.system().users();
    if (!subject.isKnown(users)) {
      samples.unread();
      return;
    }
    long human = users.stream().filter(ContentMetrics::isHuman).count();
    samples.add(users.size() - human, "system");
    samples.add(human, "human");
  }

  private static boolean isHuman(User user) {
    return user.uid() >= FIRST_HUMAN_UID && user.uid() <= LAST_HUMAN_UID;
  }

  private static void services(Subject subject, Samples samples) {
    List<Service> services = subject.system().services();
    if (!subject.isKnown(services)) {
      samples.unread();
      return;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    STATES.forEach(state -> counts.put(state, 0));
    services.forEach(service -> counts.merge(service.state(), 1, Integer::sum));
    counts.forEach((state, count) -> samples.add(count, state));
  }
}
