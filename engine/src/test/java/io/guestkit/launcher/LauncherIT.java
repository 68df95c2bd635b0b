package io.guestkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.launcher.Checkout.Run;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One checkout is built on first use; then used, damaged, and changed last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
  private static final Map<String, String> WITH_JDK =
      Map.of("GUESTKIT_JAVA", Checkout.JDK.toString());

  /** The JVM refuses to start where it does not use the cache. */
  private static final Map<String, String> CACHE_OR_FAIL =
      Map.of("GUESTKIT_JAVA", Checkout.JDK.toString(), "JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

  private Path folder;
  private Checkout checkout;
  private Run firstUse;

  @BeforeAll
  void useForTheFirstTime(@TempDir Path folder) throws IOException, InterruptedException {
    Tool.require("mvn");
    this.folder = folder;
    checkout = Checkout.ofSources(folder.resolve("a checkout with spaces"));
    firstUse = Checkout.run(checkout.root(), WITH_JDK, "./guestkit", "version");
  }

  private Run guestkit(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = checkout.launcher().toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Checkout.run(folder, variables, command);
  }

  @Test
  void firstUseBuildsBehindOneLine() {
    assertThat(firstUse.out()).startsWith("guestkit ");
    assertThat(firstUse.err()).startsWith("guestkit: building on first use").hasLineCount(1);
    assertThat(firstUse.status()).isZero();
  }

  @Test
  void laterUsesSayNothing() throws IOException, InterruptedException {
    Run run = guestkit(WITH_JDK, "version");

    assertThat(run).isEqualTo(new Run(0, firstUse.out(), ""));
  }

  @Test
  void theCacheIsUsedHoweverTheLauncherIsNamed() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("link to it"), checkout.launcher());
    Path inside = checkout.root().resolve("engine");
    for (Run run :
        new Run[] {
          guestkit(CACHE_OR_FAIL, "version"),
          Checkout.run(checkout.root(), CACHE_OR_FAIL, "./guestkit", "version"),
          Checkout.run(checkout.root(), CACHE_OR_FAIL, "/bin/sh", "guestkit", "version"),
          Checkout.run(inside, CACHE_OR_FAIL, "../guestkit", "version"),
          Checkout.run(folder, CACHE_OR_FAIL, link.toString(), "version"),
          Checkout.run(folder, CACHE_OR_FAIL, "./link to it", "version"),
        }) {
      assertThat(run.out()).isEqualTo(firstUse.out());
      assertThat(run.status()).isZero();
    }
  }

  @Test
  void argumentsKeepTheirSpacesAndTheirLetters() throws IOException, InterruptedException {
    Run run = guestkit(WITH_JDK, "image", "info", "no such  disk é.raw");

    assertThat(run.err()).contains("no such  disk é.raw").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aTruncatedCacheIsNotUsedAndNotSpokenOf() throws IOException, InterruptedException {
    Path cache = checkout.made(".aot");
    Path kept = Files.copy(cache, folder.resolve("kept.aot"));
    for (long size : new long[] {Files.size(cache) / 2, 100, 0}) {
      try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
      assertThat(guestkit(WITH_JDK, "version")).isEqualTo(new Run(0, firstUse.out(), ""));
    }
    Files.move(kept, cache, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aCacheOfAnotherProgramIsNotUsedAndNotSpokenOf() throws IOException, InterruptedException {
    Path cache = checkout.made(".aot");
    Path kept = Files.copy(cache, folder.resolve("own.aot"));
    Path other = folder.resolve("other.aot");
    Path picocli = checkout.app().resolve("lib/" + libraryNamed("picocli"));
    Checkout.run(
        folder,
        Map.of(),
        Checkout.JDK.resolve("bin/java").toString(),
        "-XX:AOTCacheOutput=" + other,
        "-cp",
        picocli.toString(),
        "picocli.AutoComplete",
        "--help");
    Files.copy(other, cache, StandardCopyOption.REPLACE_EXISTING);

    assertThat(guestkit(WITH_JDK, "version")).isEqualTo(new Run(0, firstUse.out(), ""));
    Files.move(kept, cache, StandardCopyOption.REPLACE_EXISTING);
  }

  private String libraryNamed(String name) throws IOException {
    try (var files = Files.list(checkout.app().resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void withoutACacheItStarts() throws IOException, InterruptedException {
    Path cache = checkout.made(".aot");
    Path away = Files.move(cache, folder.resolve("away.aot"));

    assertThat(guestkit(WITH_JDK, "version")).isEqualTo(new Run(0, firstUse.out(), ""));
    Files.move(away, cache);
  }

  @Test
  void anOldJavaInFrontIsPassedOver() throws IOException, InterruptedException {
    Path old = fakeJdk(folder.resolve("jdk-17"), "17.0.15");
    Path home = folder.resolve("home");
    Path jdks = Files.createDirectories(home.resolve(".jdks"));
    Files.createSymbolicLink(jdks.resolve("25"), Checkout.JDK);
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", old.toString());
    variables.put("PATH", old.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("HOME", home.toString());

    Run run = guestkit(variables, "version");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("guestkit ");
    assertThat(checkout.root().resolve("engine/target/java-home")).isNotEmptyFile();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aChangedClassRunsAfterARebuild() throws IOException, InterruptedException {
    String before = checkout.made(".aot").getFileName().toString();
    checkout.edit(
        "engine/src/main/java/io/guestkit/cli/VersionCommand.java",
        "\"guestkit \"",
        "\"changed \"");
    checkout.rebuild();

    Run run = guestkit(CACHE_OR_FAIL, "version");
    assertThat(run.out()).startsWith("changed ");
    assertThat(checkout.made(".aot").getFileName().toString()).isNotEqualTo(before);
  }

  /** A folder that looks like a JDK and cannot run anything. */
  static Path fakeJdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String program : new String[] {"java", "javac"}) {
      Path file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\nexit 9\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return home;
  }
}
