package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code guestkit_packages} under the real Terraform. */
class InstalledPackagesIT {
  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  @Test
  void namesThePackagesThatDpkgQueryNames() throws IOException, InterruptedException {
    workspace.write(
        """
        data "guestkit_packages" "all" {
          path = "%1$s"
        }
        data "guestkit_packages" "some" {
          path  = "%1$s"
          names = ["libc[0-9]", "telnetd", "linux-image-*", "DPKG"]
        }
        output "versions" {
          value = data.guestkit_packages.all.versions
        }
        output "same" {
          value = (length(data.guestkit_packages.all.packages)
          == sum([for versions in data.guestkit_packages.all.versions : length(versions)]))
        }
        output "some" {
          value = distinct([for name in data.guestkit_packages.some.packages[*].name : substr(name, 0, 5)])
        }
        output "missing" {
          value = data.guestkit_packages.some.missing
        }
        output "new_enough" {
          value = provider::guestkit::version_at_least(
            data.guestkit_packages.some.package_format,
            one(data.guestkit_packages.some.versions.libc6), "2.36"
          )
        }
        """
            .formatted(Guests.made("deb12.qcow2")));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    Map<String, String> truth = new TreeMap<>();
    for (String line : Files.readAllLines(Guests.truth("packages.tsv"))) {
      String[] fields = line.split("\t", -1);
      truth.put(fields[0], "[\"" + fields[1] + "\"]");
    }
    Map<String, String> versions = new TreeMap<>();
    outputs
        .at("/versions/value")
        .properties()
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue().toString()));
    assertThat(versions).isEqualTo(truth).hasSizeGreaterThan(50);
    assertThat(outputs.at("/same/value").asBoolean()).isTrue();
    assertThat(outputs.at("/some/value").toString()).isEqualTo("[\"libc6\",\"linux\"]");
    assertThat(outputs.at("/missing/value").toString()).isEqualTo("[\"telnetd\",\"DPKG\"]");
    assertThat(outputs.at("/new_enough/value").asBoolean()).isTrue();
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void givesThePackagesOfTheReport() throws IOException, InterruptedException {
    Path image = Repository.sample();
    workspace.write(
        """
        resource "terraform_data" "later" {
          input = "%s"
        }
        data "guestkit_packages" "this" {
          path = terraform_data.later.output
        }
        output "packages" {
          value = data.guestkit_packages.this.packages
        }
        """
            .formatted(image));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode report = Archive.inspect("--facts", "packages", image.toString()).json();
    assertThat(workspace.terraform("output", "-json", "packages").json())
        .isEqualTo(report.at("/operating_systems/0/packages"));
  }

  @Test
  void examplesHoldForTheSample() throws IOException, InterruptedException {
    Path examples = Repository.path("terraform-provider/examples");
    StringBuilder configuration = new StringBuilder();
    for (String name :
        new String[] {
          "data-sources/guestkit_file/data-source.tf",
          "data-sources/guestkit_packages/data-source.tf",
          "ephemeral-resources/guestkit_file/ephemeral-resource.tf"
        }) {
      configuration.append(Files.readString(examples.resolve(name)));
    }
    for (String image : new String[] {"web1.qcow2", "web2.qcow2"}) {
      Files.copy(Repository.sample(), folder.resolve(image));
    }
    workspace.write(configuration.toString());
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(apply.out()).doesNotContain("Warning").contains("same_kernel = true");
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/sshd/value").asText()).contains("PermitRootLogin");
    assertThat(outputs.at("/versions/value/openssh-server").asText()).startsWith("1:9.2p1");
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();
  }
}
