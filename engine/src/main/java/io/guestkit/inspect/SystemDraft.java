package io.guestkit.inspect;

import io.guestkit.inspect.os.Packaging;
import io.guestkit.inspect.os.Release;
import io.guestkit.report.ApplicationInfo;
import io.guestkit.report.AuthorizedKey;
import io.guestkit.report.Bootloader;
import io.guestkit.report.CloudInit;
import io.guestkit.report.CrypttabEntry;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Group;
import io.guestkit.report.Kernel;
import io.guestkit.report.Moment;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.NetworkInterface;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Resolver;
import io.guestkit.report.ScheduledTask;
import io.guestkit.report.Service;
import io.guestkit.report.SshServer;
import io.guestkit.report.SudoRule;
import io.guestkit.report.User;
import io.guestkit.report.VmTool;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operating system while it is read: what is not known yet is null or empty. */
final class SystemDraft {
  private final String root;
  private final Release release;

  Packaging packaging = new Packaging(null, null, null);
  @Nullable String rootPath;
  String medium = "installed";
  @Nullable String arch;
  @Nullable String hostname;
  @Nullable String fqdn;
  @Nullable String machineId;
  @Nullable String initSystem;
  @Nullable String timezone;
  @Nullable String locale;
  @Nullable String keyboard;
  @Nullable Moment installDate;
  @Nullable Moment lastActivity;
  @Nullable String selinux;
  @Nullable String apparmor;
  List<VmTool> vmTools = List.of();
  @Nullable CloudInit cloudInit;
  List<Mountpoint> mountpoints = List.of();
  List<FstabEntry> fstab = List.of();
  List<CrypttabEntry> crypttab = List.of();
  @Nullable Bootloader bootloader;
  List<Kernel> kernels = List.of();
  List<PackageInfo> packages = List.of();
  @Nullable Instant lastPackageChange;
  List<ApplicationInfo> applications = List.of();
  List<User> users = List.of();
  List<Group> groups = List.of();
  List<SudoRule> sudoRules = List.of();
  List<AuthorizedKey> authorizedKeys = List.of();
  @Nullable SshServer sshServer;
  List<Service> services = List.of();
  List<ScheduledTask> scheduledTasks = List.of();
  List<NetworkInterface> networkInterfaces = List.of();
  @Nullable Resolver resolver;

  SystemDraft(String root, Release release) {
    this.root = root;
    this.release = release;
  }

  OperatingSystem build() {
    return new OperatingSystem(
        root,
        rootPath,
        medium,
        "linux",
        arch,
        release.distro(),
        release.productName(),
        release.version().major(),
        release.version().minor(),
        packaging.format(),
        packaging.management(),
        packaging.osinfo(),
        release.osRelease(),
        hostname,
        fqdn,
        machineId,
        initSystem,
        timezone,
        locale,
        keyboard,
        installDate,
        lastActivity,
        selinux,
        apparmor,
        vmTools,
        cloudInit,
        mountpoints,
        fstab,
        crypttab,
        bootloader,
        kernels,
        packages,
        lastPackageChange,
        applications,
        users,
        groups,
        sudoRules,
        authorizedKeys,
        sshServer,
        services,
        scheduledTasks,
        networkInterfaces,
        resolver);
  }
}
