package io.guestkit.export;

import io.guestkit.report.Evidence;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operating system in the summary: a line for each fact that is known, with the files that it
 * comes from where the report has them.
 */
final class SystemText {
  /** 3: more files of one fact, such as those of every user, are in the report. */
  private static final int MAX_FILES = 3;

  /** 16: the longest name of a line, and a blank. */
  private static final int NAME_WIDTH = 16;

  private final StringBuilder text;
  private final OperatingSystem system;
  private final List<String> facts;

  /** The files of the facts that no line has shown yet. */
  private final Map<String, List<String>> files = new LinkedHashMap<>();

  private SystemText(StringBuilder text, OperatingSystem system, Inspection inspection) {
    this.text = text;
    this.system = system;
    this.facts = inspection.facts();
    boolean isOnly = inspection.operatingSystems().size() == 1;
    for (Evidence evidence : inspection.evidence()) {
      if (isOnly || isOfSystem(evidence.device())) {
        List<String> paths =
            files.computeIfAbsent(evidence.component(), component -> new ArrayList<>());
        if (!paths.contains(evidence.path())) {
          paths.add(evidence.path());
        }
      }
    }
  }

  private boolean isOfSystem(String device) {
    boolean isOfSystem = device.equals(system.root());
    for (Mountpoint mountpoint : system.mountpoints()) {
      isOfSystem |= mountpoint.device().equals(device);
    }
    return isOfSystem;
  }

  /** Appends a system of a report; what was not read is left out. */
  static void append(
      StringBuilder text, Colours colours, OperatingSystem system, Inspection inspection) {
    text.append('\n').append(colours.heading(DisplayText.show(title(system)))).append('\n');
    SystemText writer = new SystemText(text, system, inspection);
    writer.identity();
    writer.software();
    writer.access();
    writer.running();
    writer.otherFiles();
  }

  private static String title(OperatingSystem system) {
    @Nullable String product = system.productName();
    return product != null ? product : system.distro() + " " + system.name();
  }

  private void identity() {
    line("Root", "distro", SystemSummary.root(system));
    line("Medium", "medium", system.medium().equals("installed") ? null : system.medium());
    line("Hostname", "hostname", system.hostname());
    line("Architecture", "arch", system.arch());
    line("Support ends", "os_release", SystemSummary.supportEnd(system.osRelease()));
    line("Init", "init_system", system.initSystem());
    line("Time zone", "timezone", system.timezone());
    line("Locale", "locale", system.locale());
    line("Keyboard", "keyboard", system.keyboard());
    line("Installed", "install_date", SystemSummary.moment(system.installDate()));
    line("Last activity", "last_activity", SystemSummary.moment(system.lastActivity()));
  }

  private void software() {
    line("Boot loader", "bootloader", SystemSummary.bootloader(system.bootloader()));
    if (facts.contains("kernels")) {
      line("Kernels", "kernels", SystemSummary.kernels(system.kernels()));
    }
    if (facts.contains("packages")) {
      line("Packages", "packages", SystemSummary.packages(system));
    }
    line("Last change", "last_package_change", SystemSummary.instant(system.lastPackageChange()));
    if (!system.applications().isEmpty()) {
      line("Applications", "applications", SystemSummary.applications(system.applications()));
    }
    if (!system.vmTools().isEmpty()) {
      line("VM tools", "vm_tools", SystemSummary.vmTools(system.vmTools()));
    }
    line("cloud-init", "cloud_init", SystemSummary.cloudInit(system.cloudInit()));
  }

  private void access() {
    if (facts.contains("users")) {
      line("Users", "users", SystemSummary.users(system.users()));
    }
    line("SSH", "ssh_server", SystemSummary.sshServer(system.sshServer()));
    if (!system.authorizedKeys().isEmpty()) {
      line("SSH keys", "authorized_keys", SystemSummary.keys(system.authorizedKeys()));
    }
    line("SELinux", "selinux", system.selinux());
    line("AppArmor", "apparmor", system.apparmor());
  }

  private void running() {
    if (facts.contains("services")) {
      line("Services", "services", SystemSummary.services(system.services()));
    }
    if (facts.contains("scheduled_tasks")) {
      line("Scheduled", "scheduled_tasks", SystemSummary.tasks(system.scheduledTasks()));
    }
    if (!system.networkInterfaces().isEmpty()) {
      line("Network", "network_interfaces", SystemSummary.network(system.networkInterfaces()));
    }
    line("Name servers", "resolver", SystemSummary.resolver(system.resolver()));
  }

  private void line(String name, String fact, @Nullable String value) {
    if (value != null) {
      text.append("  ").append(name).repeat(' ', NAME_WIDTH - name.length());
      text.append(DisplayText.show(value));
      @Nullable List<String> paths = files.remove(fact);
      if (paths != null) {
        text.append("  (from ");
        paths(paths);
        text.append(')');
      }
      text.append('\n');
    }
  }

  /** The files of facts that have no line. */
  private void otherFiles() {
    files.forEach((fact, paths) -> {
      text.append("  ").append(fact).append(": from ");
      paths(paths);
      text.append('\n');
    });
  }

  private void paths(List<String> paths) {
    for (int i = 0; i < Math.min(paths.size(), MAX_FILES); i++) {
      text.append(i == 0 ? "" : ", ").append(DisplayText.show(paths.get(i)));
    }
    if (paths.size() > MAX_FILES) {
      text.append(" and ").append(paths.size() - MAX_FILES).append(" more");
    }
  }
}
