package io.guestkit.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.launcher.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says where it can neither start nor build. */
class LauncherTest {
  @TempDir Path folder;

  private Checkout checkout;

  @BeforeEach
  void copyScripts() throws IOException {
    checkout = Checkout.ofScripts(folder.resolve("a checkout"));
  }

  private Run guestkit(Map<String, String> variables) throws IOException, InterruptedException {
    return Checkout.run(folder, variables, "/bin/sh", checkout.launcher().toString(), "version");
  }

  @Test
  void aNamedJavaThatIsNotThereIsRefused() throws IOException, InterruptedException {
    Run run = guestkit(Map.of("GUESTKIT_JAVA", "/no/such/jdk"));

    assertThat(run)
        .isEqualTo(
            new Run(
                1, "", "guestkit: GUESTKIT_JAVA is /no/such/jdk, which is no JDK 25 or later.\n"));
  }

  @Test
  void aNamedJavaThatIsTooOldIsRefused() throws IOException, InterruptedException {
    Path old = LauncherIT.fakeJdk(folder.resolve("jdk-17"), "17.0.15");

    Run run = guestkit(Map.of("GUESTKIT_JAVA", old.toString()));
    assertThat(run.err()).contains("which is no JDK 25 or later").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void withoutAnyJdkItSaysHowToGetOne() throws IOException, InterruptedException {
    checkout.edit("dist/src/build/jdk.sh", "/usr/lib/jvm/* /usr/java/* /opt/* /opt/java/*", "");

    Run run = guestkit(Map.of("PATH", "/nowhere", "HOME", "/nowhere"));
    assertThat(run.err())
        .startsWith("guestkit: no JDK 25 or later was found; install one")
        .contains("GUESTKIT_JAVA")
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void withoutMavenItSaysHowToGetIt() throws IOException, InterruptedException {
    Run run = guestkit(Map.of("PATH", "/nowhere", "GUESTKIT_JAVA", Checkout.JDK.toString()));

    assertThat(run.err()).startsWith("guestkit: Maven is needed").hasLineCount(1);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsShowsItsLastLines() throws IOException, InterruptedException {
    Path maven = Files.createDirectories(folder.resolve("maven")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho it went wrong\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();

    Run run =
        guestkit(
            Map.of(
                "PATH",
                maven.getParent() + ":" + System.getenv("PATH"),
                "GUESTKIT_JAVA",
                Checkout.JDK.toString()));
    assertThat(run.err()).contains("the build failed").endsWith("it went wrong\n");
    assertThat(run.status()).isEqualTo(1);
  }
}
