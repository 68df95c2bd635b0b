package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Service;
import io.guestkit.report.User;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

  /** How the address of an interface comes about: a count of none is told as well. */
  private static final List<String> METHODS = List.of("dhcp", "static", "none");

  private ContentMetrics() {}

  /** Returns the metrics; packages whose name matches are told one by one. */
  static List<Metric> all(Pattern packageNames) {
    return List.of(
        packages(),
        packageInfo(packageNames),
        lastPackageChange(),
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
            (subject, samples) ->
                count(subject, subject.system().users(), user -> user.uid() == 0, samples)),
        metric(
            "guestkit_users_with_password",
            MetricCollector.USER,
            List.of(),
            "Accounts with a usable password hash.",
            List.of("users", "users.password"),
            (subject, samples) ->
                count(subject, subject.system().users(), hasPassword("set"), samples)),
        metric(
            "guestkit_users_with_empty_password",
            MetricCollector.USER,
            List.of(),
            "Accounts that need no password.",
            List.of("users.password"),
            (subject, samples) ->
                count(subject, subject.system().users(), hasPassword("empty"), samples)),
        metric(
            "guestkit_ssh_authorized_keys",
            MetricCollector.USER,
            List.of(),
            "SSH authorized keys found.",
            List.of("authorized_keys"),
            (subject, samples) -> count(subject, subject.system().authorizedKeys(), samples)),
        metric(
            "guestkit_services",
            MetricCollector.SERVICE,
            List.of("state"),
            "Services by enablement state.",
            List.of("services", "services.state"),
            ContentMetrics::services),
        metric(
            "guestkit_network_interfaces_configured",
            MetricCollector.NETWORK,
            List.of("method"),
            "Network interfaces with stored configuration.",
            List.of(
                "network_interfaces",
                "network_interfaces.dhcp_ipv4",
                "network_interfaces.dhcp_ipv6",
                "network_interfaces.cidr"),
            ContentMetrics::interfaces),
        metric(
            "guestkit_selinux_enforcing",
            MetricCollector.SECURITY,
            List.of(),
            "1 when SELinux is configured enforcing.",
            List.of("selinux"),
            (subject, samples) -> {
              String mode = subject.system().selinux();
              samples.add(mode == null ? null : mode.equals("enforcing"));
            }));
  }

  private static Metric lastPackageChange() {
    return metric(
        "guestkit_packages_last_change_timestamp_seconds",
        MetricCollector.PACKAGE,
        List.of("format"),
        "When packages were installed, updated or removed last, Unix time.",
        List.of("package_format", "last_package_change"),
        (subject, samples) -> {
          Instant last = subject.system().lastPackageChange();
          samples.add(
              last == null ? null : last.getEpochSecond(), subject.system().packageFormat());
        });
  }

  private static Predicate<User> hasPassword(String state) {
    return user -> state.equals(user.password());
  }

  private static void count(Subject subject, List<?> list, Samples samples) {
    count(subject, list, element -> true, samples);
  }

  /** Adds how many elements are such; what was not read is not counted as none. */
  private static <T> void count(
      Subject subject, List<T> list, Predicate<T> isSuch, Samples samples) {
    if (subject.isKnown(list)) {
      samples.add(list.stream().filter(isSuch).count());
    } else {
      samples.unread();
    }
  }

  private static void interfaces(Subject subject, Samples samples) {
    List<NetworkInterface> interfaces = subject.system().networkInterfaces();
    if (!subject.isKnown(interfaces)) {
      samples.unread();
      return;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    METHODS.forEach(method -> counts.put(method, 0));
    interfaces.forEach(configured -> counts.merge(method(configured), 1, Integer::sum));
    counts.forEach((method, count) -> samples.add(count, method));
  }

  private static String method(NetworkInterface configured) {
    if (configured.dhcpIpv4() || configured.dhcpIpv6()) {
      return "dhcp";
    }
    return configured.cidr().isEmpty() ? "none" : "static";
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
                  installed.wholeVersion('-'),
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
