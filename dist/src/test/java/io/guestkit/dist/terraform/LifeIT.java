package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From init to destroy, with fifty images. */
class LifeIT {
  private static final int IMAGES = 50;

  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  @Test
  void locksOneChecksum() throws IOException, InterruptedException {
    Path lock = folder.resolve(".terraform.lock.hcl");
    String first = Files.readString(lock);
    assertThat(first).contains("registry.terraform.io/guestkit/guestkit", "h1:");
    assertThat(workspace.terraform("init").exit()).isZero();
    assertThat(lock).hasContent(first);
    assertThat(workspace.terraform("init", "-lockfile=readonly").exit()).isZero();
    Files.delete(lock);
    assertThat(workspace.terraform("init").exit()).isZero();
    assertThat(lock).hasContent(first);
  }

  @Test
  void readsFiftyImagesAndForgetsThem() throws IOException, InterruptedException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < IMAGES; i++) {
      Files.copy(Repository.sample(), images.resolve(i + ".qcow2"));
    }
    workspace.write(
        """
        data "guestkit_inspection" "each" {
          for_each = fileset("images", "*.qcow2")
          path     = "images/${each.key}"
          profile  = "minimal"
        }
        output "distros" {
          value = { for name, found in data.guestkit_inspection.each :
                    name => found.operating_systems[0].distro }
        }
        """);
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode distros = workspace.terraform("output", "-json").json().at("/distros/value");
    assertThat(distros.size()).isEqualTo(IMAGES);
    String distro = distros.get("0.qcow2").asText();
    assertThat(distro).isNotEmpty();
    assertThat(distros).allSatisfy(each -> assertThat(each.asText()).isEqualTo(distro));

    Workspace.Result destroy = workspace.terraform("destroy", "-auto-approve", "-no-color");
    assertThat(destroy.exit()).as(destroy.err()).isZero();
    assertThat(destroy.out()).contains("Destroy complete!");
    JsonNode state =
        new ObjectMapper().readTree(Files.readString(folder.resolve("terraform.tfstate")));
    assertThat(state.get("resources").size()).isZero();
    assertThat(state.get("outputs").size()).isZero();
  }
}
