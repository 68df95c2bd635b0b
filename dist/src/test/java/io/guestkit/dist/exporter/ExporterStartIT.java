package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that end at once. */
class ExporterStartIT {
  @TempDir Path dir;

  private static Cli.Result run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Archive.launcher("guestkit-exporter").toString());
    command.addAll(List.of(arguments));
    return Cli.run(command);
  }

  private static void saysOnly(Cli.Result result, int exit, String sentence) {
    assertThat(result.err()).startsWith("guestkit-exporter: ").contains(sentence).hasLineCount(1);
    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.text()).isEmpty();
  }

  @Test
  void checksTheConfiguration() throws Exception {
    Path config = RunningExporter.config(dir, Map.of("golden", dir));

    Cli.Result valid = run("--config.file=" + config, "--config.check");
    assertThat(valid.text()).isEqualTo(config + ": valid, 1 root\n");
    assertThat(valid.exit()).isZero();

    Files.writeString(config, "roots:\n  - name: golden\n    paht: /\n");
    saysOnly(
        run("--config.file=" + config, "--config.check"),
        1,
        config + ":3: unknown key 'paht'; known here: name, path, allowed_dirs");
    saysOnly(run("--config.file=" + config), 1, "unknown key 'paht'");
    saysOnly(run("--config.file=" + dir.resolve("none")), 1, "none: no such file");
  }

  @Test
  void saysThatItMayNotReadTheConfiguration() throws Exception {
    Tool.require("setpriv");
    Path config = RunningExporter.config(dir, Map.of("golden", dir));
    Tool.shell("chmod 000 '%s'".formatted(config));
    List<String> command = new ArrayList<>();
    if (Files.isReadable(config)) {
      command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    }
    command.add(Archive.launcher("guestkit-exporter").toString());
    command.add("--config.file=" + config);

    saysOnly(Cli.run(command), 1, config + ": permission denied; run as a user who may read it");
  }

  @Test
  void refusesWrongUsage() throws Exception {
    saysOnly(run(), 2, "give --config.file=FILE");
    saysOnly(run("--config.fil=x"), 2, "unknown option");
    saysOnly(run("--config.file=x", "--web.listen-address=9"), 2, "no address to listen on");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    Path config = RunningExporter.config(dir, Map.of("golden", dir));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      saysOnly(
          run("--config.file=" + config, "--web.listen-address=" + address),
          1,
          "cannot listen on " + address + ": Address already in use");
    }
    saysOnly(
        run("--config.file=" + config, "--web.listen-address=192.0.2.1:0"),
        1,
        "cannot listen on 192.0.2.1:0: ");
    saysOnly(
        run("--config.file=" + config, "--web.listen-address=host.invalid:0"),
        1,
        "cannot listen on host.invalid:0: no host has this name");
  }

  @Test
  void writesAllImagesIntoAFileForNodeExporter() throws Exception {
    Path images = Files.createDirectories(dir.resolve("images/below"));
    Files.copy(Repository.sample(), images.resolve("good.qcow2"));
    Files.copy(Repository.sample(), images.resolveSibling("other.qcow2"));
    Files.writeString(images.resolve("broken.vmdk"), "KDMV");
    Path config = RunningExporter.config(dir, Map.of("golden", images.resolveSibling("")));
    Path written = dir.resolve("guestkit.prom");
    Files.writeString(written, "as it was");

    Cli.Result once = run("--config.file=" + config, "--once", "--textfile=" + written);
    assertThat(once.exit()).as(once.err()).isZero();
    assertThat(once.text()).isEmpty();
    assertThat(once.err()).contains("msg=Written", "images=3", "below/broken.vmdk");
    String metrics = Files.readString(written);
    assertThat(metrics)
        .contains("guestkit_inspection_success{image_root=\"golden\",image=\"other.qcow2\"} 1.0")
        .contains(
            "guestkit_inspection_success{image_root=\"golden\",image=\"below/broken.vmdk\"} 0.0")
        .doesNotContain("guestkit_probe_");
    assertThat(Tool.shell("promtool check metrics < '%s' 2>&1".formatted(written))).isEmpty();
    assertThat(dir.toFile().list()).doesNotContain(written.getFileName() + ".tmp");

    saysOnly(
        run("--config.file=" + config, "--once", "--log.level=error", "--textfile=/none/x.prom"),
        1,
        "/none/x.prom: its folder is not there");
  }

  @Test
  void printsHelpAndVersion() throws Exception {
    assertThat(run("--help").text()).startsWith("Usage: guestkit-exporter");
    assertThat(run("--version").text()).startsWith("guestkit-exporter 0.");
  }
}
