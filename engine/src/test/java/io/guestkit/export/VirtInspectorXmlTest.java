package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.testing.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtInspectorXmlTest {
  private static final OperatingSystem SYSTEM = Reports.debian().operatingSystems().getFirst();

  private static Inspection report(OperatingSystem... systems) {
    return Reports.with(Reports.debian(), "operatingSystems", List.of(systems));
  }

  @Test
  void aMachineWithoutASystemIsAnEmptyList() {
    assertThat(VirtInspectorXml.of(report()))
        .isEqualTo("<?xml version=\"1.0\"?>\n<operatingsystems/>\n");
  }

  @Test
  void writesTheElementsInTheirOrder() {
    PackageInfo bash = SYSTEM.packages().getFirst();
    PackageInfo full = Reports.with(Reports.full(PackageInfo.class), "epoch", 2);
    OperatingSystem system =
        Reports.with(
            Reports.with(
                Reports.with(
                    SYSTEM,
                    "mountpoints",
                    List.of(
                        new Mountpoint("/dev/sda1", "/boot/efi"),
                        new Mountpoint("btrfsvol:/dev/sda2/@", "/"))),
                "fstab",
                List.of(
                    new FstabEntry(
                        "UUID=1", "/home", "btrfs", List.of(), 0, 0, "/dev/sda2"), // by subvolume
                    new FstabEntry("/dev/vg/swap", "none", "swap", List.of(), 0, 0, "/dev/vg/swap"),
                    new FstabEntry("/dev/sr0", "/cd", "iso9660", List.of(), 0, 0, null))),
            "packages",
            List.of(full, bash));

    assertThat(VirtInspectorXml.of(report(Reports.with(system, "osinfo", "debian12"))))
        .isEqualTo(
            """
            <?xml version="1.0"?>
            <operatingsystems>
              <operatingsystem>
                <root>/dev/sda2</root>
                <name>linux</name>
                <arch>x86_64</arch>
                <distro>debian</distro>
                <product_name>Debian GNU/Linux 12 (bookworm)</product_name>
                <major_version>12</major_version>
                <minor_version>0</minor_version>
                <package_format>deb</package_format>
                <package_management>apt</package_management>
                <hostname>deb12</hostname>
                <osinfo>debian12</osinfo>
                <mountpoints>
                  <mountpoint dev="btrfsvol:/dev/sda2/@">/</mountpoint>
                  <mountpoint dev="/dev/sda1">/boot/efi</mountpoint>
                </mountpoints>
                <filesystems>
                  <filesystem dev="/dev/sda1">
                    <type>vfat</type>
                  </filesystem>
                  <filesystem dev="/dev/vg/swap"/>
                  <filesystem dev="btrfsvol:/dev/sda2/@">
                    <type>ext4</type>
                    <label>ro&#27;[2Jot</label>
                  </filesystem>
                </filesystems>
                <applications>
                  <application>
                    <name>bash</name>
                    <version>5.2.15</version>
                    <release>1</release>
                    <arch>amd64</arch>
                  </application>
                  <application>
                    <name>the name</name>
                    <display_name>the displayName</display_name>
                    <epoch>2</epoch>
                    <version>the version</version>
                    <release>the release</release>
                    <arch>the arch</arch>
                    <url>the url</url>
                    <source_package>the sourcePackage</source_package>
                    <summary>the summary</summary>
                    <description>the description</description>
                  </application>
                </applications>
              </operatingsystem>
            </operatingsystems>
            """
                .replace("&#27;", "\ufffd"));
  }

  @Test
  void leavesOutWhatIsNotKnownOrWasNotRead() {
    OperatingSystem bare = Reports.with(Reports.with(SYSTEM, "distro", "unknown"), "arch", null);
    bare = Reports.with(Reports.with(bare, "majorVersion", null), "mountpoints", List.of());
    bare = Reports.with(Reports.with(bare, "fstab", List.of()), "packageFormat", null);
    Inspection report = Reports.with(report(bare), "facts", List.of());

    assertThat(VirtInspectorXml.of(report))
        .doesNotContain("distro", "arch", "package_format", "application")
        .contains("<major_version>0</major_version>", "<mountpoints/>", "<filesystems/>");
    assertThat(VirtInspectorXml.of(report(Reports.with(bare, "packages", List.of()))))
        .contains("<applications/>");
  }

  @Test
  void takesPublisherAndSourceFromWhereVirtInspectorDoes() {
    PackageInfo full = Reports.full(PackageInfo.class);
    OperatingSystem system = Reports.with(SYSTEM, "packages", List.of(full));
    assertThat(VirtInspectorXml.of(report(Reports.with(system, "packageFormat", "rpm"))))
        .doesNotContain("publisher", "source_package");
    assertThat(VirtInspectorXml.of(report(Reports.with(system, "packageFormat", "apk"))))
        .contains(
            "<publisher>the publisher</publisher>",
            "<source_package>the sourcePackage</source_package>");
  }

  @Test
  void replacesWhatXmlCannotHold() {
    XmlText xml = new XmlText();
    xml.element("a", "<&>\"'\t\r\n\u0000\u001b\ufffe\ud83d\ude00é\udcff", "b", "\"<\n\t&");
    assertThat(xml.toString())
        .isEqualTo(
            """
            <?xml version="1.0"?>
            <a b="&quot;&lt;&#10;&#9;&amp;">&lt;&amp;&gt;"'\t&#13;
            \ufffd\ufffd\ufffd\ud83d\ude00é\\xff</a>
            """);
  }

  @Test
  void filesystemsOfOtherSystemsAreNotItsOwn() {
    FilesystemInfo first = Reports.debian().filesystems().getFirst();
    assertThat(first.device()).isEqualTo("/dev/sda1");
    OperatingSystem other =
        Reports.with(SYSTEM, "mountpoints", List.of(new Mountpoint("/dev/sda2", "/")));
    assertThat(VirtInspectorXml.of(report(Reports.with(other, "fstab", List.of()))))
        .contains("<filesystem dev=\"/dev/sda2\">")
        .doesNotContain("/dev/sda1");
  }
}
