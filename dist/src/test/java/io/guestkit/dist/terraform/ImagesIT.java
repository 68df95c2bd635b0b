package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images of all kinds, under the real Terraform. */
class ImagesIT {
  @TempDir private static Path folder;
  private static Workspace workspace;
  private static Path images;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
    images = Files.createDirectory(folder.resolve("images"));
    Files.createLink(images.resolve("copy.qcow2"), Files.copy(sample(), folder.resolve("sample")));
    Files.createSymbolicLink(images.resolve("link.qcow2"), sample());
    Files.createSymbolicLink(images.resolve("deb12.raw"), Guests.made("deb12.raw"));
    Files.createSymbolicLink(images.resolve("gone.qcow2"), Path.of("nowhere.qcow2"));
    Files.write(images.resolve("truncated.qcow2"), start(100));
    byte[] broken = start(512);
    broken[4] = 99;
    Files.write(images.resolve("broken.qcow2"), broken);
    Files.write(images.resolve("secret.raw"), new byte[512]);
    Files.setPosixFilePermissions(images.resolve("secret.raw"), Set.of());
    Files.writeString(images.resolve("notes.txt"), "no image by its name");
  }

  private static Path sample() {
    return Repository.sample();
  }

  private static byte[] start(int bytes) throws IOException {
    return Arrays.copyOf(Files.readAllBytes(sample()), bytes);
  }

  @BeforeEach
  void clean() throws IOException {
    Files.deleteIfExists(folder.resolve("terraform.tfstate"));
  }

  private static String example() throws IOException {
    return Files.readString(
        Repository.path("terraform-provider/examples/data-sources/guestkit_images/data-source.tf"));
  }

  private static Workspace.Result apply(Workspace.Result result) {
    assertThat(result.exit()).as(result.err()).isZero();
    return result;
  }

  @Test
  void goesOverWhatCanBeReadAndTellsWhyTheOthersCannot() throws IOException, InterruptedException {
    workspace.write(
        example()
            + """
            data "guestkit_inspection" "filtered" {
              for_each = {
                for path, entry in data.guestkit_images.all.images : path => entry if entry.error == null
              }
              path    = each.key
              profile = "minimal"
            }
            output "images" {
              value = data.guestkit_images.all.images
            }
            output "formats" {
              value = {
                for path, report in data.guestkit_inspection.filtered :
                path => [for disk in report.disks : disk.image.format]
              }
            }
            """);
    String variable = "-var=folder=images";
    Workspace.Result apply =
        apply(workspace.unprivileged("apply", "-auto-approve", "-no-color", variable));
    assertThat(apply.out())
        .contains("Warning: Check block assertion failed", "images/gone.qcow2: no such file");
    JsonNode outputs = workspace.terraform("output", "-json").json();
    Map<String, String> kinds = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : outputs.at("/images/value").properties()) {
      JsonNode error = entry.getValue().get("error");
      assertThat(error.isNull()).isNotEqualTo(entry.getValue().get("image").isNull());
      kinds.put(entry.getKey(), error.isNull() ? "" : error.get("kind").asText());
      if (error.isNull()) {
        isAsTheToolSays(Path.of(entry.getKey()), entry.getValue().get("image"));
      } else {
        assertThat(error.get("message").asText()).contains(entry.getKey());
      }
    }
    assertThat(kinds)
        .isEqualTo(
            Map.of(
                "images/broken.qcow2", "unsupported",
                "images/copy.qcow2", "",
                "images/deb12.raw", "",
                "images/gone.qcow2", "missing",
                "images/link.qcow2", "",
                "images/secret.raw", "unreadable",
                "images/truncated.qcow2", "corrupt"));
    assertThat(outputs.at("/systems/value/images~1deb12.raw/0").asText()).startsWith("Debian");
    assertThat(outputs.at("/formats/value").toString())
        .isEqualTo(
            "{\"images/copy.qcow2\":[\"qcow2\"],\"images/deb12.raw\":[\"raw\"],"
                + "\"images/link.qcow2\":[\"qcow2\"]}");
    assertThat(workspace.unprivileged("plan", "-detailed-exitcode", "-no-color", variable).exit())
        .as("nothing changed")
        .isZero();
  }

  private static void isAsTheToolSays(Path image, JsonNode facts) throws IOException {
    String file = folder.resolve(image).toString();
    String format = facts.get("format").asText();
    JsonNode truth =
        new ObjectMapper()
            .readTree(Tool.run("qemu-img", "info", "--output=json", "-f", format, file));
    assertThat(facts.get("virtual_size_bytes")).isEqualTo(truth.get("virtual-size"));
    assertThat(facts.get("file_size_bytes").asLong()).isEqualTo(Files.size(folder.resolve(image)));
  }

  @Test
  void takesTheSameFilesFromRootsAsOtherDataSources() throws IOException, InterruptedException {
    workspace.write(
        """
        provider "guestkit" {
          image_roots = ["%s"]
        }
        data "guestkit_images" "all" {
          paths = ["[cl]*.qcow2", "**/deb12.*", "%s"]
        }
        data "guestkit_image" "each" {
          for_each = data.guestkit_images.all.readable
          path     = each.key
        }
        output "kinds" {
          value = {
            for path, entry in data.guestkit_images.all.images : path => try(entry.error.kind, "")
          }
        }
        output "are_same" {
          value = alltrue([
            for path, image in data.guestkit_image.each :
            image.file_size_bytes == data.guestkit_images.all.images[path].image.file_size_bytes
          ])
        }
        """
            .formatted(images, folder.resolve("sample")));
    apply(workspace.terraform("apply", "-auto-approve", "-no-color"));
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/kinds/value"))
        .as("links lead out of the root")
        .isEqualTo(
            new ObjectMapper()
                .valueToTree(
                    Map.of(
                        "copy.qcow2",
                        "",
                        "link.qcow2",
                        "refused",
                        "deb12.raw",
                        "refused",
                        folder.resolve("sample").toString(),
                        "refused")));
    assertThat(outputs.at("/are_same/value").asBoolean()).isTrue();
  }

  @Test
  void waitsForPathsThatAreKnownAfterApply() throws IOException, InterruptedException {
    workspace.write(
        """
        resource "terraform_data" "folder" {
          input = "images"
        }
        data "guestkit_images" "all" {
          paths = ["${terraform_data.folder.output}/copy*", "images/no*.raw"]
        }
        output "readable" {
          value = data.guestkit_images.all.readable
        }
        """);
    Workspace.Result plan = apply(workspace.terraform("plan", "-no-color"));
    assertThat(plan.out()).contains("data.guestkit_images.all will be read during apply");
    Workspace.Result apply = apply(workspace.terraform("apply", "-auto-approve", "-json"));
    JsonNode warning = apply.diagnostic();
    assertThat(warning.get("severity").asText()).isEqualTo("warning");
    assertThat(warning.get("detail").asText()).isEqualTo("images/no*.raw: no image matches.");
    assertThat(warning.at("/range/start/line").asInt()).isEqualTo(12);
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/readable/value").toString()).isEqualTo("[\"images/copy.qcow2\"]");
  }
}
