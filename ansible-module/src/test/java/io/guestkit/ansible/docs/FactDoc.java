package io.guestkit.ansible.docs;

import java.util.List;

/**
 * What one of the facts of image_facts means.
 *
 * @param name its name
 * @param type its type, as ansible-doc names it
 * @param description what it is, one sentence
 * @param source the report's components that it is made of
 * @param difference where it differs from what Ansible's module says of a system that runs; empty
 *     where it does not
 */
public record FactDoc(
    String name, String type, String description, String source, String difference) {

  private static FactDoc of(String name, String type, String description, String source) {
    return new FactDoc(name, type, description, source, "");
  }

  private FactDoc but(String differs) {
    return new FactDoc(name, type, description, source, differs);
  }

  /** Returns them, by the modules that make them of a system that runs. */
  public static List<FactDoc> all() {
    return List.of(
        of(
                "ansible_distribution",
                "str",
                "Name of the distribution, such as C(Debian), C(RedHat), C(OracleLinux).",
                "distro, os_release")
            .but(
                "A derivative of Arch Linux is named as its os-release names it; setup may find a"
                    + " file of Arch Linux beside it."),
        of(
                "ansible_distribution_version",
                "str",
                "Version, with the minor number of Debian and CentOS; C(NA) where the system has"
                    + " none.",
                "os_release, minor_version")
            .but("Left out where only a file that the report does not have tells it."),
        of(
            "ansible_distribution_major_version",
            "str",
            "The version up to its first point.",
            "os_release"),
        of(
            "ansible_distribution_minor_version",
            "str",
            "The second number; of Debian and Amazon Linux only, as setup has it.",
            "minor_version"),
        of(
                "ansible_distribution_release",
                "str",
                "Code name, such as C(bookworm); of SUSE the service pack; C(NA) where the system"
                    + " has none.",
                "os_release")
            .but("Left out where only a file that the report does not have tells it."),
        of(
                "ansible_os_family",
                "str",
                "Family of the distribution, such as C(Debian), C(RedHat), C(Suse).",
                "distro, os_release")
            .but("The families of ansible-core 2.19."),
        of("ansible_system", "str", "C(Linux).", "name"),
        of("ansible_nodename", "str", "Host name as configured.", "hostname"),
        of("ansible_hostname", "str", "Host name up to its first point.", "hostname"),
        of("ansible_fqdn", "str", "Fully qualified domain name.", "fqdn")
            .but("From the system's own files: no server is asked."),
        of("ansible_domain", "str", "Domain of it.", "fqdn").but("As ansible_fqdn."),
        of("ansible_machine_id", "str", "Machine identifier.", "machine_id")
            .but("That of systemd, where D-Bus has another one."),
        of(
                "ansible_kernel",
                "str",
                "Release of the kernel that would start: that of the boot menu's default entry, or"
                    + " the only one.",
                "bootloader, kernels")
            .but("Not the one that ran last."),
        of(
            "ansible_machine",
            "str",
            "Architecture of that kernel, as C(uname -m) prints it.",
            "kernels, arch"),
        of("ansible_architecture", "str", "The same, C(i386) for all of 32 bits.", "kernels, arch"),
        of(
            "ansible_userspace_architecture",
            "str",
            "Architecture of the programs; of x86 only, as setup has it.",
            "arch"),
        of("ansible_userspace_bits", "str", "C(64) or C(32).", "arch"),
        of(
                "ansible_pkg_mgr",
                "str",
                "Program that manages packages, such as C(apt), C(dnf), C(atomic_container).",
                "package_management")
            .but("C(dnf5) of Fedora 41 and later; ansible-core 2.14 did not know it."),
        of("ansible_service_mgr", "str", "Init system, such as C(systemd).", "init_system"),
        of("ansible_selinux", "dict", "C(status), and C(mode) where it is enabled.", "selinux")
            .but("As it comes up at the next start; C(type) and C(policyvers) are left out."),
        of("ansible_apparmor", "dict", "C(status).", "apparmor")
            .but("As it comes up at the next start."),
        of("ansible_dns", "dict", "C(nameservers) and C(search) of /etc/resolv.conf.", "resolver")
            .but(
                "Left out where a service writes that file when the system starts; without"
                    + " C(domain), C(options) and C(sortlist)."),
        of("ansible_cmdline", "dict", "Arguments of the kernel, the last of each.", "bootloader")
            .but(
                "Those of the boot menu's default entry: without C(BOOT_IMAGE), and values that look"
                    + " like secrets are masked."),
        of("ansible_proc_cmdline", "dict", "Arguments of the kernel, all of each.", "bootloader")
            .but("As ansible_cmdline."),
        of(
                "ansible_mounts",
                "list",
                "The filesystems of the machine's disks that the system mounts: C(mount),"
                    + " C(device), C(fstype), C(options), C(uuid), C(size_*), C(block_*),"
                    + " C(inode_*).",
                "mountpoints, fstab, filesystems")
            .but(
                "C(options) are those of fstab, not all that the kernel adds, and left out where"
                    + " fstab has no line; C(inode_*) where the filesystem has no fixed number."),
        of("ansible_devices", "dict", "The disks and their partitions.", "disks, partition_tables")
            .but(
                "C(size), C(sectors) of 512 bytes and C(partitions) with C(start), C(sectors),"
                    + " C(sectorsize), C(size), C(uuid); what the virtual hardware tells is left"
                    + " out. The guest may name its disks otherwise (vda)."),
        of(
                "ansible_lvm",
                "dict",
                "C(vgs), C(lvs) and C(pvs) with their sizes in gigabytes.",
                "volume_groups")
            .but(
                "Empty, not C(N/A), where there are none; physical volumes of no group are left out."),
        of(
            "ansible_guestkit",
            "dict",
            "Where the facts come from: C(path), C(additional_disks), C(product_name); C(clean),"
                + " whether the system's filesystems were unmounted cleanly; C(problems), what could"
                + " not be read, each with C(kind), C(device), C(path) and C(message).",
            "problems, filesystems"),
        of(
                "packages",
                "dict",
                "A list of the versions of each package, as package_facts.",
                "packages")
            .but(
                "apt without C(category) and C(origin), pacman without C(provides); C(epoch) of rpm"
                    + " is null where it is 0; with C(xbps), which package_facts does not know."),
        of(
                "services",
                "dict",
                "C(name), C(state), C(status), C(source), as service_facts.",
                "services")
            .but(
                "C(state) is C(stopped), as nothing runs on a machine that is off; every service has"
                    + " a C(status), those of openrc no C(runlevels)."),
        of("getent_passwd", "dict", "Fields of each account, as getent.", "users")
            .but("The password field is C(x) always: a hash is never reported."),
        of("getent_group", "dict", "Fields of each group, as getent.", "groups")
            .but("As getent_passwd."));
  }
}
