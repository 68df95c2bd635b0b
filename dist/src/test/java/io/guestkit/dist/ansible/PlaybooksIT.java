package io.guestkit.dist.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playbooks of the collection, over a folder of images of every kind. */
class PlaybooksIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path home;

  private static Controller controller = new Controller(Path.of(""));

  private static PlaybookImages images = new PlaybookImages(Path.of(""));

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    controller = Controller.withCollection(home);
    images = PlaybookImages.make(Files.createDirectory(home.resolve("größere images")));
  }

  /** Runs a playbook with variables. */
  private static Cli.Result play(String name, Map<String, ?> variables) throws Exception {
    Map<String, Object> plain = new TreeMap<>(variables);
    plain.replaceAll((key, value) -> value instanceof Path path ? path.toString() : value);
    Cli.Result result =
        controller.run(
            Map.of(
                "GUESTKIT_ANSIBLE",
                Archive.launcher("guestkit-ansible").toString(),
                "ANSIBLE_PIPELINING",
                "1"),
            "ansible-playbook",
            "guestkit.guestkit." + name,
            "-e",
            JSON.writeValueAsString(plain));
    assertThat(result.text() + result.err()).doesNotContain("Traceback", "MODULE FAILURE");
    assertThat(images.injected()).as("what a guest wants to run").doesNotExist();
    return result;
  }

  private static void assertExit(Cli.Result result, int exit) {
    assertThat(result.exit()).as(result.text() + result.err()).isEqualTo(exit);
  }

  /** Returns the answers of a file, by the names of images. */
  private static ObjectNode answers(Path file) throws IOException {
    ObjectNode answers = JSON.createObjectNode();
    for (JsonNode answer : JSON.readTree(Files.readString(file))) {
      answers.set(name(answer.path("path").asText()), answer);
    }
    return answers;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.path(field).asText()));
    return texts;
  }

  @Test
  void theFleetIsShownOnAPageThatABrowserTakes() throws Exception {
    Path page = home.resolve("fleet.html");
    Map<String, ?> variables = Map.of("images", images.folder(), "report", page);
    assertExit(images.whileOneChanges(() -> play("fleet_report", variables)), 0);

    String html = Files.readString(page);
    assertThat(images.names())
        .allSatisfy(name -> assertThat(html).contains(name.replace("<", "&lt;")));
    assertThat(html)
        .contains("web01.example.net", "sample01.example.net", "support ended 2020-06-10")
        .contains("a VMDK image, a format that is not read", "crypto_LUKS")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;i&gt;")
        .doesNotContain("<script>alert", "<i>", "src=", "href=", "http:", "https:");
    browse(page, html);
  }

  /** Shows the page as it is, and a copy without its policy in which a column is clicked. */
  private static void browse(Path page, String html) throws IOException {
    Tool.require("chromium");
    assertThat(chromium(page)).contains("<button type=\"button\">Packages</button>");
    Path copy = home.resolve("clicked.html");
    Files.writeString(
        copy,
        html.replaceFirst("<meta http-equiv=[^\\n]*", "")
            .replace(
                "</body>",
                "<script>heads[2].firstChild.click(); heads[2].firstChild.click();</script></body>"));
    String body = chromium(copy).split("<tbody>", 2)[1];
    assertThat(body.indexOf("web01")).isBetween(0, body.indexOf("sample01"));
  }

  private static String chromium(Path page) throws IOException {
    Path log = home.resolve("chromium.log");
    String dom =
        Tool.shell(
            "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-sync"
                + " --disable-background-networking --disable-component-update"
                + " --user-data-dir='%s' --enable-logging=stderr --dump-dom 'file://%s' 2> '%s'"
                    .formatted(home.resolve("chromium"), page, log));
    assertThat(Files.readString(log)).doesNotContain("CONSOLE"); // where its policy is violated
    return dom;
  }

  @Test
  void theGateListsWhatBreaksTheRules() throws Exception {
    Cli.Result shut =
        play(
            "gate",
            Map.of(
                "images", images.folder(),
                "gate_distributions", "rocky 9, debian 11",
                "gate_forbidden_packages", "telnet*,nginx"));
    assertExit(shut, 2);
    assertThat(shut.text())
        .contains(
            "old.vmdk: cannot be read: a VMDK image",
            "broken.qcow2: is not read wholly: ",
            "luks.img: holds no operating system that is known",
            "hostile.img: is <i>{{ lookup(",
            "hostile.img: package telnetd is installed",
            "hostile.img: sshd lets root in by a password (PermitRootLogin yes)",
            "hostile.img: user root has an empty password",
            "deb12.qcow2: package nginx is installed",
            "ready.img: is Debian GNU/Linux 12 (bookworm); allowed is debian 11, rocky 9")
        .doesNotContain("ready.img: package telnet");

    Cli.Result open = play("gate", Map.of("images", List.of(images.sample(), images.debian())));
    assertExit(open, 0);
    assertThat(open.text()).contains("2 of 2 images keep the rules.");
    Path empty = Files.createDirectory(home.resolve("nothing"));
    Cli.Result nothing = play("gate", Map.of("images", empty.toString()));
    assertExit(nothing, 2);
    assertThat(nothing.text()).contains("nothing: no image was found.");
    Files.delete(empty);
    Cli.Result missing = play("gate", Map.of("images", empty.toString()));
    assertExit(missing, 2);
    assertThat(missing.text()).contains("nothing: cannot be read: no such file");
  }

  @Test
  void theAuditComparesPackagesAsTheirManagersDo() throws Exception {
    Path report = home.resolve("audit.json");
    List<Map<String, String>> minimum =
        List.of(
            Map.of("name", "apt", "version", "2.6.1+deb12u9", "distribution", "debian 12"),
            Map.of("source", "bash", "version", "5.2.15-2", "distribution", "debian"),
            Map.of("name", "telnetd", "version", "1:0.17~rc1-2"),
            Map.of("name", "base-files", "version", "99", "distribution", "ubuntu"));
    assertExit(
        play(
            "patch_audit",
            Map.of("images", images.folder(), "minimum_packages", minimum, "audit_report", report)),
        0);
    ObjectNode answers = answers(report);
    assertThat(answers.fieldNames()).toIterable().hasSameElementsAs(images.names());
    assertThat(texts(answers.path("deb12.qcow2").path("packages"), "name")).containsExactly("apt");
    assertThat(answers.path("hostile.img").at("/packages/1/installed").asText())
        .isEqualTo("1:0.17~rc1-1");
    for (String unknown : List.of("broken.qcow2", "luks.img", "old.vmdk")) {
      assertThat(answers.path(unknown).path("verdict").asText()).isEqualTo("unknown");
      assertThat(answers.path(unknown).path("reasons")).isNotEmpty();
    }

    Path table = home.resolve("audit.csv");
    Cli.Result failed =
        play(
            "patch_audit",
            Map.of(
                "images",
                images.folder() + "/[ho]*",
                "minimum_packages",
                List.of(Map.of("name", "=cmd", "version", "2")),
                "audit_report",
                table,
                "audit_fail",
                true));
    assertExit(failed, 2);
    assertThat(failed.text()).contains("2 of 3 images are not known to be current; " + table);
    assertThat(Files.readString(table))
        .contains("\"outdated\",\"<i>{{ lookup(", "\"'=cmd\",\"amd64\",\"1\",\"2\"");
  }

  @Test
  void theAuditTakesAGoldenImage() throws Exception {
    Path golden = home.resolve("golden.json");
    Files.write(golden, Archive.inspect(images.debian()).out());
    Path report = home.resolve("golden-audit.json");
    Map<String, Object> variables =
        Map.of("golden", golden, "audit_report", report, "audit_fail", true);
    assertExit(play("patch_audit", with(variables, images.debian())), 0);
    assertThat(answers(report).path("deb12.qcow2").path("verdict").asText()).isEqualTo("current");

    assertExit(play("patch_audit", with(variables, images.folder() + "/hostile.img")), 2);
    assertThat(texts(answers(report).path("hostile.img").path("packages"), "name"))
        .containsExactly("apt");
  }

  private static Map<String, Object> with(Map<String, Object> variables, String image) {
    Map<String, Object> all = new TreeMap<>(variables);
    all.put("images", image);
    return all;
  }

  @Test
  void machinesAreReadyToMoveOrToldWhyNot() throws Exception {
    Path report = home.resolve("migration.json");
    assertExit(
        play("migration_readiness", Map.of("images", images.folder(), "migration_report", report)),
        0);
    ObjectNode answers = answers(report);
    assertThat(answers.fieldNames()).toIterable().hasSameElementsAs(images.names());
    Map<String, String> verdicts = new TreeMap<>();
    answers
        .fieldNames()
        .forEachRemaining(name -> verdicts.put(name, answers.path(name).path("verdict").asText()));
    assertThat(verdicts)
        .containsEntry("ready.img", "ready")
        .containsEntry("deb12.qcow2", "attention")
        .containsEntry("hostile.img", "attention")
        .containsEntry("overlay.qcow2", "attention")
        .containsEntry("luks.img", "blocked")
        .containsEntry("broken.qcow2", "blocked")
        .containsEntry("old.vmdk", "blocked");
    assertThat(texts(answers.path("deb12.qcow2").path("findings"), "reason"))
        .contains("is partitioned for UEFI", "qemu-guest-agent is installed")
        .anyMatch(reason -> reason.startsWith("ens3 is bound to 52:54:00:12:34:56"));
    assertThat(texts(answers.path("overlay.qcow2").path("findings"), "reason"))
        .contains(
            "/dev/sda lies on sample.qcow2: move the whole chain, or convert it into one image");
    assertThat(texts(answers.path("hostile.img").path("findings"), "reason"))
        .contains("/: /dev/sda1 is a name that depends on the kind of disk");

    Map<String, Object> strict = Map.of("migration_report", report, "migration_fail", true);
    assertExit(play("migration_readiness", with(strict, images.folder() + "/ready.img")), 0);
    Map<String, Object> bios = new TreeMap<>(strict);
    bios.put("migration_firmware", "bios");
    Cli.Result blocked = play("migration_readiness", with(bios, images.folder() + "/ready.img"));
    assertExit(blocked, 2);
    assertThat(blocked.text()).contains("is partitioned for UEFI, not for BIOS");
  }
}
