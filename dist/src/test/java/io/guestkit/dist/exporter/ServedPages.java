package io.guestkit.dist.exporter;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.exporter.fleet.FleetView;
import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.pages.FleetPage;
import io.guestkit.exporter.pages.ImagePage;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.javalin.Javalin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages, served of images that were all inspected before. */
record ServedPages(Map<String, Path> roots, Javalin server) implements Closeable {
  /** Inspects the images of roots, and serves their pages on a free port. */
  static ServedPages start(Map<String, Path> roots) throws IOException, InterruptedException {
    Fleet fleet = new Fleet(new ArrayList<>());
    for (Map.Entry<String, Path> root : roots.entrySet()) {
      try (GuestKit kit = GuestKit.builder().allowDir(root.getValue()).build()) {
        for (Path image : images(root.getValue())) {
          fleet.inspect(kit, root.getKey(), root.getValue().relativize(image).toString(), image);
        }
      }
    }
    Javalin server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.routes.get("/", new FleetPage(fleet, "/metrics", Clock.systemUTC()));
          config.routes.get("/image", new ImagePage(fleet, "/metrics", Clock.systemUTC()));
        });
    return new ServedPages(roots, server.start("127.0.0.1", 0));
  }

  private static List<Path> images(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches("(?s).*\\.(qcow2|raw)"))
          .sorted()
          .toList();
    }
  }

  String base() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private record Entry(ImageStatus status, @Nullable Inspection report) {}

  private record Fleet(List<Entry> entries) implements FleetView {
    void inspect(GuestKit kit, String root, String image, Path path) throws InterruptedException {
      Instant start = Instant.now();
      @Nullable Inspection report = null;
      @Nullable String failure = null;
      try {
        report = kit.inspect(Machine.of(path), InspectOptions.DEFAULT).inspection();
      } catch (ImageException e) {
        failure = String.valueOf(e.getMessage());
      }
      Instant end = Instant.now();
      ImageStatus status =
          new ImageStatus(
              root,
              image,
              path.toString(),
              failure == null ? State.CURRENT : State.FAILED,
              start,
              null,
              end,
              failure == null ? end : null,
              Duration.between(start, end),
              failure,
              report == null ? null : summary(report));
      entries.add(new Entry(status, report));
    }

    private static ImageStatus.Summary summary(Inspection report) {
      @Nullable OperatingSystem system =
          report.operatingSystems().isEmpty() ? null : report.operatingSystems().getFirst();
      @Nullable String name = system == null ? null : system.productName();
      @Nullable String host = system == null ? null : system.hostname();
      return new ImageStatus.Summary(
          report.disks().getFirst().image().format(),
          report.disks().getFirst().image().virtualSizeBytes(),
          report.disks().getFirst().image().fileSizeBytes(),
          name == null ? "" : name,
          host == null ? "" : host,
          report.problems().size());
    }

    private Optional<Entry> entry(String root, String image) {
      return entries.stream()
          .filter(e -> e.status().root().equals(root) && e.status().image().equals(image))
          .findFirst();
    }

    @Override
    public List<ImageStatus> images() {
      return entries.stream().map(Entry::status).toList();
    }

    @Override
    public Optional<ImageStatus> image(String root, String image) {
      return entry(root, image).map(Entry::status);
    }

    @Override
    public Optional<Inspection> report(String root, String image) {
      return entry(root, image).map(Entry::report);
    }
  }
}
