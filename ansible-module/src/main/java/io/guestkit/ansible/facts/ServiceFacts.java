package io.guestkit.ansible.facts;

import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Service;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code services}. Source: {@code modules/service_facts.py}. */
final class ServiceFacts {
  /** Nothing runs on a machine that is off; service_facts calls a service so that does not run. */
  private static final String STATE = "stopped";

  private ServiceFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system) {
    Map<String, Object> services = new LinkedHashMap<>();
    for (Service service : system.services()) {
      boolean isUnit = service.manager().equals("systemd");
      if (!isUnit || service.name().endsWith(".service")) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", service.name());
        entry.put("state", STATE);
        entry.put("status", service.state());
        entry.put("source", service.manager().equals("sysvinit") ? "sysv" : service.manager());
        services.put(service.name(), entry);
      }
    }
    if (!services.isEmpty()) {
      facts.put("services", services);
    }
  }
}
