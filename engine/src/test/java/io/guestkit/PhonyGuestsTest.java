package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import io.guestkit.testing.Guests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** libguestfs's phony guests against what virt-inspector said of them. */
class PhonyGuestsTest {

  /** What the release file says, and a root on XFS beside an EFI system partition. */
  @ParameterizedTest
  @CsvSource({
    "rhel9-sqlite, rhel, Red Hat Enterprise Linux 9.4 (Plow), 9, 4",
    "mariner2-real, mariner, CBL-Mariner/Linux, 2, 0",
    "sle15-real, sles, SUSE Linux Enterprise Server 15 SP6, 15, 6"
  })
  void findsSystemsOnXfs(String guest, String id, String product, int major, int minor)
      throws Exception {
    Inspection report = inspect(guest);
    assertThat(report.operatingSystems()).hasSize(1);
    OperatingSystem system = report.operatingSystems().getFirst();
    assertThat(Objects.requireNonNull(system.osRelease()).id()).isEqualTo(id);
    assertThat(system.productName()).isEqualTo(product);
    assertThat(system.majorVersion()).isEqualTo(major);
    assertThat(system.minorVersion()).isEqualTo(minor);
    assertThat(system.mountpoints())
        .containsExactly(
            new Mountpoint("/dev/sda2", "/"), new Mountpoint("/dev/sda1", "/boot/efi"));
    assertThat(report.filesystems())
        .extracting(FilesystemInfo::type)
        .containsExactly("vfat", "xfs");
  }

  private static Inspection inspect(String guest) throws IOException {
    try (GuestKit guestkit = GuestKit.create()) {
      Machine machine = Machine.of(Guests.shared(guest + ".qcow2"));
      return guestkit.inspect(machine, InspectOptions.DEFAULT).inspection();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ubuntu", "archlinux", "debian"})
  void agreesWithVirtInspector(String guest) throws Exception {
    Element truth =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Guests.sharedTruth(guest + ".img.xml").toFile())
                .getElementsByTagName("operatingsystem")
                .item(0);

    Inspection report = inspect(guest);
    assertThat(report.operatingSystems()).hasSize(1);
    OperatingSystem system = report.operatingSystems().getFirst();
    assertThat(system.root()).isEqualTo(text(truth, "root"));
    assertThat(system.name()).isEqualTo(text(truth, "name"));
    assertThat(system.arch()).isEqualTo(text(truth, "arch"));
    assertThat(system.distro()).isEqualTo(text(truth, "distro"));
    if (text(truth, "product_name") != null) {
      // Of a Debian of that age virt-inspector gives the version alone.
      String before = guest.equals("debian") ? "Debian GNU/Linux " : "";
      assertThat(system.productName()).isEqualTo(before + text(truth, "product_name"));
    }
    if (!guest.equals("archlinux")) { // a rolling release: virt-inspector says 0.0, we say nothing
      assertThat(String.valueOf(system.majorVersion())).isEqualTo(text(truth, "major_version"));
      assertThat(String.valueOf(system.minorVersion())).isEqualTo(text(truth, "minor_version"));
    }
    assertThat(system.packageFormat()).isEqualTo(text(truth, "package_format"));
    assertThat(system.packageManagement()).isEqualTo(text(truth, "package_management"));
    assertThat(system.hostname()).isEqualTo(text(truth, "hostname"));
    assertThat(system.osinfo()).isEqualTo(text(truth, "osinfo"));
    assertThat(system.mountpoints())
        .extracting(mount -> mount.device() + " " + mount.path())
        .containsExactlyInAnyOrderElementsOf(
            all(truth, "mountpoint").stream()
                .map(mount -> mount.getAttribute("dev") + " " + mount.getTextContent())
                .toList());
    for (Element filesystem : all(truth, "filesystem")) {
      String device = filesystem.getAttribute("dev");
      if (!device.startsWith("/dev/mapper/")) {
        assertThat(report.filesystems())
            .filteredOn(found -> found.device().equals(device))
            .singleElement()
            .satisfies(found -> assertThat(found.type()).isEqualTo(text(filesystem, "type")))
            .satisfies(found -> assertThat(found.label()).isEqualTo(text(filesystem, "label")))
            .satisfies(found -> assertThat(found.uuid()).isEqualTo(text(filesystem, "uuid")));
      }
    }
    assertThat(system.packages().stream().map(PhonyGuestsTest::describe))
        .containsExactlyInAnyOrderElementsOf(
            all(truth, "application").stream().map(PhonyGuestsTest::describe).toList());
  }

  private static List<@Nullable String> describe(PackageInfo installed) {
    List<@Nullable String> fields = new ArrayList<>();
    fields.add(installed.name());
    fields.add(installed.epoch() == 0 ? null : String.valueOf(installed.epoch()));
    fields.add(installed.version());
    fields.add(installed.release());
    fields.add(installed.arch());
    fields.add(installed.url());
    fields.add(installed.description());
    return fields;
  }

  private static List<@Nullable String> describe(Element application) {
    List<@Nullable String> fields = new ArrayList<>();
    for (String field :
        List.of("name", "epoch", "version", "release", "arch", "url", "description")) {
      fields.add(text(application, field));
    }
    return fields;
  }

  private static @Nullable String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? null : found.item(0).getTextContent();
  }

  private static List<Element> all(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
