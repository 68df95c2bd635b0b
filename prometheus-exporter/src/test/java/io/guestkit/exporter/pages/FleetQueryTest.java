package io.guestkit.exporter.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.testing.Reports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetQueryTest {
  private static final List<ImageStatus> IMAGES =
      new Images()
          .with("b.qcow2", State.CURRENT, Reports.debian(), summary(30, "Debian 12", "db", 0))
          .with("A.qcow2", State.FAILED, Reports.debian(), summary(10, "", "", 3))
          .with("c/d.raw", State.STALE, Reports.debian(), summary(20, "Alpine", "web", 1))
          .waiting("e.raw")
          .images();

  private static ImageStatus.Summary summary(long size, String system, String host, int problems) {
    return new ImageStatus.Summary("qcow2", size, 5, system, host, problems);
  }

  private static FleetQuery query(Map<String, String> parameters) {
    return FleetQuery.of(parameters::get);
  }

  private static List<String> shown(FleetQuery query) {
    return query.sorted(query.found(IMAGES)).stream().map(ImageStatus::image).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "name, asc, A.qcow2 b.qcow2 c/d.raw e.raw",
    "name, desc, e.raw c/d.raw b.qcow2 A.qcow2",
    "root, asc, A.qcow2 b.qcow2 c/d.raw e.raw",
    "root, desc, e.raw A.qcow2 b.qcow2 c/d.raw",
    "system, asc, c/d.raw b.qcow2 A.qcow2 e.raw",
    "size, desc, b.qcow2 c/d.raw A.qcow2 e.raw",
    "state, asc, A.qcow2 c/d.raw e.raw b.qcow2",
    "problems, desc, A.qcow2 c/d.raw b.qcow2 e.raw",
    "inspected, desc, b.qcow2 A.qcow2 c/d.raw e.raw",
    "inspected, asc, e.raw c/d.raw A.qcow2 b.qcow2",
    "nonsense, asc, A.qcow2 b.qcow2 c/d.raw e.raw",
  })
  void sorts(String sort, String order, String images) {
    assertThat(shown(query(Map.of("sort", sort, "order", order))))
        .containsExactly(images.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "QCOW2 golden, A.qcow2 b.qcow2 c/d.raw",
    "golden/c, c/d.raw",
    "' debian  DB ', b.qcow2",
    "web alpine, c/d.raw",
    "new/e, e.raw",
  })
  void findsWhatHoldsAllWords(String text, String images) {
    assertThat(shown(query(Map.of("q", text)))).containsExactly(images.split(" ", -1));
  }

  @Test
  void findsNothing() {
    assertThat(shown(query(Map.of("q", "debian web")))).isEmpty();
  }

  @Test
  void filtersByState() {
    assertThat(shown(query(Map.of("state", "failed")))).containsExactly("A.qcow2");
    assertThat(shown(query(Map.of("state", "FAILED")))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "1e3", "99999999999999", "\u0661"})
  void whatIsNoPageIsTheFirst(String page) {
    assertThat(query(Map.of("page", page)).page()).isEqualTo(1);
  }

  @Test
  void addressesComeBackAsTheyWere() {
    String address =
        query(Map.of("q", "a&b c", "state", "stale", "sort", "size", "page", "3")).address();

    assertThat(address).isEqualTo("/?q=a%26b+c&state=stale&sort=size&order=desc&page=3");
    assertThat(query(Map.of()).address()).isEqualTo("/");
  }

  @Test
  void sortingAgainTurnsTheOrder() {
    FleetQuery once = query(Map.of("page", "7")).by(FleetOrder.SIZE);

    assertThat(once.address()).isEqualTo("/?sort=size&order=desc");
    assertThat(once.by(FleetOrder.SIZE).address()).isEqualTo("/?sort=size&order=asc");
    assertThat(once.with(State.FAILED).at(2).address())
        .isEqualTo("/?state=failed&sort=size&order=desc&page=2");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "100, 1", "101, 2", "1000, 10"})
  void countsPages(int images, int pages) {
    assertThat(FleetQuery.pages(images)).isEqualTo(pages);
  }
}
