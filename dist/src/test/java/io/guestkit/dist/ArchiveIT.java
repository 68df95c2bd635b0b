package io.guestkit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The archive after the ways on which it reaches people. Where GUESTKIT_AOT_MODE is on, the JVM
 * refuses to start without its AOT cache.
 */
class ArchiveIT {
  private static final Path TARGET = Archive.folder().resolveSibling("");
  private static final String VERSION = Archive.version();

  private static final String HELLO = "class Hello { public static void main(String[] words) {} }";

  @TempDir Path temporary;

  /** Unpacks the archive below a name with spaces and letters that are not ASCII. */
  private Path unpacked() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("Größe und  Ähnliches"));
    Tool.shell("tar -xzf '%s' -C '%s'".formatted(archive(), folder));
    return folder.resolve(Archive.folder().getFileName());
  }

  private static Path archive() {
    return TARGET.resolve("guestkit-%s-linux-x86_64.tar.gz".formatted(VERSION));
  }

  /** Runs a launcher with nothing in its environment but these variables. */
  private static Cli.Result run(Path launcher, List<String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "-i"));
    command.addAll(variables);
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    return Cli.run(command);
  }

  private static void assertUsesItsCache(Path folder, String program)
      throws IOException, InterruptedException {
    Cli.Result result = run(folder.resolve(program), List.of("GUESTKIT_AOT_MODE=on"), "--version");
    assertThat(result.text() + result.err()).as(program).contains(program).contains(VERSION);
    assertThat(result.exit()).isZero();
  }

  @Test
  void everyProgramUsesItsCacheAfterUntar() throws IOException, InterruptedException {
    Path folder = unpacked();

    for (Program program : Program.ALL) {
      assertUsesItsCache(folder, program.name());
    }
  }

  @Test
  void everyProgramUsesItsCacheAfterAnUnzipWithoutTimes() throws Exception {
    Tool.require("zip", "unzip");
    Path folder = unpacked();
    Tool.shell("cd '%s' && zip -qr ../all.zip .".formatted(folder));
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    Tool.shell("cd '%s' && unzip -q -DD '%s/../all.zip'".formatted(copy, folder));

    for (Program program : Program.ALL) {
      assertUsesItsCache(copy, program.name());
    }
  }

  @Test
  void terraformsZipHoldsItsProviderAlone() throws Exception {
    Tool.require("unzip");
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    String zip = "terraform-provider-guestkit_%s_linux_amd64.zip".formatted(VERSION);
    Tool.shell("cd '%s' && unzip -q -DD '%s'".formatted(copy, TARGET.resolve(zip)));

    Path launcher = copy.resolve("terraform-provider-guestkit_v" + VERSION);
    Cli.Result result = run(launcher, List.of("GUESTKIT_AOT_MODE=on"), "--version");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(copy.resolve("guestkit")).doesNotExist();
    try (var caches = Files.list(copy.resolve("aot"))) {
      assertThat(caches).hasSize(1);
    }
  }

  @Test
  void aReadOnlyFolderServesAnotherUser() throws Exception {
    Tool.require("setpriv");
    Path folder = unpacked();
    Tool.shell("chmod -R a-w '%s' && chmod a+x '%s'".formatted(folder, temporary));
    List<String> command = new ArrayList<>();
    if (Tool.run("id", "-u").strip().equals("0")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.addAll(List.of(folder.resolve("guestkit").toString(), "inspect", "--sample"));

    Cli.Result result = Cli.run(command);
    Tool.shell("chmod -R u+w '%s'".formatted(folder));
    assertThat(result.err()).isEmpty();
    assertThat(result.text()).contains("Debian GNU/Linux 12 (bookworm)");
  }

  @Test
  void itStartsHoweverItIsNamed() throws Exception {
    Path folder = unpacked();
    Path link = Files.createSymbolicLink(temporary.resolve("a link"), folder.resolve("guestkit"));
    for (String command :
        List.of(
            "'%s' version".formatted(link),
            "cd '%s' && ./guestkit version".formatted(folder),
            "cd '%s' && sh guestkit version".formatted(folder),
            "cd '%s/aot' && ../guestkit version".formatted(folder),
            "PATH='%s':$PATH && guestkit version".formatted(folder))) {
      Cli.Result result = Cli.run(List.of("sh", "-c", "export GUESTKIT_AOT_MODE=on; " + command));
      assertThat(result.text()).as(command).startsWith("guestkit " + VERSION);
      assertThat(result.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 1 << 20})
  void aTruncatedCacheIsNotUsedAndNotSpokenOf(int size) throws Exception {
    Path folder = unpacked();
    try (FileChannel cache = FileChannel.open(cache(folder), StandardOpenOption.WRITE)) {
      cache.truncate(size);
    }
    assertStartsWithoutIt(folder);
  }

  @Test
  void aCacheOfAnotherProgramIsNotUsedAndNotSpokenOf() throws Exception {
    Path folder = unpacked();
    Path hello = Files.writeString(temporary.resolve("Hello.java"), HELLO);
    Path other = temporary.resolve("other.aot");
    Tool.shell(
        "cd '%s'; PATH='%s/bin':$PATH; javac %s; jar --create --file hello.jar Hello.class; java -XX:AOTCacheOutput=%s -cp hello.jar Hello 2>&1"
            .formatted(temporary, System.getProperty("java.home"), hello, other));
    Files.copy(other, cache(folder), StandardCopyOption.REPLACE_EXISTING);

    assertStartsWithoutIt(folder);
  }

  @Test
  void aCacheOfAnotherBuildIsNotUsed() throws Exception {
    Path folder = unpacked();
    Files.writeString(folder.resolve("runtime/build-id"), "0123456789abcdef\n");

    assertStartsWithoutIt(folder);
  }

  private static void assertStartsWithoutIt(Path folder) throws Exception {
    Path launcher = folder.resolve("guestkit");
    Cli.Result result = run(launcher, List.of(), "version");
    assertThat(result.text()).startsWith("guestkit " + VERSION);
    assertThat(result.err()).isEmpty();
    assertThat(run(launcher, List.of("GUESTKIT_AOT_MODE=on"), "version").exit()).isNotZero();
  }

  private static Path cache(Path folder) throws IOException {
    try (var caches = Files.list(folder.resolve("aot"))) {
      return caches
          .filter(file -> file.getFileName().toString().matches("guestkit-[0-9a-f]{16}\\.aot"))
          .findAny()
          .orElseThrow();
    }
  }

  @Test
  void theHeapIsAsLargeAsAsked() throws Exception {
    String flags = "JDK_JAVA_OPTIONS=-XX:+PrintFlagsFinal";
    for (String heap : List.of("100m", "1g")) {
      List<String> variables = List.of("GUESTKIT_AOT_MODE=on", "GUESTKIT_HEAP=" + heap, flags);
      Cli.Result result = run(Archive.launcher("guestkit"), variables, "version");
      long bytes = heap.equals("1g") ? 1L << 30 : 100L << 20;
      assertThat(result.text()).containsPattern(" MaxHeapSize += " + bytes + " ");
    }
  }

  @Test
  void theSumsAreThoseOfTheFiles() {
    Tool.shell("cd '%s' && sha256sum --strict --check --quiet SHA256SUMS".formatted(TARGET));
    assertThat(Tool.shell("wc -l < '%s/SHA256SUMS'".formatted(TARGET)).strip()).isEqualTo("10");
  }

  /** The Apache License is ours too, and stands at the top. */
  @Test
  void everyLibraryUnderAnotherLicenceBringsItsText() throws IOException {
    List<String> folders = new ArrayList<>();
    try (var found = Files.list(Archive.folder().resolve("legal"))) {
      found.forEach(folder -> folders.add(folder.getFileName().toString()));
    }
    List<String> without = new ArrayList<>();
    for (JsonNode component : bill().get("components")) {
      String name = component.get("name").asText();
      if (!component.path("licenses").toString().contains("Apache-2.0")
          && folders.stream().noneMatch(folder -> folder.startsWith(name))) {
        without.add(name);
      }
    }
    assertThat(without).containsExactly("openjdk"); // whose texts are in runtime/legal
    assertThat(Archive.folder().resolve("runtime/legal/java.base/LICENSE")).isNotEmptyFile();
  }

  private static JsonNode bill() throws IOException {
    Path bill = TARGET.resolve("guestkit-%s.cdx.json".formatted(VERSION));
    return new ObjectMapper().readTree(bill.toFile());
  }

  @Test
  void theBillOfMaterialsNamesEveryLibraryAndJava() throws IOException {
    JsonNode bill = bill();
    List<String> files = new ArrayList<>();
    for (JsonNode component : bill.get("components")) {
      String name = component.get("name").asText();
      files.add(name + "-" + component.get("version").asText() + ".jar");
    }
    List<String> libraries = new ArrayList<>();
    for (String jar : System.getProperty("guestkit.classpath").split(":", -1)) {
      libraries.add(Path.of(jar).getFileName().toString());
    }
    libraries.add("openjdk-" + System.getProperty("java.runtime.version") + ".jar");
    assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(files).containsExactlyInAnyOrderElementsOf(libraries);
  }
}
