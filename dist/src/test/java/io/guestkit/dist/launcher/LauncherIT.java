package io.guestkit.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.launcher.Checkout.Run;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
  private static final Map<String, String> CACHE_OR_FAIL = Map.of("GUESTKIT_AOT_MODE", "on");

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
    Path inside = checkout.root().resolve("dist");
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
  void commandsThatReadContentsWholeUseTheCacheToo() throws IOException, InterruptedException {
    String sample = Repository.sample().toString();
    for (String command : List.of("inspect", "cat", "hash")) {
      String[] words =
          command.equals("inspect")
              ? new String[] {command, sample}
              : new String[] {command, sample, "/etc/os-release"};
      assertThat(guestkit(CACHE_OR_FAIL, words).status()).as(command).isZero();
    }
  }

  @Test
  void argumentsKeepTheirSpacesAndTheirLetters() throws IOException, InterruptedException {
    Run run = guestkit(WITH_JDK, "image", "info", "no such  disk é.raw");

    assertThat(run.err()).contains("no such  disk é.raw").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void onceBuiltItNeedsNoJava() throws IOException, InterruptedException {
    Run run = guestkit(Map.of("PATH", "/nowhere", "HOME", "/nowhere"), "version");

    assertThat(run).isEqualTo(new Run(0, firstUse.out(), ""));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void distPacksAChangedClassAndPassesAnOldJavaOver() throws IOException, InterruptedException {
    String before = checkout.buildId();
    checkout.edit(
        "engine/src/main/java/io/guestkit/cli/VersionCommand.java",
        "text(\"guestkit\")",
        "text(\"changed\")");
    Path old = fakeJdk(folder.resolve("jdk-17"), "17.0.15");
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", old.toString());
    variables.put("PATH", old.resolve("bin") + ":" + System.getenv("PATH"));

    Run packed = guestkit(variables, "dist");

    assertThat(packed.status()).as(packed.err()).isZero();
    assertThat(packed.out())
        .contains("-linux-x86_64.tar.gz", "guestkit-guestkit-", "linux_amd64.zip", "SHA256SUMS");
    assertThat(checkout.root().resolve("dist/target/java-home")).isNotEmptyFile();
    assertThat(guestkit(CACHE_OR_FAIL, "version").out()).startsWith("changed ");
    assertThat(checkout.buildId()).isNotEqualTo(before);
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
