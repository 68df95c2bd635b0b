package io.guestkit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.dist.ansible.Controller;
import io.guestkit.dist.docker.DockerExtension;
import io.guestkit.dist.docker.DockerImage;
import io.guestkit.dist.exporter.Prometheus;
import io.guestkit.dist.exporter.ReportedMetrics;
import io.guestkit.dist.exporter.RunningExporter;
import io.guestkit.dist.terraform.Workspace;
import io.guestkit.testing.Guests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One Debian guest, one report: every way that leads to it brings the same. */
@ExtendWith(DockerExtension.class)
class SuiteIT {
  @TempDir Path folder;

  @Test
  void everySurfaceShowsTheSameReport(DockerImage docker) throws Exception {
    Path guest = Guests.made("deb12.qcow2");
    JsonNode report = Archive.inspect(guest.toString()).json();
    assertThat(report.at("/operating_systems/0/packages").size()).isGreaterThan(200);

    assertThat(ansible(guest)).as("what ansible-playbook registers").isEqualTo(report);
    assertThat(terraform(guest)).as("what terraform outputs").isEqualTo(report);
    Path images = Path.of(String.valueOf(guest.getParent()));
    assertThat(docker.guestkit(images, "inspect", "--output", "json", guest.toString()).json())
        .as("what the docker image prints")
        .isEqualTo(report);
    prometheus(guest, report);
  }

  private JsonNode ansible(Path guest) throws Exception {
    return Controller.withCollection(Files.createDirectory(folder.resolve("ansible")))
        .register(
            """
            - guestkit.guestkit.inspection_info:
                path: "%s"
              register: answer
            - ansible.builtin.set_fact:
                kept: "{{ answer.inspection }}"
            """
                .formatted(guest));
  }

  private JsonNode terraform(Path guest) throws Exception {
    Workspace workspace = Workspace.create(Files.createDirectory(folder.resolve("terraform")));
    workspace.write(
        """
        data "guestkit_inspection" "guest" {
          path = "%s"
        }
        output "report" {
          value = data.guestkit_inspection.guest
        }
        """
            .formatted(guest));
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).as("changes").isEqualTo(2);
    assertThat(workspace.terraform("apply", "-auto-approve").exit()).isZero();
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).as("no changes").isZero();
    ObjectNode output = (ObjectNode) workspace.terraform("output", "-json", "report").json();
    return output.without(List.of("path", "additional_disks", "profile", "timeouts"));
  }

  private void prometheus(Path guest, JsonNode report) throws Exception {
    Path images = Path.of(String.valueOf(guest.getParent()));
    try (RunningExporter exporter = RunningExporter.start(folder, Map.of("golden", images))) {
      String config =
          """
          scrape_configs:
            - job_name: guestkit
              metrics_path: /probe
              params: {target: ["%s"]}
              static_configs:
                - targets: ["%s"]
          """
              .formatted(guest, exporter.address());
      try (Prometheus prometheus = Prometheus.start(folder, config)) {
        prometheus.await("guestkit_probe_success == 1", 1);
        ReportedMetrics.check(prometheus, "golden", "deb12.qcow2", report);
      }
    }
  }
}
