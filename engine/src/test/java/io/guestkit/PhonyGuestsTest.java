package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** libguestfs's phony guests against what virt-inspector said of them. */
class PhonyGuestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ubuntu", "archlinux", "debian"})
  void agreesWithVirtInspector(String guest) throws Exception {
    String folder = System.getenv("GUESTKIT_GUESTS");
    Assumptions.assumeTrue(folder != null, "GUESTKIT_GUESTS is not set");
    Path root = Path.of(String.valueOf(folder));
    Element truth =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(root.resolve("truth").resolve(guest + ".img.xml").toFile())
                .getElementsByTagName("operatingsystem")
                .item(0);

    Inspection report;
    try (GuestKit guestkit = GuestKit.create()) {
      Machine machine = Machine.of(root.resolve("images").resolve(guest + ".qcow2"));
      report = guestkit.inspect(machine, InspectOptions.DEFAULT).inspection();
    }

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
