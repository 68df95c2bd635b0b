package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operating system on the disks. */
public record OperatingSystem(
    @Component("Device that holds the root directory.") String root,
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
    @Component("Machine identifier, 32 hexadecimal digits.") @Nullable String machineId,
    @Component("Init system: systemd, sysvinit, upstart, openrc, runit, busybox.")
        @Nullable String initSystem,
    @Component("Time zone by its name in the tz database.") @Nullable String timezone,
    @Component("Language and encoding, the value of LANG.") @Nullable String locale,
    @Component("The filesystems that make up the system.") List<Mountpoint> mountpoints,
    @Component("The lines of /etc/fstab.") List<FstabEntry> fstab,
    @Component("The installed kernels.") List<Kernel> kernels,
    @Component("The installed packages.") List<PackageInfo> packages,
    @Component("The user accounts.") List<User> users,
    @Component("The groups.") List<Group> groups,
    @Component("The systemd units that are installed, by name, and their states.")
        List<Service> services) {
  /** Copies the lists. */
  public OperatingSystem {
    mountpoints = List.copyOf(mountpoints);
    fstab = List.copyOf(fstab);
    kernels = List.copyOf(kernels);
    packages = List.copyOf(packages);
    users = List.copyOf(users);
    groups = List.copyOf(groups);
    services = List.copyOf(services);
  }
}
