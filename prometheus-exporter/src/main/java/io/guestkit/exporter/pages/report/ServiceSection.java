package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The services of a system, by state. */
final class ServiceSection {
  private ServiceSection() {}

  static void write(Html html, OperatingSystem system, String of) {
    Map<String, List<Service>> states = new TreeMap<>();
    for (Service service : system.services()) {
      states.computeIfAbsent(service.state(), state -> new ArrayList<>()).add(service);
    }
    html.open("section", "card").element("h2", "Services" + of);
    if (states.isEmpty()) {
      html.element("p", "None are installed.");
    }
    states.forEach((state, services) -> {
      html.open("details");
      html.element("summary", state + ": " + Sizes.count(services.size()));
      table(html, state, services);
      html.close();
    });
    html.close();
  }

  private static void table(Html html, String state, List<Service> services) {
    int shown = Math.min(services.size(), Table.MAX_ROWS);
    Table table = new Table(html, "Services that are " + state);
    table.columns("Name", "Preset", "Started by");
    for (Service service : services.subList(0, shown)) {
      String preset = service.preset();
      table.row().cells(service.name(), preset == null ? "" : preset, service.manager());
    }
    table.end(shown, services.size(), "");
  }
}
