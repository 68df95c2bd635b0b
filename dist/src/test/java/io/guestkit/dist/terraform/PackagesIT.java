package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider's releases consist of, on the ways on which they reach Terraform. */
class PackagesIT {
  private static final String NAME = "terraform-provider-guestkit";
  private static final String PREFIX = NAME + "_" + Archive.version() + "_";
  private static final String EXECUTABLE = NAME + "_v" + Archive.version();
  private static final Path TARGET = Archive.folder().resolveSibling("");

  private static final Map<String, String> HOST_JAVA =
      Map.of("GUESTKIT_JAVA", System.getProperty("java.home"));

  private static final Map<String, String> NO_JAVA = Map.of("GUESTKIT_JAVA", "/no/such/java");

  @TempDir private Path folder;

  private static Path release(String suffix) {
    return TARGET.resolve(PREFIX + suffix);
  }

  private Path unpacked(String platform) throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve(platform));
    Tool.shell("cd '%s' && unzip -q '%s'".formatted(unpacked, release(platform + ".zip")));
    return unpacked;
  }

  /** Replaces text in a script, behind which a jar may follow. */
  private static void edit(Path file, String text, String by) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    Files.writeString(file, content.replace(text, by), StandardCharsets.ISO_8859_1);
  }

  private Workspace workspace(String installation) throws IOException {
    Tool.require("terraform");
    Workspace workspace = Workspace.configured(folder, "terraform", installation);
    workspace.write(
        """
        data "guestkit_inspection" "sample" {
          path = "%s"
        }
        output "distro" {
          value = data.guestkit_inspection.sample.operating_systems[0].distro
        }
        """
            .formatted(Repository.sample()));
    return workspace;
  }

  private static void assertReads(Workspace workspace, Map<String, String> environment)
      throws IOException, InterruptedException {
    Workspace.Result plan = workspace.terraform(environment, "plan", "-no-color");
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("distro = \"debian\"");
  }

  private static String asOneLine(String text) {
    return String.join(" ", List.of(text.replace('│', ' ').strip().split("\\s+", -1)));
  }

  @Test
  void theLockFileStaysAndTakesOtherPlatforms() throws IOException, InterruptedException {
    Path mirror = Files.createDirectory(folder.resolve("mirror"));
    Tool.run("tar", "-xf", release("mirror.tar").toString(), "-C", mirror.toString());
    Workspace workspace = workspace(Workspace.mirror(mirror));
    Path lock = folder.resolve(".terraform.lock.hcl");

    assertThat(workspace.terraform("init", "-no-color").exit()).isZero();
    String first = Files.readString(lock);
    assertThat(workspace.terraform("init", "-no-color").exit()).isZero();
    assertThat(first).contains("version = \"" + Archive.version() + "\"");
    assertThat(lock).hasContent(first);

    List<String> command = new ArrayList<>(List.of("providers", "lock", "-fs-mirror=" + mirror));
    for (String platform : List.of("linux_amd64", "linux_arm64", "darwin_arm64")) {
      command.add("-platform=" + platform);
    }
    Workspace.Result locked = workspace.terraform(command.toArray(String[]::new));
    assertThat(locked.exit()).as(locked.err()).isZero();
    String all = Files.readString(lock);
    assertThat(all.lines().filter(line -> line.contains("\"h1:"))).hasSize(2); // two are the same
    Workspace.Result readonly = workspace.terraform("init", "-lockfile=readonly", "-no-color");
    assertThat(readonly.exit()).as(readonly.err()).isZero();
    assertThat(lock).hasContent(all);
    assertReads(workspace, NO_JAVA); // it brings its own
  }

  @Test
  void thePortableZipTakesTheHostsJava() throws IOException, InterruptedException {
    // Of this platform, so that it can be started here: the bytes are those of every other.
    Path mirror = folder.resolve("mirror/registry.terraform.io/guestkit/guestkit");
    Files.createDirectories(mirror);
    Files.copy(
        release("linux_arm64.zip"),
        mirror.resolve(release("linux_amd64.zip").getFileName().toString()));
    Workspace workspace = workspace(Workspace.mirror(folder.resolve("mirror")));

    Workspace.Result init = workspace.terraform("init", "-no-color");
    assertThat(init.exit()).as(init.err()).isZero();
    assertReads(workspace, HOST_JAVA);

    Workspace.Result refused = workspace.terraform(NO_JAVA, "plan", "-no-color");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(asOneLine(refused.err()))
        .contains(": GUESTKIT_JAVA is /no/such/java, which is no Java 25 or later.");
  }

  @Test
  void withoutAnyJavaItSaysHowToGetOne() throws IOException, InterruptedException {
    Path program = unpacked("linux_arm64").resolve(EXECUTABLE);
    edit(program, "/usr/lib/jvm/* /usr/java/* /opt/* /opt/java/*", "");

    List<String> command =
        List.of("env", "-i", "PATH=/nowhere", "JAVA_HOME=/nowhere", "/bin/sh", program.toString());
    Cli.Result refused = Cli.run(command);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text()).isEmpty();
    assertThat(refused.err())
        .startsWith(NAME + ": Java 25 or later was not found")
        .contains("GUESTKIT_JAVA")
        .hasLineCount(1);
  }

  @Test
  void thePortableProgramRunsFromWhereNothingCanBeWritten()
      throws IOException, InterruptedException {
    Path program = unpacked("darwin_arm64").resolve(EXECUTABLE);
    assertThat(program).isExecutable();
    assertThat(unpackedNames(program)).containsExactly(EXECUTABLE);
    try (ZipFile jar = new ZipFile(program.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .contains("io/guestkit/terraform/Main.class")
          .noneMatch(name -> name.matches(".*\\.(so|dylib|dll|jnilib)"));
    }
    Path link = Files.createSymbolicLink(folder.resolve("Größe & Ähnliches"), program);
    Path colon = Files.copy(program, folder.resolve("a:b"));
    for (List<String> start :
        List.of(
            List.of(program.toString()),
            List.of(link.toString()),
            List.of("/bin/sh", program.toString()),
            List.of("bash", "-p", program.toString()))) {
      List<String> command = new ArrayList<>(List.of("env", "-i", "TMPDIR=/nowhere"));
      command.add("GUESTKIT_JAVA=" + System.getProperty("java.home"));
      command.addAll(start);
      command.add("--version");
      Cli.Result version = Cli.run(command);
      assertThat(version.text()).as(version.err()).startsWith(NAME + " " + Archive.version());
      assertThat(version.err()).isEmpty();
    }
    Cli.Result refused = Cli.run(List.of("/bin/sh", colon.toString(), "--version"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("colon").hasLineCount(1);
  }

  private static List<String> unpackedNames(Path program) throws IOException {
    try (var files = Files.list(program.resolveSibling(""))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void withoutGlibcItTakesTheHostsJava() throws IOException, InterruptedException {
    Path provider = unpacked("linux_amd64");
    Path launcher = provider.resolve(EXECUTABLE);
    edit(launcher, "/lib64/ld-linux-x86-64.so.2", "/no/such/ld-linux-x86-64.so");
    Workspace workspace =
        workspace("dev_overrides {\n    \"guestkit/guestkit\" = \"%s\"\n  }".formatted(provider));

    Path log = folder.resolve("log");
    Map<String, String> environment =
        Map.of(
            "GUESTKIT_JAVA",
            System.getProperty("java.home"),
            "TF_LOG",
            "DEBUG",
            "TF_LOG_PATH",
            log.toString());
    assertReads(workspace, environment);
    assertThat(log).content().contains("glibc, which was not found; taking the host's.");

    Workspace.Result refused = workspace.terraform(NO_JAVA, "plan", "-no-color");
    assertThat(asOneLine(refused.err())).contains(": GUESTKIT_JAVA is /no/such/java");
  }

  @Test
  void overridesTakeTheFolderOfTheArchive() throws IOException, InterruptedException {
    Workspace workspace =
        workspace(
            "dev_overrides {\n    \"guestkit/guestkit\" = \"%s\"\n  }".formatted(Archive.folder()));
    Workspace.Result plan = workspace.terraform("plan", "-no-color"); // without init
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(asOneLine(plan.out()))
        .contains("Provider development overrides are in effect")
        .contains("guestkit/guestkit in " + Archive.folder())
        .contains("distro = \"debian\"");
  }

  @Test
  void theRegistryFindsSumsAndProtocol() throws IOException {
    Path sums = release("SHA256SUMS");
    Tool.shell("cd '%s' && sha256sum --strict --check --quiet '%s'".formatted(TARGET, sums));
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(sums)) {
      assertThat(line).matches("[0-9a-f]{64}  \\S+");
      names.add(line.substring(66));
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            PREFIX + "darwin_amd64.zip",
            PREFIX + "darwin_arm64.zip",
            PREFIX + "linux_amd64.zip",
            PREFIX + "linux_arm64.zip",
            PREFIX + "manifest.json");
    JsonNode manifest = new ObjectMapper().readTree(release("manifest.json").toFile());
    assertThat(manifest.toString())
        .isEqualTo("{\"version\":1,\"metadata\":{\"protocol_versions\":[\"6.0\"]}}");
  }
}
