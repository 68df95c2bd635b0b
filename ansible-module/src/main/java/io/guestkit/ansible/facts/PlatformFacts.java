package io.guestkit.ansible.facts;

import io.guestkit.report.Kernel;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Resolver;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names, kernel and architecture of a system, and the programs that run it. Source: {@code
 * module_utils/facts/system/platform.py}, {@code pkg_mgr.py}, {@code service_mgr.py}, {@code
 * dns.py}.
 */
final class PlatformFacts {
  /** Version of Fedora since which {@code /usr/bin/dnf} is dnf5. */
  private static final int FEDORA_WITH_DNF5 = 41;

  private PlatformFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    if (system.name().equals("linux")) {
      facts.put("ansible_system", "Linux");
    }
    names(facts, system);
    put(facts, "ansible_machine_id", system.machineId());
    @Nullable Kernel kernel = BootedKernel.of(system);
    if (kernel != null) {
      facts.put("ansible_kernel", kernel.version());
    }
    architecture(facts, system, kernel);
    put(facts, "ansible_pkg_mgr", packageManager(facts, system));
    put(facts, "ansible_service_mgr", serviceManager(system.initSystem()));
    dns(facts, system.resolver());
    KernelArguments.add(facts, system.bootloader());
  }

  private static void names(Map<String, Object> facts, OperatingSystem system) {
    @Nullable String name = system.hostname();
    if (name != null) {
      int dot = name.indexOf('.');
      facts.put("ansible_nodename", name);
      facts.put("ansible_hostname", dot < 0 ? name : name.substring(0, dot));
    }
    @Nullable String fqdn = system.fqdn();
    if (fqdn != null) {
      int dot = fqdn.indexOf('.');
      facts.put("ansible_fqdn", fqdn);
      facts.put("ansible_domain", dot < 0 ? "" : fqdn.substring(dot + 1));
    }
  }

  /**
   * The machine is the kernel's, the userspace that of the programs: a kernel of 64 bits may run
   * programs of 32.
   */
  private static void architecture(
      Map<String, Object> facts, OperatingSystem system, @Nullable Kernel kernel) {
    @Nullable String programs = system.arch();
    if (programs == null) {
      return;
    }
    @Nullable String machine = kernel == null ? null : kernel.arch();
    if (machine == null && isNamedAlike(programs)) {
      machine = programs; // no kernel of 32 bits runs these
    }
    if (machine != null && isNamedAlike(machine)) {
      facts.put("ansible_machine", machine);
      facts.put("ansible_architecture", machine);
    } else if (machine != null && machine.equals("i386")) {
      facts.put("ansible_architecture", "i386"); // of i486, i586 and i686 alike
    }
    boolean is64 = isNamedAlike(programs);
    if (is64 || programs.equals("i386")) {
      facts.put("ansible_userspace_bits", is64 ? "64" : "32");
    }
    if (programs.equals("x86_64") || programs.equals("i386")) {
      facts.put("ansible_userspace_architecture", programs);
    }
  }

  /** Whether uname(1) has libguestfs's name for an architecture, all of them of 64 bits. */
  private static boolean isNamedAlike(String arch) {
    return switch (arch) {
      case "x86_64", "aarch64", "ppc64", "ppc64le", "s390x", "riscv64", "loongarch64", "sparc64" ->
          true;
      default -> false;
    };
  }

  private static @Nullable String packageManager(
      Map<String, Object> facts, OperatingSystem system) {
    @Nullable String manager = system.packageManagement();
    if (manager == null) {
      return null;
    }
    if ("RedHat".equals(facts.get("ansible_os_family")) && system.rootPath() != null) {
      return "atomic_container";
    }
    return switch (manager) {
      case "apt" -> system.distro().equals("altlinux") ? "apt_rpm" : "apt";
      case "dnf" -> isDnf5(system) ? "dnf5" : "dnf";
      case "yum", "zypper", "urpmi", "apk", "pacman", "portage", "xbps" -> manager;
      default -> null; // up2date, pisi: setup has no name for them
    };
  }

  private static boolean isDnf5(OperatingSystem system) {
    return system.distro().equals("fedora")
        && system.majorVersion() != null
        && system.majorVersion() >= FEDORA_WITH_DNF5;
  }

  private static @Nullable String serviceManager(@Nullable String init) {
    if (init == null) {
      return null;
    }
    return switch (init) {
      case "systemd", "sysvinit", "upstart", "openrc", "runit", "dinit" -> init;
      default -> null; // of busybox setup makes one or another thing
    };
  }

  /** What a service writes when the machine starts, such as systemd-resolved, is not there yet. */
  private static void dns(Map<String, Object> facts, @Nullable Resolver resolver) {
    if (resolver == null || !resolver.path().equals("/etc/resolv.conf")) {
      return;
    }
    Map<String, Object> dns = new LinkedHashMap<>();
    if (!resolver.servers().isEmpty()) {
      dns.put("nameservers", resolver.servers());
    }
    if (!resolver.search().isEmpty()) {
      dns.put("search", resolver.search());
    }
    facts.put("ansible_dns", dns);
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
