package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.export.VirtInspectorXml;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Guests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * virt-inspector's document of a guest and ours, element for element and in their order. What
 * differs on purpose stands here and in docs/virt-inspector.md.
 */
class VirtInspectorAgreementTest {

  /**
   * Each element that differs, as {@code -} theirs or {@code +} ours, one after the other with a
   * blank between them.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian | debian.img.xml | -product_name=5.0.1 +product_name=Debian GNU/Linux 5.0.1",
        "ubuntu | ubuntu.img.xml | -filesystem dev=/dev/mapper/cryptswap1",
        "archlinux | archlinux.img.xml |",
        "coreos | coreos.img.xml |",
        "blank-disk | blank-disk.img.xml |",
        "blank-fs | blank-fs.img.xml |",
        "blank-bootrootlv | blank-bootrootlv.img.xml |",
      })
  void agreesElementForElement(String image, String truth, String differences) throws Exception {
    assertThat(String.join(" ", difference(theirs(truth), ours(inspect(image)))))
        .isEqualTo(differences == null ? "" : differences);
  }

  /** The 149 packages of a database in SQLite. */
  @Test
  void agreesOnThePackagesOfRpm() throws Exception {
    assertThat(difference(theirs("rhel9-sqlite.raw.xml"), ours(inspect("rhel9-sqlite")))).isEmpty();
  }

  private static Inspection inspect(String image) throws IOException {
    InspectOptions options =
        new InspectOptions(VirtInspectorXml.facts(), false, InspectOptions.DEFAULT_TIMEOUT);
    try (GuestKit guestkit = GuestKit.create()) {
      Machine machine = Machine.of(Guests.shared(image + ".qcow2"));
      return guestkit.inspect(machine, options).inspection();
    }
  }

  private static List<String> theirs(String truth) throws Exception {
    return elements(Files.readAllBytes(Guests.sharedTruth(truth)));
  }

  private static List<String> ours(Inspection report) throws Exception {
    return elements(VirtInspectorXml.of(report).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> elements(byte[] xml) throws Exception {
    List<String> elements = new ArrayList<>();
    flatten(parse(new ByteArrayInputStream(xml)), "", elements);
    return elements;
  }

  private static Element parse(InputStream in) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(in).getDocumentElement();
  }

  /** Adds {@code path attribute=value=text} of an element, then of those below it. */
  private static void flatten(Element element, String above, List<String> elements) {
    StringBuilder line = new StringBuilder(above).append(element.getTagName());
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      line.append(' ').append(attributes.item(i));
    }
    List<Element> below = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        below.add(child);
      }
    }
    if (below.isEmpty() && !element.getTextContent().isEmpty()) {
      line.append('=').append(element.getTextContent());
    }
    elements.add(line.toString().replace("\"", ""));
    for (Element child : below) {
      flatten(child, above + element.getTagName() + "/", elements);
    }
  }

  /** Returns what must be left out of, and added to, the one list to become the other. */
  private static List<String> difference(List<String> theirs, List<String> ours) {
    List<String> difference = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < theirs.size() || j < ours.size()) {
      if (i < theirs.size() && j < ours.size() && theirs.get(i).equals(ours.get(j))) {
        i++;
        j++;
      } else if (i < theirs.size() && !ours.subList(j, ours.size()).contains(theirs.get(i))) {
        difference.add("-" + name(theirs.get(i)));
        i++;
      } else if (j < ours.size()) {
        difference.add("+" + name(ours.get(j)));
        j++;
      } else {
        difference.add("-" + name(theirs.get(i)));
        i++;
      }
    }
    return difference;
  }

  /** The paths of all elements below a system start in the same way. */
  private static String name(String element) {
    return element
        .replace("operatingsystems/operatingsystem/", "")
        .replace("filesystems/filesystem", "filesystem");
  }

  @Test
  void aDifferenceInOneElementOrInTheOrderIsSeen() {
    assertThat(difference(List.of("a", "b"), List.of("a", "b"))).isEmpty();
    assertThat(difference(List.of("a", "b"), List.of("b", "a"))).containsExactly("+b", "-b");
    assertThat(difference(List.of("a=1"), List.of("a=2"))).containsExactly("-a=1", "+a=2");
    assertThat(difference(List.of("a"), List.of())).containsExactly("-a");
    assertThat(difference(List.of(), List.of("a"))).containsExactly("+a");
  }
}
