package io.guestkit.export;

import io.guestkit.report.Kernel;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Service;
import io.guestkit.report.User;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An operating system in the summary. */
final class SystemText {
  /** 1000 and up are people by login.defs(5) of every distribution of today; 65534 is nobody. */
  private static final long FIRST_PERSON = 1000;

  private static final long LAST_PERSON = 60_000;

  /** 5: the names are an impression, the report has them all. */
  private static final int MAX_NAMES = 5;

  private final StringBuilder text;

  private SystemText(StringBuilder text) {
    this.text = text;
  }

  /**
   * Appends a system.
   *
   * @param facts what was read: what was not is left out
   */
  static void append(
      StringBuilder text, Colours colours, OperatingSystem system, List<String> facts) {
    text.append('\n').append(colours.heading(DisplayText.show(title(system)))).append('\n');
    new SystemText(text).write(system, facts);
  }

  private static String title(OperatingSystem system) {
    @Nullable String product = system.productName();
    return product != null ? product : system.distro() + " " + system.name();
  }

  private void write(OperatingSystem system, List<String> facts) {
    line("Root", system.root());
    line("Hostname", system.hostname());
    line("Architecture", system.arch());
    line("Init", system.initSystem());
    line("Time zone", system.timezone());
    line("Locale", system.locale());
    if (facts.contains("kernels")) {
      line("Kernels", kernels(system.kernels()));
    }
    if (facts.contains("packages")) {
      line("Packages", packages(system));
    }
    if (facts.contains("users")) {
      line("Users", users(system.users()));
    }
    if (facts.contains("services")) {
      line("Services", services(system.services()));
    }
  }

  private static String kernels(List<Kernel> kernels) {
    StringBuilder versions = new StringBuilder();
    for (Kernel kernel : kernels) {
      versions.append(versions.isEmpty() ? "" : ", ").append(kernel.version());
    }
    return versions.isEmpty() ? "none" : versions.toString();
  }

  private static String packages(OperatingSystem system) {
    @Nullable String format = system.packageFormat();
    return system.packages().size() + (format == null ? "" : " (" + format + ")");
  }

  private static String users(List<User> users) {
    StringBuilder names = new StringBuilder();
    int people = 0;
    for (User user : users) {
      if (user.uid() >= FIRST_PERSON && user.uid() <= LAST_PERSON) {
        people++;
        if (people <= MAX_NAMES) {
          names.append(people == 1 ? "" : ", ").append(user.name());
        }
      }
    }
    if (people == 0) {
      return Integer.toString(users.size());
    }
    return users.size() + " (" + names + (people > MAX_NAMES ? ", ..." : "") + ")";
  }

  private static String services(List<Service> services) {
    Map<String, Integer> states = new TreeMap<>();
    for (Service service : services) {
      states.merge(service.state(), 1, Integer::sum);
    }
    StringBuilder counts = new StringBuilder();
    states.forEach((state, count) ->
        counts.append(counts.isEmpty() ? "" : ", ").append(count).append(' ').append(state));
    return counts.isEmpty() ? "none" : counts.toString();
  }

  private void line(String name, @Nullable String value) {
    if (value != null) {
      text.append("  ").append(name).repeat(' ', 14 - name.length());
      text.append(DisplayText.show(value)).append('\n');
    }
  }
}
