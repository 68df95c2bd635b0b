package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code guestkit_file} under the real Terraform, as a data source and as an ephemeral resource.
 */
class FileIT {
  private static final String TOKEN = "k3Yq-\u00e9-\"${never}\"-9sZ";

  private static final String OF_A_DEBIAN =
      """
      locals {
        hashed = ["usr/bin/dpkg", "etc/shadow", "usr/lib/os-release"]
      }
      data "guestkit_file" "hashed" {
        for_each   = toset(local.hashed)
        path       = "IMAGE"
        file       = "/${each.key}"
        filesystem = "/dev/sda2"
        hash_only  = true
      }
      data "guestkit_file" "release" {
        path = "IMAGE"
        file = "/etc/os-release"
        lifecycle {
          postcondition {
            condition     = strcontains(self.content, "ID=debian")
            error_message = "The image holds no Debian."
          }
        }
      }
      data "guestkit_file" "none" {
        path = "IMAGE"
        file = "/etc/none"
      }
      output "hashed" {
        value = { for name, file in data.guestkit_file.hashed : name => [
          file.content_sha256, file.mode, file.uid, file.gid, file.size_bytes, file.links, file.inode
        ] }
      }
      output "release" {
        value = nonsensitive(data.guestkit_file.release.content_base64)
      }
      output "link" {
        value = data.guestkit_file.release.link_target
      }
      output "none" {
        value = [data.guestkit_file.none.exists, data.guestkit_file.none.content_sha256]
      }
      output "contents" {
        value = [for file in data.guestkit_file.hashed : nonsensitive(file.content)]
      }
      """;

  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  @Test
  void readsFilesAsTheKernelShowsThem() throws IOException, InterruptedException {
    workspace.write(OF_A_DEBIAN.replace("IMAGE", Guests.made("deb12.qcow2").toString()));
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    for (String path : List.of("usr/bin/dpkg", "etc/shadow", "usr/lib/os-release")) {
      assertThat(outputs.at("/hashed/value").get(path).toString()).isEqualTo(truth(path));
    }
    Path release = folder.resolve("release");
    Files.write(release, Base64.getDecoder().decode(outputs.at("/release/value").asText()));
    assertThat(Tool.run("sha256sum", release.toString()))
        .startsWith(Guests.checksums("deb12-root").get("usr/lib/os-release"));
    assertThat(outputs.at("/link/value").asText()).isEqualTo(file("etc/os-release").linkTarget());
    assertThat(outputs.at("/none/value").toString()).isEqualTo("[false,null]");
    assertThat(outputs.at("/contents/value").toString()).isEqualTo("[null,null,null]");
    assertThat(workspace.terraform("plan", "-detailed-exitcode").exit()).isZero();
  }

  private static Guests.TrueFile file(String path) {
    return Objects.requireNonNull(Guests.files("deb12-root").get(path));
  }

  private static String truth(String path) {
    Guests.TrueFile file = file(path);
    return "[\"%s\",\"%04o\",%d,%d,%d,%d,%d]"
        .formatted(
            Guests.checksums("deb12-root").get(path),
            file.mode(),
            file.uid(),
            file.gid(),
            file.size(),
            file.links(),
            file.inode());
  }

  /** Makes a disk of one filesystem, which has no system. */
  private static Path disk(String name, Map<String, String> files) throws IOException {
    Tool.require("mkfs.ext4");
    Path tree = Files.createDirectories(folder.resolve(name));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(tree.resolve(file.getKey()), file.getValue());
    }
    Path image = folder.resolve(name + ".img");
    Tool.run("mkfs.ext4", "-q", "-d", tree.toString(), image.toString(), "8M");
    return image;
  }

  /** A secret is used to configure a provider, and is in nothing that Terraform writes. */
  @Test
  void writesDownNothingThatIsEphemeral() throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    String secret =
        json.writeValueAsString(Map.of("root", folder.resolve("roots").toString(), "token", TOKEN));
    Path image = disk("secret", Map.of("secret.json", secret));
    Files.copy(
        Repository.sample(), Files.createDirectory(folder.resolve("roots")).resolve("a.qcow2"));
    String uses =
        """
        locals {
          secret = jsondecode(%1$sguestkit_file.secret.content)
        }
        provider "guestkit" {
          alias       = "limited"
          image_roots = [%2$s(local.secret.root)]
        }
        data "guestkit_image" "this" {
          provider = guestkit.limited
          path     = "a.qcow2"
        }
        output "format" {
          value = data.guestkit_image.this.format
        }
        """;
    String block = "guestkit_file\" \"secret\" {\n  path = \"%s\"\n  file = \"/secret.json\"\n}\n";
    workspace.write("ephemeral \"" + block.formatted(image) + uses.formatted("ephemeral.", ""));
    assertThat(written())
        .doesNotContain(TOKEN)
        .doesNotContain("k3Yq")
        .contains("a.qcow2", "secret.json");

    workspace.write("data \"" + block.formatted(image) + uses.formatted("data.", "nonsensitive"));
    assertThat(written()).as("what a data source reads would be found").contains("k3Yq");
  }

  /** Returns all that a plan and its application write, what is packed unpacked. */
  private static String written() throws IOException, InterruptedException {
    Workspace.Result plan = workspace.terraform("plan", "-no-color", "-out=plan.bin");
    assertThat(plan.exit()).as(plan.err()).isZero();
    Workspace.Result apply = workspace.terraform("apply", "-no-color", "plan.bin");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(apply.out()).contains("format = \"qcow2\"");
    assertThat(plan.out() + apply.out()).as("shown to people").doesNotContain("k3Yq");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(folder.resolve("plan.bin")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zip.transferTo(all);
      }
    }
    Files.copy(folder.resolve("terraform.tfstate"), all);
    String text = all.toString(StandardCharsets.UTF_8);
    text += workspace.terraform("show", "-json", "plan.bin").out();
    text += workspace.terraform("show", "-json").out();
    Files.delete(folder.resolve("plan.bin"));
    return text + unpacked(text);
  }

  /** Returns what is in base64 in a text, as contents are. */
  private static String unpacked(String text) {
    StringBuilder unpacked = new StringBuilder();
    for (String word : text.split("[^A-Za-z0-9+/=]+", -1)) {
      try {
        unpacked.append(new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        // not base64
      }
    }
    return unpacked.toString();
  }

  @Test
  void tellsErrorsAtTheLineThatCausedThem() throws IOException, InterruptedException {
    Path image = disk("odd", Map.of("large", "x".repeat(2 << 20), "a\nb", ""));
    Path cut = folder.resolve("cut.qcow2");
    try (InputStream sample = Files.newInputStream(Repository.sample())) {
      Files.write(cut, sample.readNBytes(20_000));
    }
    StringBuilder configuration = new StringBuilder();
    List<String> blocks =
        List.of(
            "path = \"none.qcow2\"\n  file = \"/x\"",
            "path = \"%s\"\n  file = \"/\"".formatted(image),
            "path = \"%s\"\n  file = \"/large\"\n  max_size = 2000000".formatted(image),
            "path = \"%s\"\n  file = \"/large\"\n  filesystem = \"/dev/sdb\"".formatted(image),
            "path = \"%s\"\n  file = \"/etc/hostname\"".formatted(cut));
    for (int i = 0; i < blocks.size(); i++) {
      configuration.append(
          "data \"guestkit_file\" \"f%d\" {\n  %s\n}\n".formatted(i, blocks.get(i)));
    }
    workspace.write(configuration.toString());
    TreeSet<String> told = new TreeSet<>();
    for (String line : workspace.terraform("plan", "-json").out().lines().toList()) {
      JsonNode diagnostic = new ObjectMapper().readTree(line).path("diagnostic");
      if (!diagnostic.isMissingNode()) {
        told.add(
            "%s: %s: %s"
                .formatted(
                    diagnostic.get("address").asText(),
                    diagnostic.get("summary").asText(),
                    diagnostic.at("/snippet/code").asText().strip()));
        assertThat(diagnostic.get("detail").asText()).doesNotContain("Exception", "fault");
      }
    }
    assertThat(told)
        .containsExactly(
            "data.guestkit_file.f0: Image not found: path = \"none.qcow2\"",
            "data.guestkit_file.f1: Not a regular file: file = \"/\"",
            "data.guestkit_file.f2: File too large: max_size = 2000000",
            "data.guestkit_file.f3: No such filesystem: filesystem = \"/dev/sdb\"",
            "data.guestkit_file.f4: Broken image: path = \"" + cut + "\"");
  }
}
