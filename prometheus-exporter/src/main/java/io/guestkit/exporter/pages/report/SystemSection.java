package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Facts;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Times;
import io.guestkit.report.CloudInit;
import io.guestkit.report.Kernel;
import io.guestkit.report.Moment;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.OsRelease;
import io.guestkit.report.Resolver;
import io.guestkit.report.VmTool;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operating system is. */
final class SystemSection {
  /** 20: more names of one kind are in the report. */
  private static final int MAX_NAMES = 20;

  private SystemSection() {}

  /**
   * Writes it.
   *
   * @param packagesId where its packages are on the page; empty where they were not read
   */
  static void write(Html html, OperatingSystem system, String packagesId, Instant now) {
    @Nullable String product = system.productName();
    html.open("section", "card");
    html.element("h2", product != null ? product : system.distro() + " " + system.name());
    Facts facts = new Facts(html);
    @Nullable String path = system.rootPath();
    facts.fact("Host name", system.hostname());
    @Nullable String fqdn = system.fqdn();
    facts.fact("Full name", fqdn == null || fqdn.equals(system.hostname()) ? null : fqdn);
    facts.fact("Root device", path == null ? system.root() : system.root() + " " + path);
    facts.fact("Architecture", system.arch());
    facts.fact("Medium", system.medium().equals("installed") ? null : system.medium());
    moment(facts, "Installed", system.installDate(), now);
    moment(facts, "Last activity", system.lastActivity(), now);
    if (!packagesId.isEmpty()) {
      String count = Sizes.count(system.packages().size());
      @Nullable String format = system.packageFormat();
      facts.fact("Packages").link("#" + packagesId, format == null ? count : count + " " + format);
    }
    when(facts, "Packages changed", system.lastPackageChange(), now);
    @Nullable OsRelease release = system.osRelease();
    facts.fact("Support ends", release == null ? null : release.supportEnd());
    facts.fact("Init", system.initSystem());
    facts.fact("Kernels", kernels(system.kernels()));
    facts.fact("Boot loader", system.bootloader() == null ? null : system.bootloader().name());
    facts.fact("SELinux", system.selinux());
    facts.fact("AppArmor", system.apparmor());
    facts.fact("Guest tools", tools(system.vmTools()));
    facts.fact("cloud-init", cloudInit(system.cloudInit()));
    facts.fact("Time zone", system.timezone());
    facts.fact("Locale", system.locale());
    @Nullable Resolver resolver = system.resolver();
    facts.fact("Name servers", resolver == null ? null : names(resolver.servers()));
    facts.fact("Machine id", system.machineId());
    facts.end();
    html.close();
  }

  private static void moment(Facts facts, String name, @Nullable Moment moment, Instant now) {
    when(facts, name, moment == null ? null : moment.at(), now);
  }

  private static void when(Facts facts, String name, @Nullable Instant instant, Instant now) {
    if (instant != null) {
      Times.ago(facts.fact(name), instant, now);
    }
  }

  private static String kernels(List<Kernel> kernels) {
    return names(kernels.stream().map(Kernel::version).toList());
  }

  private static String tools(List<VmTool> tools) {
    Set<String> names = new LinkedHashSet<>();
    for (VmTool tool : tools) {
      names.add(tool.name());
    }
    return names(List.copyOf(names));
  }

  private static @Nullable String cloudInit(@Nullable CloudInit cloudInit) {
    if (cloudInit == null) {
      return null;
    }
    return cloudInit.enabled() ? "enabled" : "disabled";
  }

  private static String names(List<String> names) {
    int shown = Math.min(names.size(), MAX_NAMES);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + " and %d more".formatted(names.size() - shown) : list;
  }
}
