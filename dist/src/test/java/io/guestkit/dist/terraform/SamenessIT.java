package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same images give the same values: at another time, elsewhere, and side by side. */
class SamenessIT {
  /** An image with a system, and one that lies over it. */
  private static final String CONFIGURATION =
      """
      data "guestkit_inspection" "this" {
        for_each = toset(["images/sample.qcow2", "images/overlay.qcow2"])
        path     = each.key
        profile  = "full"
      }
      data "guestkit_image" "this" {
        path = "images/overlay.qcow2"
      }
      data "guestkit_diff" "this" {
        before = "images/sample.qcow2"
        after  = "images/overlay.qcow2"
      }
      output "distro" {
        value = data.guestkit_inspection.this["images/overlay.qcow2"].operating_systems[0].distro
      }
      """;

  @TempDir private static Path folder;
  private static Workspace here;
  private static Workspace elsewhere;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    here = Workspace.create(Files.createDirectory(folder.resolve("here")));
    elsewhere = Workspace.create(Files.createDirectories(folder.resolve("over/there")));
    Path images = Files.createDirectory(here.folder().resolve("images"));
    Files.copy(Repository.sample(), images.resolve("sample.qcow2"));
    Tool.require("qemu-img");
    Tool.shell(
        "qemu-img create -q -f qcow2 -F qcow2 -b sample.qcow2 '" + images + "/overlay.qcow2'");
    Path copies = Files.createDirectory(elsewhere.folder().resolve("images"));
    for (String name : List.of("sample.qcow2", "overlay.qcow2")) {
      Files.copy(images.resolve(name), copies.resolve(name));
      Instant other = Instant.parse("2001-02-03T04:05:06Z");
      Files.setLastModifiedTime(copies.resolve(name), FileTime.from(other));
    }
  }

  private static Map<String, String> cache(String name) {
    return Map.of("GUESTKIT_CACHE_DIR", folder.resolve(name).toString());
  }

  private static JsonNode resources(Workspace workspace) throws IOException {
    Path state = workspace.folder().resolve("terraform.tfstate");
    return new ObjectMapper().readTree(Files.readString(state)).get("resources");
  }

  @Test
  void plansNothingAgainWhateverTheDateAndTheMachine() throws IOException, InterruptedException {
    here.write(CONFIGURATION);
    Workspace.Result apply = here.terraform(cache("a"), "apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode applied = resources(here);
    assertThat(applied.size()).isEqualTo(3);

    Tool.shell("touch -a -d 2030-01-01 '%s'/images/*".formatted(here.folder()));
    assertThat(here.terraform(cache("a"), "plan", "-detailed-exitcode").exit()).isZero();

    elsewhere.write(CONFIGURATION);
    Files.copy(
        here.folder().resolve("terraform.tfstate"),
        elsewhere.folder().resolve("terraform.tfstate"));
    Map<String, String> machine =
        Map.of(
            "HOME",
            folder.resolve("over").toString(),
            "TZ",
            "Pacific/Chatham",
            "GUESTKIT_CACHE",
            "false");
    Workspace.Result plan = elsewhere.terraform(machine, "plan", "-detailed-exitcode", "-no-color");
    assertThat(plan.exit()).as(plan.out() + plan.err()).isZero();
    assertThat(elsewhere.terraform(machine, "apply", "-auto-approve").exit()).isZero();
    assertThat(resources(elsewhere).toString()).isEqualTo(applied.toString());
  }

  @Test
  void plansSideBySide() throws IOException, InterruptedException {
    here.write(CONFIGURATION);
    elsewhere.write(CONFIGURATION.replace("images/", here.folder() + "/images/"));
    List<Process> plans =
        List.of(
            here.startGroup(folder.resolve("1.out"), "plan", "-lock=false", "-no-color"),
            here.startGroup(folder.resolve("2.out"), "plan", "-lock=false", "-no-color"),
            elsewhere.startGroup(folder.resolve("3.out"), "plan", "-no-color"));
    for (Process plan : plans) {
      assertThat(plan.waitFor(1, TimeUnit.MINUTES)).isTrue();
      String out = Files.readString(folder.resolve(plans.indexOf(plan) + 1 + ".out"));
      assertThat(plan.exitValue()).as(out).isZero();
      assertThat(out).contains("Changes to Outputs").doesNotContain("Warning", "Error");
    }
  }

  /** Lines of the log are told by their level: what go-plugin cannot read, it logs as it comes. */
  @Test
  void logsLinesThatTerraformUnderstands() throws IOException, InterruptedException {
    Path log = folder.resolve("terraform.log");
    String secret = "TF_VAR_secret";
    here.write(CONFIGURATION);
    for (String level : List.of("TRACE", "JSON")) {
      Files.deleteIfExists(log);
      here.terraform(
          Map.of("TF_LOG", level, "TF_LOG_PATH", log.toString(), secret, "hunter2"), "plan");
      List<String> lines = Files.readAllLines(log);
      assertThat(lines)
          .noneMatch(line -> line.contains("[ERROR]") || line.contains("\"@level\":\"error\""))
          .noneMatch(line -> line.contains("hunter2") || line.contains("PRIVATE KEY"));
      List<String> ours =
          lines.stream()
              .filter(line -> line.contains("provider.terraform-provider-guestkit"))
              .toList();
      assertThat(ours).anyMatch(line -> line.contains("read images/overlay.qcow2 in "));
      for (String line : ours) {
        if (level.equals("JSON")) {
          assertThat(new ObjectMapper().readTree(line).get("@level").asText())
              .isIn("trace", "debug", "info");
        } else {
          assertThat(line)
              .containsPattern("^\\S+Z \\[(TRACE|DEBUG|INFO)\\] +provider\\.\\S+: [a-z]");
        }
      }
    }
  }
}
