package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code packages}: a list of versions by name, with the fields that the package manager's class
 * has in {@code modules/package_facts.py}.
 */
final class PackageFacts {
  private PackageFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    @Nullable String format = system.packageFormat();
    if (format == null || system.packages().isEmpty()) {
      return; // a system without a package has no database that was read
    }
    String nativeArch = nativeArch(system.packages());
    Map<String, List<Object>> packages = new LinkedHashMap<>();
    for (PackageInfo info : system.packages()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      fill(entry, format, info, nativeArch);
      packages
          .computeIfAbsent((String) entry.getOrDefault("name", ""), name -> new ArrayList<>())
          .add(entry);
    }
    facts.put("packages", packages);
  }

  /** dpkg is installed for the architecture that it takes for its own. */
  private static String nativeArch(List<PackageInfo> packages) {
    for (PackageInfo info : packages) {
      if (info.name().equals("dpkg") && info.arch() != null) {
        return info.arch();
      }
    }
    return "";
  }

  private static void fill(
      Map<String, @Nullable Object> entry, String format, PackageInfo info, String nativeArch) {
    switch (format) {
      case "deb" -> {
        entry.put("name", debName(info, nativeArch));
        entry.put("version", info.wholeVersion('-'));
        entry.put("arch", info.arch());
        entry.put("source", "apt");
      }
      case "rpm" -> {
        entry.put("name", info.name());
        entry.put("version", info.version());
        entry.put("release", info.release());
        entry.put("epoch", info.epoch() == 0 ? null : (Object) (long) info.epoch());
        entry.put("arch", info.arch());
        entry.put("source", "rpm");
      }
      case "apk" -> {
        entry.put("name", info.name());
        entry.put("version", info.version());
        entry.put("release", info.release() == null ? "" : info.release());
        entry.put("source", "apk");
      }
      case "ebuild" -> {
        int slash = info.name().indexOf('/');
        entry.put("category", info.name().substring(0, Math.max(0, slash)));
        entry.put("name", info.name().substring(slash + 1));
        entry.put("version", info.version());
        if (info.release() != null) {
          entry.put("ebuild_revision", info.release());
        }
        entry.put("source", "portage");
      }
      default -> { // pacman, and xbps, which package_facts does not know
        entry.put("name", info.name());
        entry.put("version", info.wholeVersion(format.equals("xbps") ? '_' : '-'));
        entry.put("arch", info.arch());
        entry.put("source", format);
      }
    }
  }

  /** apt names a package of a foreign architecture with it. */
  private static String debName(PackageInfo info, String nativeArch) {
    @Nullable String arch = info.arch();
    return arch == null || nativeArch.isEmpty() || arch.equals(nativeArch) || arch.equals("all")
        ? info.name()
        : info.name() + ":" + arch;
  }
}
