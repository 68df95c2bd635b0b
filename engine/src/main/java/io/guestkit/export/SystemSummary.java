package io.guestkit.export;

import io.guestkit.report.ApplicationInfo;
import io.guestkit.report.AuthorizedKey;
import io.guestkit.report.Bootloader;
import io.guestkit.report.CloudInit;
import io.guestkit.report.Kernel;
import io.guestkit.report.Moment;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import io.guestkit.report.Resolver;
import io.guestkit.report.ScheduledTask;
import io.guestkit.report.Service;
import io.guestkit.report.Setting;
import io.guestkit.report.SshServer;
import io.guestkit.report.User;
import io.guestkit.report.VmTool;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one line of the summary says of a fact; null where nothing is known. */
final class SystemSummary {
  /** 1000 and up are people by login.defs(5) of every distribution of today; 65534 is nobody. */
  private static final long FIRST_PERSON = 1000;

  private static final long LAST_PERSON = 60_000;

  /** 5: the names are an impression, the report has them all. */
  private static final int MAX_NAMES = 5;

  private SystemSummary() {}

  static String root(OperatingSystem system) {
    @Nullable String path = system.rootPath();
    return path == null ? system.root() : system.root() + " " + path;
  }

  static @Nullable String supportEnd(@Nullable OsRelease release) {
    return release == null ? null : release.supportEnd();
  }

  static @Nullable String moment(@Nullable Moment moment) {
    return moment == null ? null : instant(moment.at());
  }

  static @Nullable String instant(@Nullable Instant instant) {
    return instant == null ? null : Instants.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  static @Nullable String bootloader(@Nullable Bootloader loader) {
    if (loader == null) {
      return null;
    }
    StringBuilder line = new StringBuilder(loader.name());
    if (loader.defaultEntry() != null) {
      line.append(", starts ").append(loader.defaultEntry());
    }
    @Nullable Integer timeout = loader.timeoutSeconds();
    if (timeout != null && !loader.entries().isEmpty()) {
      line.append(timeout < 0 ? ", waits" : ", after " + timeout + " s");
    }
    return line.toString();
  }

  static String kernels(List<Kernel> kernels) {
    List<String> versions = new ArrayList<>();
    for (Kernel kernel : kernels) {
      versions.add(kernel.version());
    }
    return versions.isEmpty() ? "none" : String.join(", ", versions);
  }

  static String packages(OperatingSystem system) {
    @Nullable String format = system.packageFormat();
    return system.packages().size() + (format == null ? "" : " (" + format + ")");
  }

  static String applications(List<ApplicationInfo> applications) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (ApplicationInfo application : applications) {
      kinds.merge(application.kind(), 1, Integer::sum);
    }
    return counts(kinds);
  }

  static String vmTools(List<VmTool> tools) {
    Set<String> names = new LinkedHashSet<>();
    for (VmTool tool : tools) {
      names.add(tool.name());
    }
    return String.join(", ", names);
  }

  static @Nullable String cloudInit(@Nullable CloudInit cloudInit) {
    if (cloudInit == null) {
      return null;
    }
    String state = cloudInit.enabled() ? "enabled" : "disabled";
    return cloudInit.datasource() == null ? state : state + ", from " + cloudInit.datasource();
  }

  static String users(List<User> users) {
    Set<String> people = new LinkedHashSet<>();
    for (User user : users) {
      if (user.uid() >= FIRST_PERSON && user.uid() <= LAST_PERSON) {
        people.add(user.name());
      }
    }
    return withNames(users.size(), people);
  }

  static String keys(List<AuthorizedKey> keys) {
    Set<String> owners = new LinkedHashSet<>();
    for (AuthorizedKey key : keys) {
      owners.add(key.user());
    }
    return withNames(keys.size(), owners);
  }

  private static String withNames(int count, Set<String> names) {
    StringBuilder line = new StringBuilder().append(count);
    int shown = 0;
    for (String name : names) {
      if (shown < MAX_NAMES) {
        line.append(shown == 0 ? " (" : ", ").append(name);
      }
      shown++;
    }
    return line.append(shown > MAX_NAMES ? ", ...)" : shown > 0 ? ")" : "").toString();
  }

  static @Nullable String sshServer(@Nullable SshServer server) {
    if (server == null) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    setting(server, "port", "port ", parts);
    setting(server, "permitrootlogin", "root login ", parts);
    setting(server, "passwordauthentication", "password authentication ", parts);
    if (!server.matches().isEmpty()) {
      parts.add(server.matches().size() + " Match");
    }
    return parts.isEmpty() ? "installed" : String.join(", ", parts);
  }

  private static void setting(SshServer server, String name, String words, List<String> parts) {
    for (Setting setting : server.settings()) {
      if (setting.name().equalsIgnoreCase(name)) {
        parts.add(words + setting.value());
      }
    }
  }

  static String services(List<Service> services) {
    Map<String, Integer> states = new TreeMap<>();
    for (Service service : services) {
      states.merge(service.state(), 1, Integer::sum);
    }
    return counts(states);
  }

  static String tasks(List<ScheduledTask> tasks) {
    Map<String, Integer> kinds = new TreeMap<>();
    for (ScheduledTask task : tasks) {
      kinds.merge(task.kind(), 1, Integer::sum);
    }
    return counts(kinds);
  }

  private static String counts(Map<String, Integer> counted) {
    StringBuilder counts = new StringBuilder();
    counted.forEach((name, count) ->
        counts.append(counts.isEmpty() ? "" : ", ").append(count).append(' ').append(name));
    return counts.isEmpty() ? "none" : counts.toString();
  }

  /** The interfaces with their addresses, loopback left out. */
  static @Nullable String network(List<NetworkInterface> interfaces) {
    List<String> parts = new ArrayList<>();
    for (NetworkInterface configured : interfaces) {
      if ("loopback".equals(configured.type())) {
        continue;
      }
      StringBuilder part = new StringBuilder(configured.name());
      for (String address : configured.cidr()) {
        part.append(' ').append(address);
      }
      part.append(configured.dhcpIpv4() ? " DHCP" : "");
      part.append(configured.dhcpIpv6() ? " DHCPv6" : "");
      parts.add(part.toString());
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  static @Nullable String resolver(@Nullable Resolver resolver) {
    return resolver == null || resolver.servers().isEmpty()
        ? null
        : String.join(", ", resolver.servers());
  }
}
