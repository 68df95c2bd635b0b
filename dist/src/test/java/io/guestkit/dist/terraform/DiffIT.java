package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data sources {@code guestkit_diff} and {@code guestkit_image} under the real Terraform. */
class DiffIT {
  @TempDir private static Path folder;
  private static Workspace workspace;
  private static Path sample;
  private static Path report;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(Files.createDirectory(folder.resolve("workspace")));
    sample = folder.resolve("sample.qcow2");
    Files.copy(Repository.sample(), sample);
    report = folder.resolve("sample.json");
    Files.write(report, Archive.inspect(sample.toString()).out());
  }

  private static String diff(Object before, Object after, String more) {
    return """
    data "guestkit_diff" "this" {
      before = "%s"
      after  = "%s"
      %s
    }
    output "diff" {
      value = data.guestkit_diff.this
    }
    """
        .formatted(before, after, more);
  }

  private static JsonNode applied() throws IOException, InterruptedException {
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();
    return workspace.terraform("output", "-json", "diff").json();
  }

  @Test
  void tellsWhatTheCommandLineTells() throws IOException, InterruptedException {
    Path guest = Guests.made("deb12.qcow2");
    workspace.write(diff(sample, guest, "facts = [\"packages\", \"users\"]"));
    JsonNode diff = applied();
    assertThat(diff.get("equal").asBoolean()).isFalse();
    Cli.Result cli =
        Archive.guestkit(
            "diff",
            sample.toString(),
            guest.toString(),
            "--facts",
            "packages,users",
            "--output",
            "json");
    assertThat(diff.get("changes")).isEqualTo(cli.json());
    assertThat(diff.get("changes").size()).isGreaterThan(100);
    assertThat(diff.get("not_compared").toString()).isEqualTo("[]");
  }

  @Test
  void findsASavedReportEqual() throws IOException, InterruptedException {
    workspace.write(diff(report, sample, "timeouts {\n    read = \"1m\"\n  }"));
    JsonNode diff = applied();
    assertThat(diff.get("equal").asBoolean()).isTrue();
    assertThat(diff.get("changes").toString()).isEqualTo("[]");
    Path less = folder.resolve("minimal.json");
    Files.write(less, Archive.inspect(sample.toString(), "--profile", "minimal").out());
    workspace.write(diff(less, sample, "facts = [\"disks\", \"packages\"]"));
    assertThat(applied().get("not_compared").toString()).isEqualTo("[\"packages\"]");
  }

  @Test
  void tellsWhichSideIsWrong() throws IOException, InterruptedException {
    workspace.write(diff(sample, "missing.raw", ""));
    JsonNode missing = workspace.terraform("plan", "-json").diagnostic();
    assertThat(missing.get("summary").asText()).isEqualTo("Image not found");
    assertThat(missing.at("/range/start/line").asInt()).isEqualTo(10);

    workspace.write(diff(report, sample, "before_additional_disks = [\"" + sample + "\"]"));
    JsonNode disks = workspace.terraform("plan", "-json").diagnostic();
    assertThat(disks.get("summary").asText()).isEqualTo("A report has no disks");
    assertThat(disks.at("/range/start/line").asInt()).isEqualTo(11);

    Path torn = folder.resolve("torn.json");
    Files.writeString(torn, Files.readString(report).substring(0, 1000));
    workspace.write(diff(torn, sample, "timeouts {\n    read = \"soon\"\n  }"));
    List<String> told = workspace.terraform("validate", "-json").json().findValuesAsText("summary");
    assertThat(told).containsExactly("Not a duration");
    workspace.write(diff(torn, sample, ""));
    JsonNode broken = workspace.terraform("plan", "-json").diagnostic();
    assertThat(broken.at("/range/start/line").asInt()).isEqualTo(9);
    assertThat(broken.get("detail").asText()).contains("torn.json");
  }

  @Test
  void readsAContainerAsTheCommandLineDoes() throws IOException, InterruptedException {
    Path image = Guests.made("deb12-zstd.qcow2");
    workspace.write(
        """
        data "guestkit_image" "this" {
          path = "%s"
        }
        output "diff" {
          value = { for name, value in data.guestkit_image.this : name => value if name != "path" }
        }
        """
            .formatted(image));
    JsonNode facts = applied();
    Cli.Result cli = Archive.guestkit("image", "info", image.toString(), "--output", "json");
    assertThat(facts).isEqualTo(cli.json());
    assertThat(facts.get("compression_type").asText()).isEqualTo("zstd");
  }
}
