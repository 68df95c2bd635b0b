package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider's block under the real Terraform. */
class SettingsIT {
  @TempDir private static Path folder;
  private static Path roots;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(Files.createDirectory(folder.resolve("workspace")));
    roots = Files.createDirectory(folder.resolve("roots"));
    Files.copy(Repository.sample(), roots.resolve("sample.qcow2"));
    Files.copy(Repository.sample(), folder.resolve("outside.qcow2"));
    Path bases = Files.createDirectory(folder.resolve("bases"));
    Files.copy(Repository.sample(), bases.resolve("base.qcow2"));
    Tool.run(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        "qcow2",
        "-b",
        "../bases/base.qcow2",
        roots.resolve("overlay.qcow2").toString());
  }

  /** Settings, and an image that is read. */
  private static String configuration(String settings, String path) {
    return """
    provider "guestkit" {
      %s
    }
    data "guestkit_image" "this" {
      path = "%s"
    }
    output "format" {
      value = data.guestkit_image.this.format
    }
    """
        .formatted(settings, path);
  }

  private static String roots(Path root) {
    return "image_roots = [\"" + root + "\"]";
  }

  @Test
  void readsFromTheRootsAlone() throws IOException, InterruptedException {
    workspace.write(configuration(roots(roots), "sample.qcow2"));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(workspace.terraform("output", "-raw", "format").out()).isEqualTo("qcow2");
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();

    for (Path path : new Path[] {folder.resolve("outside.qcow2"), Path.of("../outside.qcow2")}) {
      workspace.write(configuration(roots(roots), path.toString()));
      JsonNode diagnostic = workspace.terraform("plan", "-json").diagnostic();
      assertThat(diagnostic.get("summary").asText()).isEqualTo("Image outside of the image roots");
      assertThat(diagnostic.get("detail").asText()).contains("outside.qcow2", roots.toString());
      assertThat(diagnostic.at("/range/start/line").asInt()).isEqualTo(12);
    }
  }

  @Test
  void takesTheEnvironmentToo() throws IOException, InterruptedException {
    workspace.write(configuration("", "sample.qcow2"));
    Map<String, String> environment = Map.of("GUESTKIT_IMAGE_ROOTS", roots.toString());
    assertThat(workspace.terraform(environment, "plan").exit()).isZero();
    assertThat(workspace.terraform("plan").exit()).isEqualTo(1);

    Map<String, String> wrong = Map.of("GUESTKIT_TIMEOUT", "soon");
    Workspace.Result plan = workspace.terraform(wrong, "plan", "-json");
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.diagnostic().get("summary").asText()).isEqualTo("Not a duration");
  }

  @Test
  void followsAnImageIntoAllowedFolders() throws IOException, InterruptedException {
    String overlay = roots.resolve("overlay.qcow2").toString();
    workspace.write(configuration("", overlay));
    JsonNode refused = workspace.terraform("plan", "-json").diagnostic();
    assertThat(refused.get("summary").asText()).isEqualTo("Image refers to another folder");
    assertThat(refused.get("detail").asText()).contains("allow_dirs");

    workspace.write(configuration("allow_dirs = [\"" + folder.resolve("bases") + "\"]", overlay));
    Workspace.Result plan = workspace.terraform("plan", "-no-color");
    assertThat(plan.exit()).as(plan.err()).isZero();
  }

  @Test
  void keepsReportsWhereItIsTold() throws IOException, InterruptedException {
    Path cache = folder.resolve("cache");
    String inspection =
        "data \"guestkit_inspection\" \"this\" {\n  path = \""
            + Repository.sample() // not just written: such an image is read each time
            + "\"\n}\n";
    workspace.write(
        "provider \"guestkit\" {\n  cache = false\n  cache_dir = \""
            + cache
            + "\"\n}\n"
            + inspection);
    assertThat(workspace.terraform("plan").exit()).isZero();
    assertThat(cache).doesNotExist();
    workspace.write("provider \"guestkit\" {\n  cache_dir = \"" + cache + "\"\n}\n" + inspection);
    assertThat(workspace.terraform("plan").exit()).isZero();
    try (Stream<Path> kept = Files.list(cache)) {
      assertThat(kept).hasSize(1);
    }
    assertThat(workspace.terraform("plan").exit()).isZero();

    Path open = Files.createDirectory(folder.resolve("open"));
    Tool.run("chmod", "777", open.toString());
    workspace.write("provider \"guestkit\" {\n  cache_dir = \"" + open + "\"\n}\n" + inspection);
    JsonNode diagnostic = workspace.terraform("plan", "-json").diagnostic();
    assertThat(diagnostic.get("summary").asText()).isEqualTo("Reports cannot be kept there");
    assertThat(diagnostic.at("/range/start/line").asInt()).isEqualTo(9);
  }

  @Test
  void tellsWhatIsWrongWhenItIsValidated() throws IOException, InterruptedException {
    workspace.write(
        """
        provider "guestkit" {
          image_roots    = ["/srv/images", ""]
          timeout        = "5 minutes"
          max_memory_mib = 0
          max_entries    = 1.5
          parallelism    = 1000
        }
        data "guestkit_image" "this" {
          path = "missing.raw"
        }
        """);
    JsonNode diagnostics = workspace.terraform("validate", "-json").json().get("diagnostics");
    assertThat(diagnostics.findValuesAsText("summary"))
        .containsExactlyInAnyOrder(
            "No folder is named",
            "Not a duration",
            "Not a number that is possible here",
            "Not a number that is possible here",
            "Not a number that is possible here");
    assertThat(diagnostics.findValues("start"))
        .extracting(start -> start.get("line").asInt())
        .containsExactlyInAnyOrder(9, 10, 11, 12, 13);
  }

  @Test
  void plansWithSettingsThatAreNotKnownYet() throws IOException, InterruptedException {
    String later =
        """
        resource "terraform_data" "later" {
          input = "%s"
        }
        """
            .formatted(roots);
    workspace.write(
        later
            + configuration(
                "cache_dir = \"${terraform_data.later.output}/kept\"",
                roots.resolve("sample.qcow2").toString()));
    Workspace.Result plan = workspace.terraform("plan", "-no-color");
    assertThat(plan.exit()).as(plan.err()).isZero();

    String unknownRoots = "image_roots = [terraform_data.later.output]";
    workspace.write(later + configuration(unknownRoots, "sample.qcow2"));
    JsonNode diagnostic = workspace.terraform("plan", "-json").diagnostic();
    assertThat(diagnostic.get("summary").asText()).contains("not known yet");
    workspace.write(
        later
            + configuration(unknownRoots, "sample.qcow2")
                .replace("path =", "depends_on = [terraform_data.later]\n  path ="));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(workspace.terraform("output", "-raw", "format").out()).isEqualTo("qcow2");
  }
}
