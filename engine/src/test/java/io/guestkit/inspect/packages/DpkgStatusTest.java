package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.PackageInfo;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgStatusTest {
  private static final String STATUS =
      """
      Package: acl
      Status: install ok installed
      Priority: optional
      Section: utils
      Installed-Size: 190
      Maintainer: Guillem Jover <guillem@debian.org>
      Architecture: amd64
      Multi-Arch: foreign
      Version: 2.3.1-3
      Depends: libacl1 (= 2.3.1-3), libc6 (>= 2.34)
      Conffiles:
       /etc/a 0123456789abcdef0123456789abcdef
      Description: access control list - utilities \s
       This package contains the getfacl and setfacl utilities needed for
       manipulating access control lists.
       .
        - indented
      Homepage: https://savannah.nongnu.org/projects/acl/

      Package: gone
      Status: deinstall ok config-files
      Architecture: all
      Version: 1.0
      Description: configuration only

      Package: half
      Status: install ok half-configured
      Architecture: all
      Version: 1.0-1-2
      Source: other
      Description: files are there

      Package: libgcc-s1
      Status: hold ok installed
      Maintainer: Déjà Vu <d@example.net>
      Architecture: i386
      Source: gcc-12 (1:12.2.0-14+deb12u1)
      Version: 2:12.2.0-14
      Description: one line \s
      """;

  private final PackageList packages = new PackageList(Budget.withoutDeadline());

  private static List<PackageInfo> parse(String text) throws LimitExceededException {
    PackageList packages = new PackageList(Budget.withoutDeadline());
    DpkgStatus.read(text.getBytes(StandardCharsets.UTF_8), DpkgStatus.Kind.DATABASE, packages);
    return packages.all();
  }

  private static String version(PackageInfo info) {
    return (info.epoch() > 0 ? info.epoch() + ":" : "")
        + info.version()
        + (info.release() == null ? "" : "-" + info.release());
  }

  private static String line(PackageInfo info) {
    String sourceVersion = info.sourceVersion() == null ? version(info) : info.sourceVersion();
    Long size = info.installedSizeBytes();
    return String.join(
        "|",
        info.name(),
        version(info),
        Objects.toString(info.arch(), ""),
        Objects.toString(info.publisher(), ""),
        Objects.toString(info.url(), ""),
        Objects.toString(info.sourcePackage(), ""),
        sourceVersion,
        size == null ? "" : String.valueOf(size / 1024),
        Objects.toString(info.summary(), "")
            + (info.description() == null ? "" : "\n " + info.description().replace("\n", "\n ")));
  }

  @Test
  void saysWhatDpkgQuerySays(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("status"), STATUS);
    Files.createFile(folder.resolve("available"));
    String truth =
        Tool.run(
            "dpkg-query",
            "--admindir=" + folder,
            "-W",
            "-f",
            "${db:Status-Status}|${Package}|${Version}|${Architecture}|${Maintainer}|${Homepage}"
                + "|${source:Package}|${source:Version}|${Installed-Size}|${Description}\n");

    StringBuilder ours = new StringBuilder();
    parse(STATUS).forEach(info -> ours.append(line(info)).append('\n'));
    assertThat(ours.toString())
        .isEqualTo(
            truth
                .replaceAll("(?s)config-files\\|.*?(?=\n[a-z-]+\\|)\n", "")
                .replaceAll("(?m)^(installed|half-configured)\\|", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "install ok installed, installed, false",
    "hold ok installed, installed, true",
    "deinstall ok installed, installed, false",
    "install ok triggers-pending, triggers-pending, false",
    "install ok triggers-awaited, triggers-awaited, false",
    "install ok unpacked, unpacked, false",
    "hold ok half-configured, half-configured, true",
    "install reinstreq half-installed, half-installed, false",
    "installed ok, installed, false",
    "install user installed, installed, false",
    "'install user,hold installed', installed, true",
    "install hold installed, installed, true",
    "install holdings installed, installed, false",
  })
  void listsAPackageWhoseFilesAreOnTheDisk(String status, String state, boolean held)
      throws LimitExceededException {
    List<PackageInfo> packages = parse("Package: a\nStatus: " + status + "\nVersion: 1\n");

    assertThat(packages).extracting(PackageInfo::state).containsExactly(state);
    assertThat(packages).extracting(PackageInfo::held).containsExactly(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deinstall ok config-files", "purge ok not-installed", "install ok", "hold ok x"})
  void doesNotListAPackageWithoutFiles(String status) throws LimitExceededException {
    assertThat(parse("Package: a\nStatus: " + status + "\nVersion: 1\n")).isEmpty();
  }

  @Test
  void aPackageWhoseFirstInstallationBrokeOffHasNoVersion() throws LimitExceededException {
    assertThat(parse("Package: a\nStatus: install reinstreq half-installed\n"))
        .extracting(PackageInfo::version)
        .containsExactly("");
  }

  @Test
  void toleratesWhatDpkgTolerates() throws LimitExceededException {
    List<PackageInfo> packages =
        parse(
            """


            package:a
            STATUS:install ok installed
            Version:  1-1  \s
            \t

            Package: b
            Status: install ok installed
            Version: 2
            Installed-Size: many\
            """);

    assertThat(packages).extracting(PackageInfo::name).containsExactly("a", "b");
    assertThat(packages.getFirst().release()).isEqualTo("1");
    assertThat(packages.getLast().installedSizeBytes()).isNull();
  }

  @Test
  void countsParagraphsThatAreNoPackageAndKeepsTheOthers() throws LimitExceededException {
    String text =
        """
        Package: a
        Status: install ok installed
        Version: 1

        garbage

        Package: b
        Version: 1

        Package: c
        Status: install ok installed

        Package: d
        Status: install ok installed
        Version: 1
        """;
    DpkgStatus status =
        DpkgStatus.read(text.getBytes(StandardCharsets.UTF_8), DpkgStatus.Kind.DATABASE, packages);

    assertThat(packages.all()).extracting(PackageInfo::name).containsExactly("a", "d");
    assertThat(status.damaged()).isEqualTo(3);
    assertThat(status.firstDamage()).isEqualTo(text.indexOf("garbage"));
  }

  @Test
  void aParagraphOfStatusDirectoryNeedsNoState() throws LimitExceededException {
    DpkgStatus.read(
        "Package: base-files\nVersion: 12\n".getBytes(StandardCharsets.UTF_8),
        DpkgStatus.Kind.PARAGRAPH,
        packages);

    assertThat(packages.all()).hasSize(1);
  }

  @Test
  void replacesWhatIsNotUtf8AndKeepsControls() throws LimitExceededException {
    byte[] bytes =
        "Package: a\nStatus: install ok installed\nVersion: 1\nMaintainer: x\u0001\u00ffy\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    DpkgStatus.read(bytes, DpkgStatus.Kind.DATABASE, packages);

    assertThat(packages.all().getFirst().publisher()).isEqualTo("x\u0001\ufffdy");
  }
}
