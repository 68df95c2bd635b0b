package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.Inspection;
import io.guestkit.testing.GuestChroot;
import io.guestkit.testing.Guests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts of the Debian guest against what Ansible's code and its own programs say in it. */
class DebianFactsTest {
  private static final String MARK = "\n=====\n";

  @TempDir Path folder;

  /** One chroot for all: what is prepared there, and the answers one after another. */
  private List<String> truth() throws IOException {
    String commands =
        String.join(
            "; echo; echo =====; ",
            "true",
            "getent passwd",
            "getent group",
            // Through two shells, each of which takes a backslash away.
            "dpkg-query -W -f \\\"\\\\\\${binary:Package} \\\\\\${Version}"
                + " \\\\\\${Architecture}\\n\\\"",
            "systemctl --root=/ list-unit-files --type=service --no-legend --no-pager",
            "cat /etc/machine-id");
    String printed =
        GuestChroot.run(
            "bash -eu '%s' '$m' '%s' '%s'"
                .formatted(
                    Collectors.script("machine.sh", folder),
                    Collectors.python(),
                    Collectors.script("collectors.py", folder)),
            commands);
    return List.of(printed.split(MARK, -1));
  }

  private static Map<String, Object> facts() throws IOException {
    try (GuestKit kit = GuestKit.create()) {
      Inspection inspection =
          kit.inspect(
                  Machine.of(Guests.made("deb12.raw")),
                  new InspectOptions(SetupFacts.NEEDED, false, InspectOptions.DEFAULT_TIMEOUT))
              .inspection();
      return Collectors.written(SetupFacts.of(inspection, "deb12.raw", List.of()));
    }
  }

  @Test
  void everyFactIsWhatTheGuestSays() throws IOException {
    GuestChroot.require();
    Collectors.require();
    List<String> truth = truth();
    Map<String, Object> facts = facts();
    JsonNode setup = Collectors.JSON.readTree(truth.get(0)).iterator().next();

    for (String name :
        List.of(
            "distribution",
            "distribution_version",
            "distribution_major_version",
            "distribution_minor_version",
            "distribution_release",
            "os_family",
            "system",
            "hostname",
            "nodename",
            "fqdn",
            "domain",
            "machine",
            "architecture",
            "userspace_architecture",
            "userspace_bits",
            "pkg_mgr",
            "service_mgr",
            "dns")) {
      assertThat(json(facts.get("ansible_" + name))).as(name).isEqualTo(setup.get(name));
    }
    mountsAreTheKernels(facts, setup.get("mounts").get(0));
    assertThat(facts.get("ansible_machine_id")).isEqualTo(truth.get(5).strip());
    assertThat(String.valueOf(facts.get("ansible_kernel"))).endsWith("-cloud-amd64");
    accountsAre(facts, "getent_passwd", truth.get(1));
    accountsAre(facts, "getent_group", truth.get(2));
    packagesAre(facts, truth.get(3));
    servicesAre(facts, truth.get(4));
  }

  private static JsonNode json(@Nullable Object value) {
    return Collectors.JSON.valueToTree(value);
  }

  /** The kernel has it on a loop device, read-only; all else is the filesystem's. */
  private static void mountsAreTheKernels(Map<String, Object> facts, JsonNode kernel) {
    JsonNode root = json(facts.get("ansible_mounts")).get(0);
    List<String> compared = new ArrayList<>();
    kernel
        .properties()
        .forEach(field -> {
          if (!List.of("device", "options", "uuid", "dump", "passno").contains(field.getKey())) {
            assertThat(root.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
            compared.add(field.getKey());
          }
        });
    assertThat(compared).hasSize(11);
    assertThat(root.path("device").asText()).isEqualTo("/dev/sda2");
    assertThat(root.path("options").asText()).isEqualTo("defaults,errors=remount-ro");
  }

  /** As modules/getent.py splits them. */
  private static void accountsAre(Map<String, Object> facts, String name, String lines) {
    Map<String, Object> truth = new TreeMap<>();
    lines
        .strip()
        .lines()
        .forEach(line -> {
          List<String> fields = List.of(line.split(":", -1));
          truth.put(fields.getFirst(), fields.subList(1, fields.size()));
        });
    assertThat(truth).hasSizeGreaterThan(20);
    assertThat(facts.get(name)).isEqualTo(truth);
  }

  private static void packagesAre(Map<String, Object> facts, String lines) {
    Map<String, Object> truth = new TreeMap<>();
    lines
        .strip()
        .lines()
        .forEach(line -> {
          String[] fields = line.split(" ", -1);
          String name = fields[0].replace(":amd64", ""); // apt names the foreign ones so
          truth.put(
              name,
              List.of(
                  Map.of("name", name, "version", fields[1], "arch", fields[2], "source", "apt")));
        });
    assertThat(truth).hasSizeGreaterThan(250);
    assertThat(facts.get("packages")).isEqualTo(truth);
  }

  private static void servicesAre(Map<String, Object> facts, String lines) {
    Map<String, Object> truth = new TreeMap<>();
    lines
        .strip()
        .lines()
        .forEach(line -> {
          String[] fields = line.split(" +", -1);
          truth.put(
              fields[0],
              Map.of(
                  "name", fields[0], "state", "stopped", "status", fields[1], "source", "systemd"));
        });
    assertThat(truth).hasSizeGreaterThan(90);
    assertThat(facts.get("services")).isEqualTo(truth);
  }
}
