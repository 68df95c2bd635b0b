package io.guestkit.inspect.services;

import io.guestkit.inspect.FactFiles;
import io.guestkit.report.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The services of a system and whether its init system starts them. */
public final class Services {
  private Services() {}

  /**
   * Returns the services by name.
   *
   * @param initSystem name of the init system as the report writes it, empty where it is not known:
   *     whatever is there is then taken
   * @param units the units of systemd
   */
  public static List<Service> read(String initSystem, SystemdUnits units, FactFiles files)
      throws IOException {
    List<Service> services = new ArrayList<>();
    switch (initSystem) {
      case "systemd" -> services.addAll(units.services());
      case "openrc" -> services.addAll(OpenRcServices.read(files));
      case "runit" -> services.addAll(RunitServices.read(files));
      case "upstart" -> {
        services.addAll(UpstartJobs.read(files));
        addNew(SysvServices.read(files), services);
      }
      case "sysvinit" -> services.addAll(SysvServices.read(files));
      case "busybox" -> {}
      default -> {
        services.addAll(units.services());
        if (services.isEmpty()) {
          services.addAll(SysvServices.read(files));
        }
      }
    }
    services.sort((a, b) -> a.name().compareTo(b.name()));
    return services;
  }

  /** A job of Upstart leaves a script of its name behind that only tells people so. */
  private static void addNew(List<Service> scripts, List<Service> services) {
    Set<String> names = new HashSet<>();
    services.forEach(service -> names.add(service.name()));
    for (Service script : scripts) {
      if (!names.contains(script.name())) {
        services.add(script);
      }
    }
  }
}
