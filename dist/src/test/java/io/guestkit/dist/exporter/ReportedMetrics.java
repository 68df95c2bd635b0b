package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Compares what a Prometheus keeps of one Debian guest with the report of it. */
public final class ReportedMetrics {
  private ReportedMetrics() {}

  /**
   * Compares.
   *
   * @param root name of the root that the image is in
   * @param image path of the image in it
   * @param report what the command line prints of the image
   */
  public static void check(Prometheus api, String root, String image, JsonNode report)
      throws Exception {
    checkImage(api, root, image, report.at("/disks/0/image"));
    checkFilesystems(api, report);
    checkSystem(api, report.at("/operating_systems/0"));
    Map<String, String> partitions = new TreeMap<>();
    for (JsonNode partition : report.at("/partition_tables/0/partitions")) {
      partitions.put(partition.get("device").asText(), partition.get("size_bytes").asText());
    }
    assertThat(api.by("partition", "guestkit_partition_size_bytes"))
        .isEqualTo(partitions)
        .isNotEmpty();
  }

  private static void checkImage(Prometheus api, String root, String name, JsonNode image)
      throws Exception {
    assertThat(api.by("image", "guestkit_image_virtual_size_bytes"))
        .isEqualTo(Map.of(name, image.get("virtual_size_bytes").asText()));
    assertThat(api.by("image_root", "guestkit_image_file_size_bytes"))
        .isEqualTo(Map.of(root, image.get("file_size_bytes").asText()));
    assertThat(api.query("guestkit_image_info").getFirst())
        .containsEntry("format", image.get("format").asText())
        .containsEntry("format_version", image.get("version").asText());
  }

  private static void checkFilesystems(Prometheus api, JsonNode report) throws Exception {
    Map<String, String> sizes = new TreeMap<>();
    Map<String, String> free = new TreeMap<>();
    Map<String, String> available = new TreeMap<>();
    for (JsonNode filesystem : report.get("filesystems")) {
      String device = filesystem.get("device").asText();
      sizes.put(device, filesystem.get("size_bytes").asText());
      free.put(device, filesystem.get("free_bytes").asText());
      available.put(
          device,
          Long.toString(
              filesystem.get("free_bytes").asLong() - filesystem.get("reserved_bytes").asLong()));
    }
    assertThat(api.by("device", "guestkit_filesystem_size_bytes")).isEqualTo(sizes).isNotEmpty();
    assertThat(api.by("device", "guestkit_filesystem_free_bytes")).isEqualTo(free);
    assertThat(api.by("device", "guestkit_filesystem_avail_bytes")).isEqualTo(available);
    Map<String, String> mounted = new TreeMap<>();
    for (JsonNode mountpoint : report.at("/operating_systems/0/mountpoints")) {
      mounted.put(mountpoint.get("path").asText(), "1");
    }
    assertThat(api.by("mountpoint", "guestkit_filesystem_info")).isEqualTo(mounted);
  }

  private static void checkSystem(Prometheus api, JsonNode system) throws Exception {
    assertThat(api.query("guestkit_os_info").getFirst())
        .containsEntry("system", system.get("root").asText())
        .containsEntry("id", system.at("/os_release/id").asText())
        .containsEntry("version_id", system.at("/os_release/version_id").asText())
        .containsEntry("pretty_name", system.at("/os_release/pretty_name").asText())
        .containsEntry("arch", system.get("arch").asText());
    assertThat(api.query("guestkit_guest_info").getFirst())
        .containsEntry("hostname", system.get("hostname").asText())
        .containsEntry("timezone", system.get("timezone").asText())
        .containsEntry("machine_id", system.get("machine_id").asText());
    assertThat(api.by("format", "guestkit_packages"))
        .isEqualTo(
            Map.of(
                system.get("package_format").asText(),
                Integer.toString(system.get("packages").size())));
    assertThat(api.by("release", "guestkit_kernel_info"))
        .containsOnlyKeys(system.at("/kernels/0/version").asText());
    assertThat(api.by("", "sum(guestkit_users)"))
        .isEqualTo(Map.of("", Integer.toString(system.get("users").size())));
    Map<String, String> services = new TreeMap<>();
    for (JsonNode service : system.get("services")) {
      services.merge(
          service.get("state").asText(), "1", (a, b) -> Integer.toString(Integer.parseInt(a) + 1));
    }
    assertThat(api.by("state", "guestkit_services > 0")).isEqualTo(services).isNotEmpty();
  }
}
