package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider under the real Terraform. */
class TerraformIT {
  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  private static String inspection(String arguments) {
    return "data \"guestkit_inspection\" \"this\" {\n  " + arguments + "\n}\n";
  }

  private static String path(Path path) {
    return "path = \"" + path + "\"";
  }

  @Test
  void readsWhatTheCommandLinePrints() throws IOException, InterruptedException {
    Path image = Guests.made("deb12.qcow2");
    workspace.write(
        inspection(path(image))
            + "output \"report\" {\n  value = data.guestkit_inspection.this\n}\n");

    assertThat(workspace.terraform("validate").exit()).isZero();
    Workspace.Result plan = workspace.terraform("plan", "-detailed-exitcode", "-no-color");
    assertThat(plan.exit()).as(plan.err()).isEqualTo(2);
    assertThat(plan.out()).doesNotContain("Warning");
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();

    ObjectNode report = (ObjectNode) workspace.terraform("output", "-json", "report").json();
    assertThat(report.remove("path").asText()).isEqualTo(image.toString());
    assertThat(report.remove("additional_disks").isNull()).isTrue();
    assertThat(report.remove("profile").isNull()).isTrue();
    assertThat(report.remove("timeouts").isNull()).isTrue();
    JsonNode printed = Archive.inspect(image.toString()).json();
    assertThat(report).isEqualTo(printed);
    assertThat(report.at("/operating_systems/0/packages").size()).isGreaterThan(50);
  }

  @Test
  void doesWhatItsPageShows() throws IOException, InterruptedException {
    String page = Files.readString(Repository.path("docs/terraform.md"));
    String example =
        Files.readString(Repository.path("terraform-provider/examples/check-image/main.tf"));
    assertThat(page).contains(example);
    workspace.replace(example);

    String image = "-var=image=" + Guests.made("deb12.qcow2");
    Workspace.Result apply = workspace.terraform("apply", "-no-color", "-auto-approve", image);
    assertThat(apply.exit()).as(apply.err()).isZero();
    String outputs = apply.out().substring(apply.out().lastIndexOf("Outputs:"));
    assertThat(outputs).contains("\"Debian GNU/Linux 12 (bookworm) on x86_64\"");
    assertThat(outputs.lines().map(TerraformIT::withoutNumbers))
        .isSubsetOf(page.lines().map(TerraformIT::withoutNumbers).toList());

    Workspace.Result refused = workspace.terraform("plan", "-no-color", "-var=image=missing.qcow2");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(page).contains(refused.err().strip());
  }

  /** Guests that are made later have later versions, and more packages. */
  private static String withoutNumbers(String line) {
    return line.replaceAll("[0-9]+", "N");
  }

  @Test
  void describesEveryAttribute() throws IOException, InterruptedException {
    workspace.write("");
    JsonNode provider =
        workspace
            .terraform("providers", "schema", "-json")
            .json()
            .at("/provider_schemas/registry.terraform.io~1guestkit~1guestkit");
    JsonNode block = provider.at("/data_source_schemas/guestkit_inspection/block");

    List<String> undescribed = new ArrayList<>();
    collectUndescribed(block.get("attributes"), "", undescribed);
    assertThat(undescribed).isEmpty();
    assertThat(block.get("description").asText()).isNotEmpty();
    assertThat(block.at("/attributes/path/required").asBoolean()).isTrue();
    assertThat(block.at("/attributes/facts/optional").asBoolean()).isTrue();
    assertThat(block.at("/attributes/facts/computed").asBoolean()).isTrue();
    JsonNode disks = block.at("/attributes/disks/nested_type");
    assertThat(disks.get("nesting_mode").asText()).isEqualTo("list");
    assertThat(disks.at("/attributes/image/nested_type/nesting_mode").asText()).isEqualTo("single");
    JsonNode size = disks.at("/attributes/image/nested_type/attributes/virtual_size_bytes");
    assertThat(size.get("type").asText()).isEqualTo("number");
    assertThat(size.get("description").asText()).endsWith("In bytes.");
    assertThat(size.get("description_kind").asText()).isEqualTo("markdown");
  }

  private static void collectUndescribed(JsonNode attributes, String prefix, List<String> names) {
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      if (attribute.getValue().path("description").asText().isEmpty()) {
        names.add(prefix + attribute.getKey());
      }
      JsonNode below = attribute.getValue().at("/nested_type/attributes");
      if (!below.isMissingNode()) {
        collectUndescribed(below, prefix + attribute.getKey() + ".", names);
      }
    }
  }

  @Test
  void tellsAMissingImageAtItsPath() throws IOException, InterruptedException {
    workspace.write(inspection("path = \"no/such.qcow2\""));
    Workspace.Result plan = workspace.terraform("plan", "-json");

    assertThat(plan.exit()).isEqualTo(1);
    JsonNode diagnostic = plan.diagnostic();
    assertThat(diagnostic.get("severity").asText()).isEqualTo("error");
    assertThat(diagnostic.get("summary").asText()).isEqualTo("Image not found");
    assertThat(diagnostic.get("detail").asText()).contains("no/such.qcow2");
    assertThat(diagnostic.get("address").asText()).isEqualTo("data.guestkit_inspection.this");
    assertThat(diagnostic.at("/snippet/code").asText()).contains("path = \"no/such.qcow2\"");
    assertThat(diagnostic.at("/range/start/line").asInt()).isEqualTo(9);
  }

  @Test
  void tellsABrokenImageAtItsPath() throws IOException, InterruptedException {
    Path broken = folder.resolve("broken.qcow2");
    byte[] start = {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0};
    Files.write(broken, start);
    workspace.write(inspection(path(broken)));
    Workspace.Result plan = workspace.terraform("plan", "-json");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.diagnostic().get("summary").asText()).isEqualTo("Broken image");
    assertThat(plan.diagnostic().get("detail").asText()).contains(broken.toString());
    assertThat(plan.diagnostic().at("/snippet/code").asText()).contains("broken.qcow2");
  }

  @Test
  void tellsABadFurtherDiskAtItsElement() throws IOException, InterruptedException {
    Path image = Guests.made("deb12.qcow2");
    workspace.write(
        inspection(
            path(image)
                + "\n  additional_disks = [\n    \""
                + image
                + "\",\n    \"no/such.raw\",\n  ]"));
    JsonNode diagnostic = workspace.terraform("plan", "-json").diagnostic();

    assertThat(diagnostic.get("summary").asText()).isEqualTo("Image not found");
    assertThat(diagnostic.get("detail").asText()).contains("no/such.raw");
    assertThat(diagnostic.at("/range/start/line").asInt()).isEqualTo(12);
  }

  @Test
  void tellsUnknownNamesBeforeAnythingIsRead() throws IOException, InterruptedException {
    workspace.write(
        inspection("path = \"x\"\n  profile = \"fulll\"\n  facts = [\"users\", \"packges\"]"));
    Workspace.Result validate = workspace.terraform("validate", "-json");

    assertThat(validate.exit()).isEqualTo(1);
    JsonNode diagnostics = validate.json().get("diagnostics");
    assertThat(diagnostics.size()).isEqualTo(2);
    assertThat(diagnostics.at("/0/summary").asText()).isEqualTo("Unknown profile");
    assertThat(diagnostics.at("/0/detail").asText()).contains("minimal, default, full");
    assertThat(diagnostics.at("/0/range/start/line").asInt()).isEqualTo(10);
    assertThat(diagnostics.at("/1/summary").asText()).isEqualTo("Unknown fact");
    assertThat(diagnostics.at("/1/detail").asText()).contains("did you mean packages?");
    assertThat(diagnostics.at("/1/range/start/line").asInt()).isEqualTo(11);
  }

  @Test
  void waitsForAPathThatIsKnownAfterApply() throws IOException, InterruptedException {
    workspace.write(
        """
        resource "terraform_data" "image" {
          input = "%s"
        }
        """
                .formatted(Guests.made("deb12.qcow2"))
            + inspection("path = terraform_data.image.output\n  profile = \"minimal\"")
            + """
            output "distro" {
              value = data.guestkit_inspection.this.operating_systems[0].distro
            }
            output "packages" {
              value = length(data.guestkit_inspection.this.operating_systems[0].packages)
            }
            """);
    Workspace.Result plan = workspace.terraform("plan", "-no-color");
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("data.guestkit_inspection.this will be read during apply");

    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/distro/value").asText()).isEqualTo("debian");
    assertThat(outputs.at("/packages/value").asInt()).isZero();
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void readsSeveralSideBySide() throws IOException, InterruptedException {
    workspace.write(
        """
        data "guestkit_inspection" "each" {
          for_each = toset(["deb12.raw", "deb12.qcow2", "deb12-zstd.qcow2", "deb12-mbr.raw"])
          path     = "%s/${each.key}"
          facts    = ["users", "kernels"]
        }
        output "facts" {
          value = { for name, report in data.guestkit_inspection.each : name => report.facts }
        }
        output "users" {
          value = [
            for report in data.guestkit_inspection.each :
            length(report.operating_systems[0].users)
          ]
        }
        """
            .formatted(Guests.made("deb12.raw").getParent()));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/facts/value/deb12.raw").toString())
        .isEqualTo("[\"users\",\"kernels\"]");
    assertThat(outputs.at("/users/value").size()).isEqualTo(4);
    assertThat(outputs.at("/users/value/3").asInt()).isGreaterThan(10);
  }

  @Test
  void warnsOfWhatWasNotRead() throws IOException, InterruptedException {
    Path damaged = folder.resolve("damaged.raw");
    try (InputStream image = Files.newInputStream(Guests.made("deb12.raw"))) {
      Files.write(damaged, image.readNBytes(64 << 20));
    }
    workspace.write(inspection(path(damaged)));
    Workspace.Result plan = workspace.terraform("plan", "-json");

    assertThat(plan.exit()).as(plan.out()).isZero();
    assertThat(plan.diagnostic().get("severity").asText()).isEqualTo("warning");
    assertThat(plan.diagnostic().get("summary").asText()).contains("not read");
    Files.delete(damaged);
  }

  @Test
  void writesLinesThatTerraformTakesIntoItsLog() throws IOException, InterruptedException {
    Path image = Guests.made("deb12.qcow2");
    Path log = folder.resolve("terraform.log");
    workspace.write(inspection(path(image)));
    workspace.terraform(Map.of("TF_LOG_PROVIDER", "DEBUG", "TF_LOG_PATH", log.toString()), "plan");
    assertThat(Files.readAllLines(log))
        .anyMatch(line ->
            line.contains("[DEBUG] provider.terraform-provider-guestkit")
                && line.contains(": read " + image + " in "));
  }

  @Test
  void leavesNoProcessWhereTerraformIsKilled() throws IOException, InterruptedException {
    workspace.write(inspection(path(Guests.made("deb12.qcow2"))));
    Process terraform = workspace.start("plan");
    List<ProcessHandle> providers = List.of();
    for (int i = 0; i < 1000 && providers.isEmpty(); i++) {
      Thread.sleep(5);
      providers = terraform.descendants().toList();
    }
    Thread.sleep(50); // it has begun to start: the hardest moment, with no connection yet
    terraform.destroyForcibly().waitFor();
    assertThat(providers).isNotEmpty();
    for (ProcessHandle provider : providers) {
      assertThat(provider.onExit().orTimeout(65, TimeUnit.SECONDS))
          .succeedsWithin(Duration.ofSeconds(65));
    }
  }
}
