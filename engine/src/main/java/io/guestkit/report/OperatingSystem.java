package io.guestkit.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operating system on the disks. */
public record OperatingSystem(
    @Component("Device that holds the root directory.") String root,
    @Component(
            "Directory of that filesystem that is the root, where it is not its top: a deployment of ostree.")
        @Nullable String rootPath,
    @Component("What it is: installed, live, installer.") String medium,
    @Component("Kind of system: linux.") String name,
    @Component("Architecture of the system, as libguestfs names it, such as x86_64.")
        @Nullable String arch,
    @Component("Distribution, as libguestfs names it; unknown where it has no name there.")
        String distro,
    @Component("Name of the product, for people.") @Nullable String productName,
    @Component("First number of the version.") @Nullable Integer majorVersion,
    @Component("Second number of the version.") @Nullable Integer minorVersion,
    @Component("Format of packages: deb, rpm, apk, pacman, ebuild, xbps.")
        @Nullable String packageFormat,
    @Component("Program that manages packages: apt, dnf, yum, zypper, apk, pacman, portage, xbps.")
        @Nullable String packageManagement,
    @Component("Short identifier of the libosinfo database.") @Nullable String osinfo,
    @Component("What os-release(5) says, as it stands.") @Nullable OsRelease osRelease,
    @Component("Host name.") @Nullable String hostname,
    @Component("Fully qualified domain name.") @Nullable String fqdn,
    @Component("Machine identifier, 32 hexadecimal digits.") @Nullable String machineId,
    @Component("Init system: systemd, sysvinit, upstart, openrc, runit, busybox.")
        @Nullable String initSystem,
    @Component("Time zone by its name in the tz database.") @Nullable String timezone,
    @Component("Language and encoding, the value of LANG.") @Nullable String locale,
    @Component("Keyboard layout, with its variant after a blank.") @Nullable String keyboard,
    @Component(
            "When the system was installed: by what the installer wrote last, the first line of a package manager's log, the making of the machine identifier or of the root filesystem, the first of them that tells.")
        @Nullable Moment installDate,
    @Component(
            "Last sign that the system ran: the newest time of its logs, journals and saved clocks.")
        @Nullable Moment lastActivity,
    @Component("Mode of SELinux: enforcing, permissive, disabled.") @Nullable String selinux,
    @Component("Mode of AppArmor: enabled, disabled.") @Nullable String apparmor,
    @Component("Programs of hypervisors and clouds that are installed.") List<VmTool> vmTools,
    @Component("cloud-init, where it is installed.") @Nullable CloudInit cloudInit,
    @Component("The filesystems that make up the system.") List<Mountpoint> mountpoints,
    @Component("The lines of /etc/fstab.") List<FstabEntry> fstab,
    @Component("The lines of /etc/crypttab.") List<CrypttabEntry> crypttab,
    @Component("The boot loader.") @Nullable Bootloader bootloader,
    @Component("The installed kernels.") List<Kernel> kernels,
    @Component("The installed packages.") List<PackageInfo> packages,
    @Component("When packages were installed, updated or removed last.")
        @Nullable Instant lastPackageChange,
    @Component("Applications of snap and flatpak.") List<ApplicationInfo> applications,
    @Component("The user accounts.") List<User> users,
    @Component("The groups.") List<Group> groups,
    @Component("Who may run commands as somebody else.") List<SudoRule> sudoRules,
    @Component("The keys that let people in by SSH.") List<AuthorizedKey> authorizedKeys,
    @Component("The SSH server, where it is installed.") @Nullable SshServer sshServer,
    @Component("The services that are installed, by name, and their states.")
        List<Service> services,
    @Component("What runs at set times.") List<ScheduledTask> scheduledTasks,
    @Component("The network interfaces that are configured.")
        List<NetworkInterface> networkInterfaces,
    @Component("Where names are asked for.") @Nullable Resolver resolver) {
  /** Copies the lists. */
  public OperatingSystem {
    vmTools = List.copyOf(vmTools);
    mountpoints = List.copyOf(mountpoints);
    fstab = List.copyOf(fstab);
    crypttab = List.copyOf(crypttab);
    kernels = List.copyOf(kernels);
    packages = List.copyOf(packages);
    applications = List.copyOf(applications);
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    sudoRules = List.copyOf(sudoRules);
    authorizedKeys = List.copyOf(authorizedKeys);
    services = List.copyOf(services);
    scheduledTasks = List.copyOf(scheduledTasks);
    networkInterfaces = List.copyOf(networkInterfaces);
  }
}
