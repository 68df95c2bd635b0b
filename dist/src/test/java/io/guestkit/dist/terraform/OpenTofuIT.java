package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider under OpenTofu, where there is one: no package of Debian has it. */
class OpenTofuIT {
  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    boolean isThere = false;
    for (String place : String.valueOf(System.getenv("PATH")).split(":", -1)) {
      isThere |= Files.isExecutable(Path.of(place, "tofu"));
    }
    assumeTrue(isThere, "tofu is not installed");
    Path mirror = folder.resolve("mirror/registry.opentofu.org/guestkit/guestkit");
    Files.createDirectories(mirror);
    String zip = "terraform-provider-guestkit_" + Archive.version() + "_linux_amd64.zip";
    Files.createSymbolicLink(mirror.resolve(zip), Archive.folder().resolveSibling(zip));
    workspace = Workspace.configured(folder, "tofu", Workspace.mirror(folder.resolve("mirror")));
    Workspace.Result init = workspace.terraform("init", "-no-color");
    assertThat(init.exit()).as(init.out() + init.err()).isZero();
  }

  @Test
  void readsAndCallsFunctions() throws IOException, InterruptedException {
    workspace.write(
        """
        data "guestkit_inspection" "sample" {
          path = "%s"
        }
        output "distro" {
          value = data.guestkit_inspection.sample.operating_systems[0].distro
        }
        output "order" {
          value = provider::guestkit::compare_versions("deb", "1:1.0-1", "2.0-1")
        }
        """
            .formatted(Repository.sample()));

    Workspace.Result plan = workspace.terraform("plan", "-json");
    assertThat(plan.exit()).as(plan.out()).isZero();
    assertThat(plan.out()).doesNotContain("\"type\":\"diagnostic\"");
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/distro/value").asText()).isEqualTo("debian");
    assertThat(outputs.at("/order/value").asInt()).isEqualTo(1);
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();

    JsonNode state = workspace.terraform("show", "-json").json();
    JsonNode sample = state.at("/values/root_module/resources/0");
    assertThat(sample.get("address").asText()).isEqualTo("data.guestkit_inspection.sample");
    assertThat(sample.get("provider_name").asText())
        .isEqualTo("registry.opentofu.org/guestkit/guestkit");
    assertThat(sample.at("/values/operating_systems/0/distro").asText()).isEqualTo("debian");
  }

  @Test
  void tellsAMissingImageAtItsPath() throws IOException, InterruptedException {
    workspace.write("data \"guestkit_inspection\" \"x\" {\n  path = \"no/such.qcow2\"\n}\n");
    JsonNode diagnostic = workspace.terraform("plan", "-json").diagnostic();
    assertThat(diagnostic.get("summary").asText()).isEqualTo("Image not found");
    assertThat(diagnostic.at("/range/start/line").asInt()).isEqualTo(9);
    assertThat(diagnostic.at("/snippet/code").asText()).contains("no/such.qcow2");
  }
}
