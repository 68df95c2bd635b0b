package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages in a real browser. With {@code -Dguestkit.regenerate=true} the pictures of the
 * documentation are made again, of the made guests.
 */
class PagesIT {
  /** 150 kB: a picture in the documentation is no burden. */
  private static final long MAX_PICTURE = 150_000;

  /** 300 times 0.1 s: what a loaded machine takes to start and inspect. */
  private static final int MAX_WAITS = 300;

  private static final String HOSTILE = "<b onclick=alert(1)> & \"x\" \u202eab.qcow2";

  @TempDir static Path dir;

  private static RunningExporter exporter;
  private static boolean hasGuests;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Tool.require("chromium");
    Path images = dir.resolve("images");
    byte[] sample = Files.readAllBytes(Repository.sample());
    for (String name : List.of("web/web-01.qcow2", "web/web-02.qcow2", "db.qcow2", HOSTILE)) {
      Files.createDirectories(images.resolve(name).getParent());
      Files.write(images.resolve(name), sample);
    }
    Files.write(images.resolve("old.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 9});
    Map<String, Path> roots = new TreeMap<>(Map.of("lab", images));
    String made = System.getenv("GUESTKIT_MADE_GUESTS");
    hasGuests = Boolean.getBoolean("guestkit.regenerate") && made != null;
    if (hasGuests) {
      roots.put("golden", Path.of(made));
    }
    exporter = RunningExporter.start(dir, roots);
    browser = Browser.start(dir);
    awaitInspections();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (exporter != null) {
      exporter.close();
    }
  }

  private static void awaitInspections() throws IOException, InterruptedException {
    for (int i = 0; i < MAX_WAITS; i++) {
      String page = exporter.get("/?state=current").body() + exporter.get("/?state=failed").body();
      if (page.contains("old.qcow2")
          && page.contains("Waiting <b>0<")
          && page.contains("Inspecting <b>0<")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IOException("the images are not inspected: " + exporter.log());
  }

  private static void open(String address) throws IOException, InterruptedException {
    browser.open("http://" + exporter.address() + address);
  }

  private static String names() throws IOException, InterruptedException {
    return browser.evaluate(
        "[...document.querySelectorAll('tbody th')].map(a=>a.innerText).join()");
  }

  @Test
  void searchesSortsAndOpensAnImage() throws Exception {
    browser.screen(1200, 800, false);
    open("/?q=web/web");
    assertThat(names()).isEqualTo("web/web-01.qcow2,web/web-02.qcow2");
    open("/");
    browser.evaluate("document.getElementById('q').focus()");
    browser.type("LAB .qcow2 db");
    browser.follow("document.querySelector('[role=search] button').click()");
    assertThat(names()).isEqualTo("db.qcow2");
    assertThat(browser.evaluate("document.getElementById('q').value")).isEqualTo("LAB .qcow2 db");

    open("/?q=lab");
    browser.follow("document.querySelector('thead th:nth-child(1) a').click()");
    assertThat(names()).startsWith("web/web-02.qcow2,web/web-01.qcow2,old.qcow2,db.qcow2");
    assertThat(browser.evaluate("document.querySelector('[aria-sort]').getAttribute('aria-sort')"))
        .isEqualTo("descending");
    browser.follow("document.querySelector('.chips .failed').parentElement.click()");
    assertThat(names()).isEqualTo("old.qcow2");

    open("/?q=web-01");
    browser.follow("document.querySelector('tbody a').click()");
    assertThat(browser.evaluate("document.querySelector('h1').innerText"))
        .isEqualTo("web/web-01.qcow2");
    assertThat(browser.evaluate("document.querySelectorAll('svg.map svg rect').length > 1"))
        .isEqualTo("true");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void filtersPackagesAndKeepsThePlace() throws Exception {
    open("/image?root=lab&image=db.qcow2");
    assertThat(names()).contains("bash");
    browser.evaluate("document.getElementById('packages-filter').focus()");
    browser.type("BAS");
    browser.follow("document.querySelector('#packages button').click()");
    assertThat(browser.evaluate("location.hash")).isEqualTo("#packages");
    assertThat(names()).contains("bash").doesNotContain("libc6");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aHostileNameIsTextAndItsImageOpens() throws Exception {
    open("/?q=onclick");
    assertThat(names()).isEqualTo("<b onclick=alert(1)> & \"x\" \\u202eab.qcow2");
    browser.follow("document.querySelector('tbody a').click()");
    assertThat(browser.evaluate("document.querySelector('.state').innerText")).isEqualTo("Current");
    assertThat(browser.evaluate("document.querySelectorAll('[onclick]').length")).isEqualTo("0");
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/image?root=lab&image=db.qcow2",
        "/image?root=lab&image=old.qcow2",
        "/image?root=lab&image=db.qcow2&packages=none"
      })
  void fitsAPhone(String address) throws Exception {
    browser.screen(360, 700, false);
    open(address);
    assertThat(
            browser.evaluate(
                "document.documentElement.scrollWidth<=document.documentElement.clientWidth"))
        .isEqualTo("true");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Contrast by WCAG 2.2: of all text with the nearest background that is not transparent. */
  @ParameterizedTest
  @CsvSource({
    "/, false",
    "/, true",
    "'/image?root=lab&image=db.qcow2', false",
    "'/image?root=lab&image=db.qcow2', true",
    "'/image?root=lab&image=old.qcow2', false",
    "'/image?root=lab&image=old.qcow2', true"
  })
  void canBeReadInLightAndDark(String address, boolean isDark) throws Exception {
    browser.screen(1200, 800, isDark);
    open(address);
    String light =
        "const rgb=c=>c.match(/[\\d.]+/g).map(Number);"
            + "const light=c=>{const [r,g,b]=rgb(c).map(v=>{v/=255;"
            + "return v<=.04045?v/12.92:((v+.055)/1.055)**2.4});"
            + "return .2126*r+.7152*g+.0722*b};";
    assertThat(
            browser.evaluate(
                "(()=>{%sreturn light(getComputedStyle(document.body).backgroundColor)<.1})()"
                    .formatted(light)))
        .isEqualTo(Boolean.toString(isDark));
    assertThat(
            browser.evaluate(
                "(()=>{%s".formatted(light)
                    + "const back=e=>{for(;e;e=e.parentElement){"
                    + "const c=getComputedStyle(e).backgroundColor;"
                    + "if((rgb(c)[3]??1)>0)return c}};"
                    + "return [...document.querySelectorAll('body *:not(svg):not(svg *)')]"
                    + ".filter(e=>[...e.childNodes].some(n=>n.nodeType==3&&n.data.trim()))"
                    + ".filter(e=>{const a=light(getComputedStyle(e).color),b=light(back(e));"
                    + "return (Math.max(a,b)+.05)/(Math.min(a,b)+.05)<4.5})"
                    + ".map(e=>e.outerHTML).join()})()"))
        .isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "exporter-fleet, 1200, 760, false, /?sort=root&order=asc",
    "exporter-image, 1200, 1080, false, /image?root=golden&image=deb12-mbr.raw",
    "exporter-image-dark-phone, 390, 1500, true, /image?root=golden&image=deb12.qcow2",
  })
  void picturesOfTheDocumentationAreThere(
      String name, int width, int height, boolean isDark, String address) throws Exception {
    Path picture = Repository.path("docs/pictures/" + name + ".png");
    if (hasGuests) {
      browser.screen(width, height, isDark);
      open(address);
      Files.createDirectories(picture.getParent());
      Files.write(picture, browser.picture());
    }
    assertThat(picture).isNotEmptyFile();
    assertThat(Files.size(picture)).isLessThan(MAX_PICTURE);
    assertThat(Repository.path("docs/exporter.md"))
        .content()
        .contains("](pictures/" + name + ".png)");
  }
}
