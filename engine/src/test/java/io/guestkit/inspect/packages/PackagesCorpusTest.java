package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.Inspection;
import io.guestkit.report.PackageInfo;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that others collected, against what the tools of their formats say. */
class PackagesCorpusTest {
  private final InspectionNotes notes = new InspectionNotes();

  @TempDir private Path folder;

  private static List<Corpus.Entry> entries(String name) {
    return Corpus.entries(entry -> entry.get("file").asText().startsWith("pkgdb/" + name));
  }

  private static MemoryFilesystem guest(String id) {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=" + id + "\n");
  }

  private List<PackageInfo> read(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "packages").packages();
  }

  private List<PackageInfo> read(String id, String path, Corpus.Entry entry) throws IOException {
    return read(guest(id).file(path, Files.readAllBytes(entry.unpack(folder))));
  }

  private static String version(PackageInfo info) {
    return (info.epoch() > 0 ? info.epoch() + ":" : "")
        + info.version()
        + (info.release() == null ? "" : "-" + info.release());
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "-" : value.asText();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String describe(PackageInfo info) {
    String source =
        info.sourcePackage() == null
            ? "-"
            : "%s-%s.src.rpm"
                .formatted(
                    info.sourcePackage(),
                    Objects.requireNonNullElse(
                        info.sourceVersion(), info.version() + "-" + info.release()));
    Instant installed = info.installedAt();
    return String.join(
        " | ",
        info.name(),
        "" + info.epoch(),
        info.version(),
        text(info.release()),
        text(info.arch()),
        source,
        text(info.publisher()),
        text(info.license()),
        text(info.installedSizeBytes()),
        text(installed == null ? null : installed.getEpochSecond()));
  }

  private static String describe(JsonNode nevra) {
    String epoch = text(nevra.path("epoch"));
    return String.join(
        " | ",
        nevra.get("name").asText(),
        epoch.equals("-") ? "0" : epoch,
        nevra.get("version").asText(),
        text(nevra.path("release")),
        text(nevra.path("arch")),
        text(nevra.path("sourcerpm")),
        text(nevra.path("vendor")),
        text(nevra.path("license")),
        text(nevra.path("size")),
        text(nevra.path("installtime")));
  }

  private int compareRpm(String name, String file) throws IOException {
    List<Corpus.Entry> entries = entries(name);
    assertThat(entries).hasSize(1);
    List<String> truth = new ArrayList<>();
    entries.getFirst().truth().get("packages").get("nevra").forEach(p -> truth.add(describe(p)));

    assertThat(read("sles", "/var/lib/rpm/" + file, entries.getFirst()))
        .extracting(PackagesCorpusTest::describe)
        .containsExactlyInAnyOrderElementsOf(truth);
    assertThat(notes.problems()).isEmpty();
    return truth.size();
  }

  @Test
  void listsRpmsNdbAndBerkeleyDb() throws IOException {
    assertThat(compareRpm("sle15-bci-ndb/", "Packages.db")).isEqualTo(35);
    assertThat(compareRpm("osquery-bdb/", "Packages")).isEqualTo(3);
    Files.delete(folder.resolve("Packages"));
    assertThat(compareRpm("osv-epoch/", "Packages")).isEqualTo(1);
  }

  @Test
  void listsARealGuestsNdb() throws IOException {
    Path image = io.guestkit.testing.Guests.shared("sle15-real.qcow2");
    List<String> truth =
        Files.readAllLines(io.guestkit.testing.Guests.sharedTruth("sle15-real.rpm-qa.txt"));

    Inspection report;
    try (GuestKit guestkit = GuestKit.create()) {
      report = guestkit.inspect(Machine.of(image), InspectOptions.DEFAULT).inspection();
    }

    assertThat(report.operatingSystems()).hasSize(1);
    assertThat(report.operatingSystems().getFirst().packages())
        .extracting(info ->
            String.join(
                " ",
                info.name(),
                info.epoch() == 0 ? "(none)" : "" + info.epoch(),
                info.version(),
                info.release(),
                text(info.arch()).replace("-", "(none)")))
        .containsExactlyInAnyOrderElementsOf(truth);
    assertThat(report.operatingSystems().getFirst().lastPackageChange())
        .isEqualTo(
            report.operatingSystems().getFirst().packages().stream()
                .map(info -> Objects.requireNonNull(info.installedAt()))
                .max(Instant::compareTo)
                .orElseThrow());
  }

  /** The three letters that dpkg-query shows: wanted, state, error. */
  private static String letters(PackageInfo info) {
    char state =
        switch (info.state()) {
          case "installed" -> 'i';
          case "half-installed" -> 'H';
          case "half-configured" -> 'F';
          case "unpacked" -> 'U';
          case "triggers-awaited" -> 'W';
          default -> 't';
        };
    return (info.held() ? "h" : "i") + state;
  }

  @Test
  void listsDpkgAndOpkg() throws IOException {
    int compared = 0;
    for (String name : List.of("dpkg-", "opkg-")) {
      for (Corpus.Entry entry : entries(name)) {
        boolean opkg = name.equals("opkg-");
        List<String> truth = new ArrayList<>();
        for (JsonNode p : entry.truth().get("packages").get("list")) {
          String status = p.get("status").asText();
          if (status.charAt(1) != 'c' && status.charAt(1) != 'n') {
            truth.add(
                String.join(
                    " ",
                    p.get("name").asText(),
                    p.get("version").asText(),
                    p.get("arch").asText(),
                    (status.startsWith("h") ? "h" : "i") + status.charAt(1),
                    p.get("source").asText(),
                    p.get("source_version").asText()));
          }
        }
        List<PackageInfo> packages =
            opkg
                ? read("openwrt", "/usr/lib/opkg/status", entry)
                : read("debian", "/var/lib/dpkg/status", entry);
        assertThat(packages)
            .as(entry.file())
            .extracting(info ->
                String.join(
                    " ",
                    info.name(),
                    version(info),
                    text(info.arch()),
                    letters(info),
                    text(info.sourcePackage()),
                    info.sourceVersion() == null ? version(info) : info.sourceVersion()))
            .containsExactlyInAnyOrderElementsOf(truth);
        compared += truth.size();
        if (opkg) {
          assertThat(packages)
              .extracting(PackageInfo::installedAt)
              .containsOnly(Instant.ofEpochSecond(1730715936));
        }
      }
    }
    assertThat(compared).isGreaterThan(360);
  }

  private static String ofApk(PackageInfo info) {
    return String.join(
        " ",
        info.name(),
        version(info),
        text(info.arch()),
        text(info.sourcePackage()),
        text(info.license()));
  }

  @Test
  void listsApk() throws IOException {
    int compared = 0;
    for (Corpus.Entry entry : entries("apk-")) {
      List<String> truth = new ArrayList<>();
      for (JsonNode p : entry.truth().get("packages").get("list")) {
        truth.add(
            String.join(
                " ",
                p.get("name").asText(),
                p.get("version").asText(),
                p.get("arch").asText(),
                text(p.path("origin")),
                text(p.path("license"))));
      }
      assertThat(read("alpine", "/lib/apk/db/installed", entry))
          .as(entry.file())
          .extracting(PackagesCorpusTest::ofApk)
          .containsExactlyInAnyOrderElementsOf(truth);
      compared += truth.size();
    }
    assertThat(compared).isEqualTo(29);
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void listsAnAlpineImage() throws IOException {
    for (Corpus.Entry entry : entries("alpine-310")) {
      Path tar = entry.unpack(folder);
      JsonNode truth = entry.truth().get("packages");
      Tool.shell(
          "mkdir %1$s/root; tar -xOf %2$s %3$s | tar -x -C %1$s/root --exclude=dev"
              .formatted(folder, tar, truth.get("layer").asText()));
      List<String> expected = new ArrayList<>();
      for (JsonNode p : truth.get("apk")) {
        expected.add(p.get(0).asText() + " " + p.get(1).asText());
      }

      assertThat(
              Guests.inspect(HostTreeFilesystem.of(folder.resolve("root")), notes, "packages")
                  .packages())
          .extracting(info -> info.name() + " " + version(info))
          .containsExactlyInAnyOrderElementsOf(expected)
          .hasSize(14);
      assertThat(notes.problems()).isEmpty();
    }
  }

  @Test
  void listsPacman() throws IOException {
    MemoryFilesystem tree = guest("arch");
    List<String> truth = new ArrayList<>();
    for (Corpus.Entry entry : entries("pacman-")) {
      JsonNode fields = entry.truth().get("packages").get("fields");
      List<String> values = new ArrayList<>();
      for (String field :
          "NAME VERSION BASE DESC URL ARCH PACKAGER SIZE INSTALLDATE LICENSE".split(" ", -1)) {
        List<String> several = new ArrayList<>();
        fields.path(field).forEach(value -> several.add(value.asText()));
        values.add(String.join(", ", several));
      }
      truth.add(String.join(" | ", values));
      tree.file(
          "/var/lib/pacman/local/%s-1/desc".formatted(values.getFirst().toLowerCase(Locale.ROOT)),
          Files.readAllBytes(entry.root().resolve(entry.file())));
    }

    assertThat(read(tree))
        .extracting(info ->
            String.join(
                " | ",
                info.name(),
                version(info),
                text(info.sourcePackage()),
                text(info.description()),
                text(info.url()),
                text(info.arch()),
                text(info.publisher()),
                text(info.installedSizeBytes()),
                "" + Objects.requireNonNull(info.installedAt()).getEpochSecond(),
                text(info.license())))
        .containsExactlyInAnyOrderElementsOf(truth)
        .hasSize(3);
    assertThat(notes.problems()).isEmpty();
  }
}
