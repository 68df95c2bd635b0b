package io.guestkit.inspect;

import io.guestkit.inspect.os.Packaging;
import io.guestkit.inspect.os.Release;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Group;
import io.guestkit.report.Kernel;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Service;
import io.guestkit.report.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operating system while it is read: what is not known yet is null or empty. */
final class SystemDraft {
  private final String root;
  private final Release release;

  Packaging packaging = new Packaging(null, null, null);
  @Nullable String arch;
  @Nullable String hostname;
  @Nullable String machineId;
  @Nullable String initSystem;
  @Nullable String timezone;
  @Nullable String locale;
  List<Mountpoint> mountpoints = List.of();
  List<FstabEntry> fstab = List.of();
  List<Kernel> kernels = List.of();
  List<PackageInfo> packages = List.of();
  List<User> users = List.of();
  List<Group> groups = List.of();
  List<Service> services = List.of();

  SystemDraft(String root, Release release) {
    this.root = root;
    this.release = release;
  }

  OperatingSystem build() {
    return new OperatingSystem(
        root,
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
        machineId,
        initSystem,
        timezone,
        locale,
        mountpoints,
        fstab,
        kernels,
        packages,
        users,
        groups,
        services);
  }
}
