package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suites of the examples, under the real {@code terraform test}. */
class TerraformTestIT {
  private static final Path EXAMPLES = Repository.path("terraform-provider/examples");

  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.copy(Repository.sample(), images.resolve("debian12.qcow2"));
    Files.copy(Repository.sample(), images.resolve("copy.qcow2"));
    Files.write(images.resolve("empty.raw"), new byte[1 << 20]);
    Files.createDirectory(folder.resolve("tests"));
  }

  /** Returns what the suites of an example print. */
  private static String suites(String example) throws IOException, InterruptedException {
    workspace.replace(Files.readString(EXAMPLES.resolve(example + "/main.tf")));
    for (String suite : new String[] {"mocked", "real"}) {
      Path file = Path.of("tests", suite + ".tftest.hcl");
      Files.writeString(
          folder.resolve(file), Files.readString(EXAMPLES.resolve(example).resolve(file)));
    }
    Workspace.Result result = workspace.terraform("test", "-no-color");
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  @Test
  void anImageIsChecked() throws IOException, InterruptedException {
    assertThat(suites("check-image"))
        .contains(
            "run \"refuses_a_disk_without_a_system\"... pass",
            "run \"takes_debian\"... pass",
            "run \"refuses_an_empty_disk\"... pass")
        .contains("Success! 3 passed, 0 failed.");
  }

  @Test
  void imagesAreCompared() throws IOException, InterruptedException {
    assertThat(suites("compare-images"))
        .contains(
            "run \"takes_what_does_not_differ\"... pass",
            "run \"warns_of_a_difference\"... pass",
            "run \"does_not_trust_half_a_comparison\"... pass",
            "run \"takes_a_copy\"... pass",
            "run \"tells_what_is_gone\"... pass")
        .contains("Success! 5 passed, 0 failed.");
  }
}
