package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider's functions under the real Terraform. */
class FunctionsIT {
  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  @Test
  void evaluatesThem() throws IOException, InterruptedException {
    workspace.write(
        """
        resource "terraform_data" "later" {
          input = "2.0"
        }
        locals {
          release = provider::guestkit::parse_os_release("ID=debian\\nID_LIKE='a b'\\nX=\\"y z\\"\\n")
        }
        output "orders" {
          value = [
            provider::guestkit::compare_versions("rpm", "1.0~rc1-1.el9", "1.0-1.el9"),
            provider::guestkit::compare_versions("deb", "1:1.0-1", "2.0-1"),
            provider::guestkit::compare_versions("apk", "1.2.3-r1", "1.2.3-r1"),
            provider::guestkit::compare_versions("pacman", "1.0-1", "1.0"),
            provider::guestkit::compare_versions("semver", "1.0.0-rc.1", "1.0.0"),
          ]
        }
        output "enough" {
          value = provider::guestkit::version_at_least("deb", "3.0.20-1~deb12u2", "3.0.17")
        }
        output "later" {
          value = provider::guestkit::version_at_least(
            "semver", "${terraform_data.later.output}.0", "1.9.9"
          )
        }
        output "release" {
          value = local.release
        }
        """);
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/orders/value").toString()).isEqualTo("[-1,1,0,0,-1]");
    assertThat(outputs.at("/enough/value").asBoolean()).isTrue();
    assertThat(outputs.at("/later/value").asBoolean()).isTrue();
    JsonNode release = outputs.at("/release/value");
    assertThat(release.get("id").asText()).isEqualTo("debian");
    assertThat(release.get("id_like").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(release.get("version_id").isNull()).isTrue();
    assertThat(release.at("/assignments/X").asText()).isEqualTo("y z");
  }

  @Test
  void tellsAnErrorAtItsArgument() throws IOException, InterruptedException {
    workspace.write(
        """
        output "format" {
          value = provider::guestkit::compare_versions("dpkg", "1", "2")
        }
        output "version" {
          value = provider::guestkit::version_at_least("semver", "1.0.0", "v1")
        }
        output "null" {
          value = provider::guestkit::version_at_least("deb", null, "1")
        }
        """);
    Workspace.Result plan = workspace.terraform("plan", "-no-color");
    assertThat(plan.exit()).isEqualTo(1);
    String said = String.join(" ", List.of(plan.err().strip().split("\\s+")));
    assertThat(said)
        .contains(
            "Invalid value for \"format\" parameter: no format is named 'dpkg'; there are rpm, deb,"
                + " apk, pacman, semver.")
        .contains("Invalid value for \"minimum\" parameter: 'v1' is no version of semver:")
        .contains("Invalid value for \"version\" parameter: argument must not be null.");
  }

  @Test
  void doesWhatItsPageShows() throws IOException, InterruptedException {
    Path hostRelease = Path.of("/etc/os-release");
    Tool.requireThat(Files.exists(hostRelease), "there is no " + hostRelease);
    String example =
        Files.readString(Repository.path("terraform-provider/examples/check-versions/main.tf"));
    workspace.replace(example);

    String image = "-var=image=" + Guests.made("deb12.qcow2");
    Workspace.Result apply = workspace.terraform("apply", "-no-color", "-auto-approve", image);
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(apply.out()).doesNotContain("Warning");
    JsonNode outputs = workspace.terraform("output", "-json").json();
    boolean isDebian = Files.readAllLines(hostRelease).contains("ID=debian");
    assertThat(outputs.at("/same_distribution/value").asBoolean()).isEqualTo(isDebian);
    assertThat(outputs.at("/sshd_against_9_6/value").asInt()).isEqualTo(-1);

    String newer = example.replace("\"9.2p1\"", "\"10.0p1\"");
    workspace.replace(newer);
    Workspace.Result warned = workspace.terraform("plan", "-no-color", image);
    assertThat(warned.exit()).as(warned.err()).isZero();
    assertThat(warned.out())
        .contains("Warning: Check block assertion failed")
        .contains("The image holds an OpenSSH that is too old.");

    String page = Files.readString(Repository.path("docs/terraform.md"));
    String check = example.substring(example.indexOf("locals {"), example.indexOf("output "));
    assertThat(page).contains(check.strip());
  }

  @Test
  void describesThem() throws IOException, InterruptedException {
    workspace.write("");
    JsonNode functions =
        workspace
            .terraform("providers", "schema", "-json")
            .json()
            .at("/provider_schemas/registry.terraform.io~1guestkit~1guestkit/functions");
    Map<String, List<String>> expected =
        Map.of(
            "compare_versions", List.of("format", "a", "b"),
            "parse_os_release", List.of("text"),
            "version_at_least", List.of("format", "version", "minimum"));
    assertThat(functions.size()).isEqualTo(expected.size());
    expected.forEach((name, parameters) -> {
      JsonNode function = functions.get(name);
      assertThat(function.get("summary").asText()).isNotEmpty();
      assertThat(function.get("description").asText()).isNotEmpty();
      assertThat(function.get("parameters").findValuesAsText("name")).isEqualTo(parameters);
    });
    assertThat(functions.at("/compare_versions/return_type").asText()).isEqualTo("number");
    assertThat(functions.at("/version_at_least/return_type").asText()).isEqualTo("bool");
  }
}
