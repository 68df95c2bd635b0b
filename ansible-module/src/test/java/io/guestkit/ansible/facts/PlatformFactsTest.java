package io.guestkit.ansible.facts;

import static io.guestkit.ansible.facts.SetupFactsTest.map;
import static io.guestkit.ansible.facts.SetupFactsTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Kernel;
import io.guestkit.report.OsRelease;
import io.guestkit.report.Resolver;
import io.guestkit.testing.Reports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a system is and what it would start, of reports that are built in code. */
class PlatformFactsTest {

  static Bootloader menu(@Nullable String kernel, @Nullable String commandLine) {
    return new Bootloader(
        "grub2",
        "/boot/grub/grub.cfg",
        "two",
        5,
        commandLine,
        List.of(
            new BootEntry("one", null, "/vmlinuz-1", null, null),
            new BootEntry("two", null, kernel, null, commandLine)));
  }

  @Test
  void theKernelIsTheOneOfTheMenuOrTheOnlyOne() throws IOException {
    Kernel one = new Kernel("1", "/boot/vmlinuz-1", true, null, "i386");
    Kernel two = new Kernel("2", "/boot/vmlinuz-2", true, null, "x86_64");
    List<Kernel> both = List.of(one, two);
    assertThat(with("kernels", both, "bootloader", menu("/vmlinuz-2", null)).get("ansible_kernel"))
        .isEqualTo("2");
    assertThat(with("kernels", both, "bootloader", menu("/vmlinuz", null)))
        .doesNotContainKey("ansible_kernel");
    assertThat(with("kernels", both)).doesNotContainKey("ansible_kernel");
    assertThat(with("kernels", List.of(one), "bootloader", menu(null, null)).get("ansible_kernel"))
        .isEqualTo("1");
    // 32 bits below a kernel of 64, of 32, and of one that is not known.
    Map<String, Object> mixed = with("arch", "i386", "kernels", List.of(two));
    assertThat(mixed.get("ansible_architecture")).isEqualTo("x86_64");
    assertThat(mixed.get("ansible_userspace_architecture")).isEqualTo("i386");
    assertThat(mixed.get("ansible_userspace_bits")).isEqualTo("32");
    Map<String, Object> old = with("arch", "i386", "kernels", List.of(one));
    assertThat(old.get("ansible_architecture")).isEqualTo("i386");
    assertThat(old).doesNotContainKey("ansible_machine");
    assertThat(with("arch", "i386", "kernels", both)).doesNotContainKey("ansible_architecture");
  }

  @Test
  void argumentsOfTheKernelAreSplitAsAnsibleDoes() throws IOException {
    Map<String, Object> facts =
        with("bootloader", menu(null, "ro console=a  console=b console=c x=\"1 2\" \"q w\" a=b=c"));
    assertThat(map(facts, "ansible_cmdline"))
        .isEqualTo(
            Map.of(
                "ro", true, "console", "c", "x", "\"1", "2\"", true, "\"q w\"", true, "a", "b=c"));
    assertThat(map(facts, "ansible_proc_cmdline").get("console")).isEqualTo(List.of("a", "b", "c"));
    assertThat(map(with("bootloader", menu(null, "ro 'x")), "ansible_cmdline")).isEmpty();
    assertThat(with("bootloader", menu(null, null))).doesNotContainKey("ansible_cmdline");
  }

  @Test
  void selinuxAndNameServersAreThoseThatComeUp() throws IOException {
    assertThat(map(with("selinux", "enforcing"), "ansible_selinux"))
        .isEqualTo(Map.of("status", "enabled", "mode", "enforcing"));
    assertThat(map(with("selinux", "disabled"), "ansible_selinux"))
        .isEqualTo(Map.of("status", "disabled"));
    assertThat(map(with("apparmor", "enabled"), "ansible_apparmor"))
        .isEqualTo(Map.of("status", "enabled"));
    Resolver resolver = new Resolver(List.of("192.0.2.1"), List.of(), "/etc/resolv.conf");
    assertThat(map(with("resolver", resolver), "ansible_dns"))
        .isEqualTo(Map.of("nameservers", List.of("192.0.2.1")));
    assertThat(with("resolver", Reports.with(resolver, "path", "/etc/systemd/resolved.conf")))
        .doesNotContainKey("ansible_dns");
  }

  private static OsRelease osRelease(String id, String name, @Nullable String version) {
    return new OsRelease(
        id, List.of(), name, null, version, version, null, null, null, null, null, null);
  }

  @Test
  void managersAreThoseOfTheirModules() throws IOException {
    assertThat(
            with(
                    "distro",
                    "fedora",
                    "osRelease",
                    osRelease("fedora", "Fedora Linux", "41"),
                    "majorVersion",
                    41,
                    "packageManagement",
                    "dnf")
                .get("ansible_pkg_mgr"))
        .isEqualTo("dnf5");
    assertThat(
            with(
                    "distro", "fedora",
                    "rootPath", "/ostree/deploy/x",
                    "osRelease", osRelease("fedora", "Fedora Linux", "40"),
                    "packageManagement", "dnf")
                .get("ansible_pkg_mgr"))
        .isEqualTo("atomic_container");
    assertThat(with("distro", "altlinux").get("ansible_pkg_mgr")).isEqualTo("apt_rpm");
    assertThat(with("packageManagement", "pisi")).doesNotContainKey("ansible_pkg_mgr");
    assertThat(with("initSystem", "busybox")).doesNotContainKey("ansible_service_mgr");
  }

  @Test
  void systemsFromBeforeOsReleaseAreToldByTheirFiles() throws IOException {
    assertThat(older("rhel", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)"))
        .isEqualTo("RedHat 5.11 5 Tikanga RedHat");
    assertThat(older("centos", "CentOS release 6.10 (Final)"))
        .isEqualTo("CentOS 6.10 6 Final RedHat");
    assertThat(older("ubuntu", "Ubuntu 10.04.4 LTS")).isEqualTo("Ubuntu 10.04 10 null Debian");
    assertThat(older("unknown", "Something 7")).isEqualTo("null null null null null");
  }

  private static String older(String distro, String product) throws IOException {
    Map<String, Object> facts = with("osRelease", null, "distro", distro, "productName", product);
    return facts.get("ansible_distribution")
        + " "
        + facts.get("ansible_distribution_version")
        + " "
        + facts.get("ansible_distribution_major_version")
        + " "
        + facts.get("ansible_distribution_release")
        + " "
        + facts.get("ansible_os_family");
  }
}
