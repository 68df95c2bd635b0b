package io.guestkit.exporter.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.pages.html.Link;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Reports;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages as they are answered. */
class PagesTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>\n\u001b[31m\u202e&";

  private static final Clock CLOCK = Clock.fixed(Images.NOW, ZoneOffset.UTC);

  private static final Images FLEET = new Images();

  private static Javalin server;
  private static Javalin empty;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    Inspection debian = Reports.debian();
    ImageStatus.Summary summary =
        new ImageStatus.Summary("qcow2", 3L << 30, 640L << 20, "Debian 12", "web01", 1);
    FLEET.with("deb12.qcow2", State.CURRENT, debian, summary);
    FLEET.with("broken.qcow2", State.FAILED, debian, summary);
    Inspection hostile =
        ChangedReport.of(
            debian, value -> value instanceof String text ? text + HOSTILE + "\udcff" : value);
    FLEET.with(
        "a/" + HOSTILE,
        State.STALE,
        hostile,
        new ImageStatus.Summary(HOSTILE, -1, -1, HOSTILE, HOSTILE, -1));
    FLEET.with(
        "huge.raw", State.CURRENT, ChangedReport.of(debian, ChangedReport::greatest), summary);
    FLEET.with(
        "negative.raw", State.CURRENT, ChangedReport.of(debian, ChangedReport::least), summary);
    FLEET.waiting("new.qcow2");
    for (int i = 0; i < 200; i++) {
      FLEET.with("many/%03d.raw".formatted(i), State.CURRENT, debian, summary);
    }
    server = serve(FLEET);
    empty = serve(new Images());
    client = HttpClient.newHttpClient();
  }

  private static Javalin serve(Images images) {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              FleetPage fleet = new FleetPage(images, "/metrics", CLOCK);
              config.routes.get("/", fleet).head("/", fleet);
              config.routes.get("/image", new ImagePage(images, "/metrics", CLOCK));
            })
        .start("127.0.0.1", 0);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.stop();
    empty.stop();
  }

  private static HttpResponse<String> get(Javalin from, String address)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + from.port() + address);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Returns a page that must be well-formed. */
  private static Document page(int status, String address) throws Exception {
    HttpResponse<String> answer = get(server, address);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    return parse(answer.body());
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<String> texts(Document page, String tag) {
    List<String> texts = new ArrayList<>();
    NodeList elements = page.getElementsByTagName(tag);
    for (int i = 0; i < elements.getLength(); i++) {
      texts.add(elements.item(i).getTextContent());
    }
    return texts;
  }

  private static List<String> images(Document page) {
    return texts(page, "th").stream()
        .filter(text -> text.contains(".") || text.contains("script"))
        .toList();
  }

  private static String image(String name) {
    return Link.image("golden", name).toString();
  }

  @Test
  void listsImagesAHundredAPage() throws Exception {
    Document first = page(200, "/?sort=inspected&order=desc");
    assertThat(images(first)).hasSize(100).startsWith("deb12.qcow2", "broken.qcow2");
    assertThat(texts(first, "caption")).containsExactly("Images 1 to 100 of 206");
    assertThat(texts(first, "time")).startsWith("just now", "1 min ago");

    assertThat(images(page(200, "/?sort=inspected&order=desc&page=3")))
        .hasSize(6)
        .endsWith("many/199.raw", "new.qcow2");
    assertThat(images(page(200, "/?page=999999"))).hasSize(6);
  }

  @Test
  void findsAndFilters() throws Exception {
    assertThat(images(page(200, "/?q=DEB12"))).containsExactly("deb12.qcow2");
    assertThat(images(page(200, "/?state=failed"))).containsExactly("broken.qcow2");
    Document none = page(200, "/?q=%22%3E%3Cb%3Enone");
    assertThat(images(none)).isEmpty();
    assertThat(none.getElementsByTagName("input").item(0).getAttributes().getNamedItem("value"))
        .extracting(Node::getNodeValue)
        .isEqualTo("\"><b>none");
  }

  @Test
  void saysHowItIsSorted() throws Exception {
    Document page = page(200, "/?sort=size");
    assertThat(attributes(page, "th", "aria-sort")).containsExactly("descending");
    assertThat(texts(page, "th")).startsWith("Image", "Root", "System", "Size", "State");
    assertThat(attributes(page, "a", "href"))
        .contains(
            "/?sort=size&order=asc", "/?sort=system&order=asc", "/?sort=size&order=desc&page=2");
  }

  @Test
  void anEmptyFleetSaysWhatToDo() throws Exception {
    Document page = parse(get(empty, "/").body());
    assertThat(texts(page, "h2")).contains("No image was found yet");
    assertThat(page.getElementsByTagName("table").getLength()).isZero();
  }

  @Test
  void showsAReport() throws Exception {
    Document page = page(200, image("deb12.qcow2"));

    assertThat(texts(page, "h2"))
        .contains("Image file", "Disk /dev/sda", "Partitions of /dev/sda", "Filesystems")
        .contains("Volume group data", "Accounts", "Services", "Packages", "Problems");
    assertThat(texts(page, "title")).anyMatch(text -> text.startsWith("/dev/sda1, EFI System"));
    assertThat(texts(page, "p")).anyMatch(text -> text.endsWith("Inspected just now, in 743 ms."));
    assertThat(texts(page, "dd")).anyMatch(text -> text.contains("bytes)"));
    assertThat(texts(page, "td"))
        .contains("inode 12:\\x0abad checksum", "/dev/sda2 /var/lib/x\\xff");
  }

  @Test
  void filtersPackages() throws Exception {
    Document all = page(200, image("deb12.qcow2"));
    assertThat(texts(all, "th")).contains("zlib1g");
    Document none = page(200, image("deb12.qcow2") + "&packages=Xlib");
    assertThat(texts(none, "th")).doesNotContain("zlib1g");
    assertThat(texts(none, "p")).contains("No name holds this.");
    assertThat(texts(page(200, image("deb12.qcow2") + "&packages=ZLIB"), "th")).contains("zlib1g");
  }

  @Test
  void tellsWhyAnInspectionFailedAndThatNoneWas() throws Exception {
    assertThat(texts(page(200, image("broken.qcow2")), "p"))
        .contains("qcow2: it is no\\x0aqcow2 <b>");
    assertThat(texts(page(200, "/image?root=new&image=new.qcow2"), "h2"))
        .containsExactly("No report yet", "Image file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge.raw", "negative.raw"})
  void drawsWhateverNumbersAnImageHas(String name) throws Exception {
    NodeList drawn = page(200, image(name)).getElementsByTagName("rect");
    for (int i = 0; i < drawn.getLength(); i++) {
      String width = drawn.item(i).getAttributes().getNamedItem("width").getNodeValue();
      assertThat(width).matches("(100|[0-9]{1,2})(\\.[0-9]{1,3})?%|[0-9]+");
    }
  }

  @Test
  void nothingOfAnImageIsInterpreted() throws Exception {
    for (String address : List.of("/", "/?q=script", image("a/" + HOSTILE))) {
      HttpResponse<String> answer = get(server, address);
      Document page = parse(answer.body());
      assertThat(page.getElementsByTagName("script").getLength()).isZero();
      assertThat(answer.body())
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\x0a\\x1b[31m\\u202e&amp;")
          .doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void theReportComesAsJson() throws Exception {
    HttpResponse<String> answer = get(server, image("a/" + HOSTILE) + "&format=json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"guestkit-script____31m__.json\"");
    assertThat(new ObjectMapper().readTree(answer.body()).get("disks")).hasSize(1);
    page(404, "/image?root=new&image=new.qcow2&format=json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "a\r\nSet-Cookie: b", ".hidden", ""})
  void namesOfFilesArePlain(String image) {
    assertThat(ImagePage.fileName(image)).matches("guestkit-[A-Za-z0-9._-]*\\.json");
  }

  @Test
  void refusesWhatCannotBeAsked() throws Exception {
    page(400, "/image");
    page(400, "/image?root=golden");
    page(404, "/image?root=golden&image=none%0A%3Cb%3E");
    page(400, "/?q=" + "a".repeat(201));
    page(400, image("deb12.qcow2") + "&packages=" + "a".repeat(201));
    page(200, "/?q=%ff%00&state=x&sort=%00&order=&page=-1&other=1&q=b");
  }

  @Test
  void everyPageHasAStrictPolicy() throws Exception {
    for (String address : List.of("/", image("deb12.qcow2"), "/image")) {
      HttpResponse<String> answer = get(server, address);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'sha256-")
          .contains("img-src data:", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe", "script");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(answer.body()).doesNotContain(" style=");
    }
  }

  @Test
  void everyFieldHasALabelAndEveryIdIsOne() throws Exception {
    for (String address : List.of("/", image("deb12.qcow2"))) {
      Document page = page(200, address);
      List<String> labelled = attributes(page, "label", "for");
      NodeList fields = page.getElementsByTagName("input");
      for (int i = 0; i < fields.getLength(); i++) {
        if (fields.item(i).getAttributes().getNamedItem("id") != null) {
          assertThat(labelled)
              .contains(fields.item(i).getAttributes().getNamedItem("id").getNodeValue());
        }
      }
      List<String> ids = attributes(page, "*", "id");
      assertThat(ids).hasSameSizeAs(Set.copyOf(ids));
    }
  }

  private static List<String> attributes(Document page, String tag, String name) {
    List<String> values = new ArrayList<>();
    NodeList elements = page.getElementsByTagName(tag);
    for (int i = 0; i < elements.getLength(); i++) {
      Node attribute = elements.item(i).getAttributes().getNamedItem(name);
      if (attribute != null) {
        values.add(attribute.getNodeValue());
      }
    }
    return values;
  }
}
