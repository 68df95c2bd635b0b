package io.guestkit.dist.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image as the command line people run it: see {@link ContainerProgram} for how it is held. */
@ExtendWith(DockerExtension.class)
class DockerImageIT {
  @TempDir private Path folder;

  @BeforeEach
  void mayBeReadByAnyone() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void reportsOfAGuestWhatTheHostReports(DockerImage image) throws Exception {
    Path guest = Guests.made("deb12.qcow2");
    Cli.Result host = Archive.inspect(guest.toString());
    Cli.Result container =
        image.guestkit(folderOf(guest), "inspect", "--output", "json", guest.toString());
    assertThat(container.err()).isEmpty();
    assertThat(container.exit()).isZero();
    assertThat(container.json().at("/operating_systems/0/distro").asText()).isEqualTo("debian");
    assertThat(container.text()).isEqualTo(host.text());
  }

  @Test
  void takesPathsFromTheMountedFolder(DockerImage image) throws IOException {
    // Not ASCII: the image's locale has to be one of UTF-8.
    sample("Größe.qcow2");
    Cli.Result result =
        image.program("guestkit").mounting(folder, "/images").run("image", "info", "Größe.qcow2");
    assertThat(result.err()).isEmpty();
    assertThat(result.text()).contains("qcow2");
    assertThat(result.exit()).isZero();
  }

  @Test
  void unpacksTheSampleInTemporaryMemory(DockerImage image) {
    Cli.Result result = image.program("guestkit").writing("/tmp").run("inspect", "--sample");
    assertThat(result.err()).isEmpty();
    assertThat(result.text()).contains("Debian GNU/Linux 12 (bookworm)");
    assertThat(result.exit()).isZero();
  }

  @Test
  void isNotRootAndCanNothing(DockerImage image) {
    Cli.Result result =
        image
            .program("sh")
            .run(
                "-c",
                "while read -r name value; do echo \"$name $value\"; done < /proc/self/status");
    assertThat(result.text().replace('\t', ' '))
        .contains(
            "\nUid: 65532 65532 65532 65532\n",
            "\nGid: 65532 65532 65532 65532\n",
            "\nCapEff: 0000000000000000\n",
            "\nNoNewPrivs: 1\n");
  }

  @Test
  void saysInOneSentenceWhatItMayNotRead(DockerImage image) throws IOException {
    Path secret = sample("secret.qcow2");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertFailure(image.guestkit(folder, "inspect", secret.toString()), "secret.qcow2");
  }

  @Test
  void saysInOneSentenceThatAnImageIsMissing(DockerImage image) {
    assertFailure(image.program("guestkit").run("inspect", "none.qcow2"), "none.qcow2");
  }

  @Test
  void saysInOneSentenceThatAnImageIsBroken(DockerImage image) throws IOException {
    Path broken = sample("broken.qcow2");
    byte[] bytes = Files.readAllBytes(broken);
    Files.write(broken, Arrays.copyOf(bytes, 100));
    assertFailure(image.guestkit(folder, "inspect", broken.toString()), "broken.qcow2");
  }

  @Test
  void runsEachProgramByItsName(DockerImage image) throws Exception {
    assertThat(image.program("guestkit").run("version").text())
        .isNotEmpty()
        .isEqualTo(host("guestkit", "version").text());
    for (String program :
        List.of("guestkit-exporter", "guestkit-ansible", "terraform-provider-guestkit")) {
      Cli.Result result = image.program(program).run("--version");
      assertThat(result.exit()).as(program + ": " + result.err()).isZero();
      assertThat(result.text()).isNotEmpty().isEqualTo(host(program, "--version").text());
    }
    // It is no command, but for Terraform to start.
    Cli.Result provider = image.program("terraform-provider-guestkit").run();
    assertThat(provider.exit()).isEqualTo(1);
    assertThat(provider.err()).contains("Terraform").doesNotContain("\tat ");
  }

  /** Where GUESTKIT_AOT_MODE is on, the JVM refuses to start without its AOT cache. */
  @Test
  void eachProgramStartsFromItsCache(DockerImage image) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    List<Path> caches;
    try (Stream<Path> files = Files.list(Archive.folder().resolve("aot"))) {
      caches = files.toList();
    }
    assertThat(caches).isNotEmpty();
    for (Path cache : caches) {
      String name = cache.getFileName().toString();
      String program = name.substring(0, name.lastIndexOf('-'));
      Cli.Result with = start(image, program).run("--version");
      assertThat(with.exit()).as(program + ": " + with.err()).isZero();
      // The sign is one: without the cache the same command fails.
      Cli.Result without =
          start(image, program).mounting(empty, "/opt/guestkit/aot/" + name).run("--version");
      assertThat(without.exit()).as(program).isNotZero();
    }
  }

  private static ContainerProgram start(DockerImage image, String program) {
    return image.program(program).with("GUESTKIT_AOT_MODE=on");
  }

  @Test
  void tellsWhatItIs(DockerImage image) {
    InspectImageResponse made;
    try (var command = image.client().inspectImageCmd(image.name())) {
      made = command.exec();
    }
    ContainerConfig config = Objects.requireNonNull(made.getConfig());
    assertThat(config.getUser()).isEqualTo("65532:65532");
    assertThat(config.getExposedPorts()).containsExactly(ExposedPort.tcp(10480));
    assertThat(config.getLabels())
        .containsEntry("org.opencontainers.image.title", "GuestKit")
        .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
        .containsEntry("org.opencontainers.image.version", Archive.version())
        .containsEntry("org.opencontainers.image.revision", ImageBuilds.REVISION)
        .containsEntry("org.opencontainers.image.created", ImageBuilds.CREATED)
        .containsKeys("org.opencontainers.image.source", "org.opencontainers.image.base.name");
    // A JVM says on standard error that it took it up, even where it is empty.
    assertThat(config.getEnv()).noneMatch(variable -> variable.startsWith("JAVA_TOOL_OPTIONS"));
  }

  private static Cli.Result host(String program, String argument) throws Exception {
    return Cli.run(List.of(Archive.launcher(program).toString(), argument));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void assertFailure(Cli.Result result, String name) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.text()).isEmpty();
    assertThat(result.err()).contains(name).hasLineCount(1).doesNotContain("\tat ");
  }

  private Path sample(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.copy(Repository.sample(), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }
}
