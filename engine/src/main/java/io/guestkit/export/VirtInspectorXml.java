package io.guestkit.export;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The document of virt-inspector(1), for the tools that read it. Element names and their order are
 * those of its schema, virt-inspector.rng of libguestfs 1.48; what the schema has no element for is
 * left out, and so is what virt-inspector leaves out.
 */
public final class VirtInspectorXml {
  private static final String BTRFS_VOLUME = "btrfsvol:";

  private final Inspection inspection;
  private final XmlText xml = new XmlText();

  private VirtInspectorXml(Inspection inspection) {
    this.inspection = inspection;
  }

  /** Returns the facts that the document is made of. */
  public static List<String> facts() {
    return List.of("filesystems", "fstab", "mountpoints", "packages");
  }

  /** Returns the document of a machine, ending in a newline. */
  public static String of(Inspection inspection) {
    return new VirtInspectorXml(inspection).write();
  }

  private String write() {
    if (inspection.operatingSystems().isEmpty()) {
      xml.empty("operatingsystems");
    } else {
      xml.open("operatingsystems");
      for (OperatingSystem system : inspection.operatingSystems()) {
        system(system);
      }
      xml.close("operatingsystems");
    }
    return xml.toString();
  }

  private void system(OperatingSystem system) {
    xml.open("operatingsystem");
    xml.element("root", system.root());
    element("name", system.name());
    element("arch", system.arch());
    if (!system.distro().equals("unknown")) {
      xml.element("distro", system.distro());
    }
    element("product_name", system.productName());
    xml.element("major_version", number(system.majorVersion()));
    xml.element("minor_version", number(system.minorVersion()));
    element("package_format", system.packageFormat());
    element("package_management", system.packageManagement());
    element("hostname", system.hostname());
    element("osinfo", system.osinfo());
    mountpoints(system.mountpoints());
    filesystems(system);
    if (inspection.facts().contains("packages")) {
      applications(system.packages(), String.valueOf(system.packageFormat()));
    }
    xml.close("operatingsystem");
  }

  /** A version that is not known is 0 there. */
  private static String number(@Nullable Integer value) {
    return Integer.toString(value == null ? 0 : value);
  }

  private void element(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      xml.element(name, value);
    }
  }

  /** The shorter paths first: so a tool can mount them in this order. */
  private void mountpoints(List<Mountpoint> mountpoints) {
    if (mountpoints.isEmpty()) {
      xml.empty("mountpoints");
      return;
    }
    List<Mountpoint> sorted = new ArrayList<>(mountpoints);
    sorted.sort(Comparator.comparingInt(mountpoint -> mountpoint.path().length()));
    xml.open("mountpoints");
    for (Mountpoint mountpoint : sorted) {
      xml.element("mountpoint", mountpoint.path(), "dev", mountpoint.device());
    }
    xml.close("mountpoints");
  }

  /** What the system mounts or swaps on, by device. */
  private void filesystems(OperatingSystem system) {
    Set<String> devices = new TreeSet<>();
    for (Mountpoint mountpoint : system.mountpoints()) {
      devices.add(mountpoint.device());
    }
    for (FstabEntry entry : system.fstab()) {
      if (entry.device() != null && !isSubvolumeOf(entry.device(), devices)) {
        devices.add(entry.device());
      }
    }
    if (devices.isEmpty()) {
      xml.empty("filesystems");
      return;
    }
    xml.open("filesystems");
    for (String device : devices) {
      filesystem(device);
    }
    xml.close("filesystems");
  }

  /** Returns whether a device is in the set by one of its subvolumes. */
  private static boolean isSubvolumeOf(String device, Set<String> devices) {
    for (String other : devices) {
      if (other.startsWith(BTRFS_VOLUME + device + "/")) {
        return true;
      }
    }
    return false;
  }

  private void filesystem(String device) {
    for (FilesystemInfo info : inspection.filesystems()) {
      if (device.equals(info.device()) || device.startsWith(BTRFS_VOLUME + info.device() + "/")) {
        xml.open("filesystem", "dev", device);
        element("type", info.type());
        element("label", info.label());
        element("uuid", info.uuid());
        xml.close("filesystem");
        return;
      }
    }
    xml.empty("filesystem", "dev", device);
  }

  private void applications(List<PackageInfo> packages, String format) {
    if (packages.isEmpty()) {
      xml.empty("applications");
      return;
    }
    List<PackageInfo> sorted = new ArrayList<>(packages);
    sorted.sort(Comparator.comparing(PackageInfo::name));
    xml.open("applications");
    for (PackageInfo installed : sorted) {
      application(installed, format);
    }
    xml.close("applications");
  }

  private void application(PackageInfo installed, String format) {
    xml.open("application");
    xml.element("name", installed.name());
    element("display_name", installed.displayName());
    if (installed.epoch() != 0) {
      xml.element("epoch", Integer.toString(installed.epoch()));
    }
    element("version", installed.version());
    element("release", installed.release());
    element("arch", installed.arch());
    // virt-inspector takes the publisher of apk, and the source package of deb and apk, alone.
    if (format.equals("apk")) {
      element("publisher", installed.publisher());
    }
    element("url", installed.url());
    if (format.equals("apk") || format.equals("deb")) {
      element("source_package", installed.sourcePackage());
    }
    element("summary", installed.summary());
    element("description", installed.description());
    xml.close("application");
  }
}
