package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.ReadSession;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.inspect.rpmdb.HeaderBytes;
import io.guestkit.inspect.rpmdb.RpmTag;
import io.guestkit.report.Evidence;
import io.guestkit.report.Inspection;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.testing.Corpus;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of rpm in SQLite against what rpm says of them. */
class RpmDatabaseTest {
  private static final String FOLDER = "/usr/lib/sysimage/rpm";
  private static final String FIELD = "\u001f";
  private static final String END = "\u001e";

  private static final List<String> TAGS =
      List.of(
          "NAME",
          "EPOCH",
          "VERSION",
          "RELEASE",
          "ARCH",
          "VENDOR",
          "URL",
          "SOURCERPM",
          "LICENSE",
          "LONGSIZE",
          "INSTALLTIME",
          "MODULARITYLABEL",
          "SUMMARY",
          "DESCRIPTION",
          "DSAHEADER:pgpsig",
          "RSAHEADER:pgpsig");

  private final InspectionNotes notes = new InspectionNotes();

  @TempDir private Path folder;

  private static MemoryFilesystem fedora() {
    return MemoryFilesystem.create().file("/etc/os-release", "ID=fedora\nVERSION_ID=40\n");
  }

  private List<PackageInfo> read(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, notes, "packages").packages();
  }

  /** Returns the packages of the database in a folder, its log and journal included. */
  private List<PackageInfo> read(Path database) throws IOException {
    MemoryFilesystem tree = fedora();
    for (String name : List.of("rpmdb.sqlite", "rpmdb.sqlite-wal", "rpmdb.sqlite-journal")) {
      if (Files.exists(database.resolve(name))) {
        tree.file(FOLDER + "/" + name, Files.readAllBytes(database.resolve(name)));
      }
    }
    return read(tree);
  }

  /** Returns all that rpm says of each package, as {@link #line} writes it. */
  private static List<String> rpmSays(Path database) {
    String format = "%{" + String.join("}" + FIELD + "%{", TAGS) + "}" + END;
    String said = Tool.run("rpm", "--dbpath", database.toString(), "-qa", "--qf", format);
    List<String> lines = new ArrayList<>();
    for (String line : said.split(END, -1)) {
      if (!line.isEmpty()) {
        List<String> fields = new ArrayList<>(List.of(line.split(FIELD, -1)));
        String signature = fields.removeLast();
        signature = fields.getLast().equals("(none)") ? signature : fields.getLast();
        int id = signature.indexOf("Key ID ");
        fields.set(fields.size() - 1, id < 0 ? "(none)" : signature.substring(id + 7));
        lines.add(String.join("|", fields));
      }
    }
    lines.sort(null);
    return lines;
  }

  private static List<String> weSay(List<PackageInfo> packages) {
    List<String> lines = new ArrayList<>();
    for (PackageInfo info : packages) {
      lines.add(line(info));
    }
    lines.sort(null);
    return lines;
  }

  private static String line(PackageInfo info) {
    Instant installed = info.installedAt();
    return String.join(
        "|",
        info.name(),
        info.epoch() == 0 ? "(none)" : "" + info.epoch(),
        info.version(),
        info.release(),
        none(info.arch()),
        none(info.publisher()),
        none(info.url()),
        source(info),
        none(info.license()),
        none(info.installedSizeBytes()),
        none(installed == null ? null : installed.getEpochSecond()),
        none(info.modularityLabel()),
        none(info.summary()),
        none(info.description()),
        none(info.signatureKeyId()));
  }

  private static String none(@Nullable Object value) {
    return value == null ? "(none)" : value.toString();
  }

  private static String source(PackageInfo info) {
    String own = info.version() + "-" + info.release();
    return info.sourcePackage() == null
        ? "(none)"
        : info.sourcePackage()
            + "-"
            + Objects.requireNonNullElse(info.sourceVersion(), own)
            + ".src.rpm";
  }

  private static List<Corpus.Entry> corpus() {
    return Corpus.entries(entry ->
        entry.get("kind").asText().equals("rpmdb")
            && entry.get("file").asText().contains("rpmdb.sqlite"));
  }

  @Test
  void listsTheDatabasesOfTheCorpus() throws IOException {
    int compared = 0;
    for (Corpus.Entry entry : corpus()) {
      Path database = Files.createTempDirectory(folder, "db");
      entry.unpack(database);
      List<String> truth = new ArrayList<>();
      for (JsonNode p : entry.truth().get("packages").path("nevra")) {
        truth.add(
            String.join(
                "|",
                p.get("name").asText(),
                p.get("epoch").asText("0"),
                p.get("version").asText(),
                p.get("release").asText(),
                p.get("arch").asText(),
                p.path("sourcerpm").asText("(none)"),
                p.path("vendor").asText("(none)"),
                p.get("license").asText(),
                p.get("size").asText(),
                p.get("installtime").asText()));
      }
      List<String> ours = new ArrayList<>();
      for (PackageInfo info : read(database)) {
        ours.add(
            String.join(
                "|",
                info.name(),
                "" + info.epoch(),
                info.version(),
                info.release(),
                info.arch(),
                source(info),
                none(info.publisher()),
                none(info.license()),
                none(info.installedSizeBytes()),
                "" + Objects.requireNonNull(info.installedAt()).getEpochSecond()));
      }
      assertThat(ours).as(entry.file()).containsExactlyInAnyOrderElementsOf(truth);
      compared += truth.size();
    }
    assertThat(compared).isEqualTo(103 + 17 + 9);
    // One of them is a database of SQLite that is none of rpm.
    assertThat(notes.problems())
        .extracting(Problem::message)
        .containsExactly("file 9 at offset 0: no table Packages with a column blob");
  }

  @Test
  void everyFieldOfTheCorpusIsWhatRpmSays() throws IOException {
    Tool.require("rpm");
    int compared = 0;
    for (Corpus.Entry entry : corpus()) {
      if (entry.truth().get("packages").get("packages").asInt() > 0) {
        Path database = Files.createTempDirectory(folder, "db");
        entry.unpack(database);
        List<String> ours = weSay(read(database));
        assertThat(ours).as(entry.file()).isEqualTo(rpmSays(database));
        compared += ours.size();
      }
    }
    assertThat(compared).isEqualTo(103 + 17 + 9);
    assertThat(notes.problems()).isEmpty();
  }

  /** Builds a package and puts it as installed into a database below the folder. */
  private Path install(String database, String name, String spec) throws IOException {
    Path target = folder.resolve(database);
    Files.writeString(folder.resolve(name + ".spec"), spec);
    Tool.shell(
        """
        cd '%s'
        rpmbuild -bb --quiet --define '_topdir %1$s/build' %2$s.spec
        rpm --dbpath '%3$s' --justdb --nodeps --ignorearch -i build/RPMS/*/%2$s-*.rpm
        """
            .formatted(folder, name, target));
    return target;
  }

  private static final String SPEC =
      """
      Name: %s
      Version: 1.2
      Release: 3
      Summary: Über %s
      License: MIT and (GPLv2+ or BSD)
      URL: https://example.net/?a=b
      Vendor: Vendör
      BuildArch: noarch
      %s
      %%description
      First line.

        Indented, 日本語.
      %%files
      """;

  private static final String MODULAR =
      """
      Epoch: 7
      ModularityLabel: perl:5.30:820190223:12b01cf2
      """;

  @Test
  void everyFieldOfPackagesThatRpmInstallsIsWhatRpmSays() throws IOException {
    Tool.require("rpm", "rpmbuild");
    Path database = install("db", "plain", SPEC.formatted("plain", "plain", ""));
    install("db", "of-a-module", SPEC.formatted("of-a-module", "x", MODULAR));
    Path key = Path.of("/etc/apt/trusted.gpg.d/debian-archive-bookworm-stable.asc");
    Tool.requireThat(Files.exists(key), key + " is not there");
    Tool.run("rpm", "--dbpath", database.toString(), "--import", key.toString());

    List<PackageInfo> packages = read(database);
    assertThat(weSay(packages)).hasSize(3).isEqualTo(rpmSays(database));
    assertThat(packages)
        .extracting(PackageInfo::name)
        .containsExactly("gpg-pubkey", "of-a-module", "plain");
    assertThat(packages.get(1).epoch()).isEqualTo(7);
    assertThat(notes.problems()).isEmpty();
    assertThat(notes.evidence())
        .contains(new Evidence("packages", "/dev/sda1", FOLDER + "/rpmdb.sqlite"));
  }

  @Test
  void whatOnlyTheLogHasCounts() throws IOException {
    Tool.require("rpm", "rpmbuild", "sqlite3");
    install("db", "before", SPEC.formatted("before", "x", ""));
    install("other", "after", SPEC.formatted("after", "x", ""));
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Path rpms = Files.createDirectory(folder.resolve("rpms"));
    // The last connection that closes empties the log, so it is copied before.
    Tool.shell(
        """
        cd '%s'
        sqlite3 db/rpmdb.sqlite > /dev/null <<'END'
        PRAGMA journal_mode = WAL;
        ATTACH 'other/rpmdb.sqlite' AS other;
        INSERT INTO Packages (blob) SELECT blob FROM other.Packages;
        DELETE FROM Packages WHERE hnum = 1;
        .shell cp db/rpmdb.sqlite db/rpmdb.sqlite-wal copy
        .shell cp db/rpmdb.sqlite db/rpmdb.sqlite-wal rpms
        END
        """
            .formatted(folder));

    List<String> ours = weSay(read(copy));
    assertThat(ours).hasSize(1).isEqualTo(rpmSays(rpms));
    assertThat(ours.getFirst()).startsWith("after|");
    Files.delete(copy.resolve("rpmdb.sqlite-wal"));
    assertThat(read(copy)).extracting(PackageInfo::name).containsExactly("before");
  }

  @Test
  void guestsListWhatRpmLists() throws IOException {
    for (String guest : List.of("rhel9-sqlite", "mariner2-real")) {
      try (GuestKit guestkit = GuestKit.create()) {
        Machine machine = Machine.of(io.guestkit.testing.Guests.shared(guest + ".qcow2"));
        Inspection report = guestkit.inspect(machine, InspectOptions.DEFAULT).inspection();
        List<String> ours = new ArrayList<>();
        for (PackageInfo info : report.operatingSystems().getFirst().packages()) {
          ours.add(
              String.join(
                  " ",
                  info.name(),
                  info.epoch() == 0 ? "(none)" : "" + info.epoch(),
                  info.version(),
                  info.release(),
                  none(info.arch())));
        }
        Path truth = io.guestkit.testing.Guests.sharedTruth(guest + ".rpm-qa.txt");
        assertThat(ours).containsExactlyInAnyOrderElementsOf(Files.readAllLines(truth));
        assertThat(report.problems()).isEmpty();
      }
    }
  }

  /** Returns a database whose headers are these. */
  private byte[] database(byte[]... headers) throws IOException {
    Tool.require("sqlite3");
    StringBuilder script =
        new StringBuilder("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL);");
    for (byte[] header : headers) {
      script
          .append("INSERT INTO Packages (blob) VALUES (x'")
          .append(HexFormat.of().formatHex(header))
          .append("');\n");
    }
    Path input = folder.resolve("script.sql");
    Files.writeString(input, script);
    Path file = Files.createTempFile(folder, "made", ".sqlite");
    Tool.shell("sqlite3 -batch -bail '%s' < '%s'".formatted(file, input));
    return Files.readAllBytes(file);
  }

  private static byte[] header(String name) {
    return HeaderBytes.of(name, "1", "1").text(RpmTag.SUMMARY, "x".repeat(3000)).build();
  }

  private List<String> names(MemoryFilesystem tree) throws IOException {
    return read(tree).stream().map(PackageInfo::name).toList();
  }

  @Test
  void takesTheDatabaseThatRpmTakes() throws IOException {
    byte[] a = database(header("a"));
    byte[] b = database(header("b"));
    String ostree = "/usr/share/rpm/rpmdb.sqlite";
    String usual = "/var/lib/rpm/rpmdb.sqlite";
    String base = "/usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite";
    String macros = "/usr/lib/rpm/macros";

    assertThat(names(fedora().file(usual, a))).containsExactly("a");
    assertThat(names(fedora().file(ostree, a).link("/var/lib/rpm", "../../usr/share/rpm")))
        .containsExactly("a");
    assertThat(names(fedora().file(base, b).file(ostree, a))).containsExactly("a");
    assertThat(names(fedora().file(base, b))).containsExactly("b");
    assertThat(names(fedora().file(usual, a).file("/var/lib/rpm/Packages", b)))
        .containsExactly("a");
    // Two that are not one: what rpm was built for decides.
    MemoryFilesystem two = fedora().file(usual, a).file(FOLDER + "/rpmdb.sqlite", b);
    assertThat(names(two)).containsExactly("b");
    assertThat(names(two.file(macros, "# x\n%_dbpath\t\t%{_var}/lib/rpm\n%x")))
        .containsExactly("a");
    assertThat(names(two.file(macros, "\n%_dbpath %{_usr}/lib/sysimage/rpm\n")))
        .containsExactly("b");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void aDatabaseThatIsNotThereOrEmptyIsAProblem() throws IOException {
    assertThat(read(fedora())).isEmpty();
    assertThat(read(fedora().file("/var/lib/rpm/rpmdb.sqlite", database()))).isEmpty();

    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "missing",
                "/dev/sda1",
                "/var/lib/rpm",
                "/var/lib/rpm: the database of packages is not there"),
            new Problem(
                "missing",
                "/dev/sda1",
                "/var/lib/rpm/rpmdb.sqlite",
                "/var/lib/rpm/rpmdb.sqlite: no installed package is listed"));
  }

  @Test
  void aDamagedHeaderIsAProblemAndTheNextOneIsRead() throws IOException {
    byte[] bad = new byte[40];
    byte[] nameless = new HeaderBytes().text(RpmTag.VERSION, "1").build();
    String path = "/var/lib/rpm/rpmdb.sqlite";

    assertThat(names(fedora().file(path, database(header("a"), bad, header("b"), nameless))))
        .containsExactly("a", "b");
    assertThat(notes.problems())
        .containsExactly(
            new Problem(
                "corrupt", "/dev/sda1", path, "header 2 of " + path + " at offset 0: 0 entries"),
            new Problem(
                "corrupt", "/dev/sda1", path, "header 4 of " + path + " at offset 0: no name"));
  }

  @Test
  void manyDamagedHeadersAreFewProblems() throws IOException {
    byte[][] headers = new byte[50][40];
    headers[30] = header("a");

    assertThat(names(fedora().file("/var/lib/rpm/rpmdb.sqlite", database(headers))))
        .containsExactly("a");
    assertThat(notes.problems()).hasSize(21);
    assertThat(notes.problems().getLast().message())
        .isEqualTo("/var/lib/rpm/rpmdb.sqlite: 29 more of its headers are damaged");
  }

  @Test
  void packagesThatTakeTooMuchMemoryEndTheInspection() throws IOException {
    byte[][] headers = new byte[50][];
    for (int i = 0; i < 50; i++) {
      headers[i] = HeaderBytes.of("a" + i, "1", "1").text(RpmTag.SUMMARY, "x".repeat(9000)).build();
    }
    byte[] made = database(headers);
    ReadSession session =
        ReadSession.of(new Budget(Duration.ofMinutes(1), 200_000, 10_000), new BlockCache(1 << 20));
    MemoryFilesystem tree =
        MemoryFilesystem.create(session)
            .file("/etc/os-release", "ID=fedora\n")
            .file("/var/lib/rpm/rpmdb.sqlite", made);

    InspectionNotes bounded = new InspectionNotes(session.budget());
    Guests.inspect(tree, bounded, "packages");
    assertThat(bounded.problems()).extracting(Problem::kind).containsExactly("limit");
  }

  @Test
  void survivesDamage() throws IOException {
    byte[] made = database(header("a"), header("b"), header("c"), header("d"));
    Mutations.run(
        made,
        List.of(new int[] {0, 4096}),
        (bytes, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/os-release", "ID=fedora\n")
                    .file("/var/lib/rpm/rpmdb.sqlite", bytes),
                "packages"));
  }
}
