package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Problem;
import java.time.Instant;
import java.util.List;

/**
 * All sections of a report.
 *
 * @param report the report
 * @param root name of the image's root
 * @param image path of the image below it
 * @param packages what the names of shown packages hold; empty for all
 * @param now when the page is made
 */
public record ReportSections(
    Inspection report, String root, String image, String packages, Instant now) {
  /** 16: more systems than that in one image are not real; bounds the page. */
  private static final int MAX_SYSTEMS = 16;

  /** Writes them. */
  public void write(Html html) {
    List<OperatingSystem> all = report.operatingSystems();
    List<OperatingSystem> systems = all.subList(0, Math.min(all.size(), MAX_SYSTEMS));
    if (!report.problems().isEmpty()) {
      problems(html);
    }
    for (int i = 0; i < systems.size(); i++) {
      boolean hasPackages = report.facts().contains("packages");
      String packagesId = hasPackages ? PackageSection.id(i) : "";
      SystemSection.write(html, systems.get(i), packagesId, now);
    }
    if (systems.isEmpty()) {
      html.open("section", "card").element("h2", "Operating system");
      html.element("p", "No operating system was found.").close();
    }
    Devices devices = new Devices(report);
    new DiskSection(report, devices, html).write();
    VolumeGroupSection.write(html, report.volumeGroups(), devices);
    FilesystemSection.write(html, report.filesystems(), devices);
    if (report.problems().isEmpty()) {
      html.open("section", "card").element("h2", "Problems");
      html.element("p", "None: all that was looked for could be read.").close();
    }
    boolean isOnly = systems.size() == 1;
    for (int i = 0; i < systems.size(); i++) {
      parts(html, systems.get(i), i, isOnly ? "" : " of " + systems.get(i).root());
    }
  }

  private void parts(Html html, OperatingSystem system, int index, String of) {
    if (report.facts().contains("users")) {
      AccountSection.write(html, system, of);
    }
    if (report.facts().contains("services")) {
      ServiceSection.write(html, system, of);
    }
    if (report.facts().contains("network_interfaces")) {
      NetworkSection.write(html, system, of);
    }
    if (report.facts().contains("packages")) {
      new PackageSection(system, index, of, packages).write(html, root, image);
    }
  }

  private void problems(Html html) {
    List<Problem> problems = report.problems();
    html.open("section", "card").attribute("id", "problems");
    html.element("h2", "Problems");
    html.element("p", "These parts of the image could not be read; the rest could.");
    int shown = Math.min(problems.size(), Table.MAX_ROWS);
    Table table = new Table(html, Sizes.count(problems.size(), "problem"));
    table.columns("Kind", "Where", "What and why");
    for (Problem problem : problems.subList(0, shown)) {
      table.row().cells(problem.kind(), where(problem), problem.message());
    }
    table.end(shown, problems.size(), "; the report as JSON has all");
    html.close();
  }

  private static String where(Problem problem) {
    String device = problem.device() == null ? "" : problem.device();
    String path = problem.path() == null ? "" : problem.path();
    return device + (device.isEmpty() || path.isEmpty() ? "" : " ") + path;
  }
}
