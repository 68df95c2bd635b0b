package io.guestkit.exporter.pages;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.exporter.fleet.FleetView;
import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.report.Inspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet that is given. */
final class Images implements FleetView {
  static final Instant NOW = Instant.parse("2026-11-23T05:04:07Z");

  private final List<ImageStatus> images = new ArrayList<>();
  private final Map<String, Inspection> reports = new HashMap<>();

  /** Adds an image with a report, inspected as many minutes ago as there are images. */
  Images with(String image, State state, Inspection report, ImageStatus.Summary summary) {
    Instant inspected = NOW.minusSeconds(60L * images.size());
    images.add(
        new ImageStatus(
            "golden",
            image,
            "/srv/" + image,
            state,
            NOW.minusSeconds(7200),
            NOW.minusSeconds(3600),
            inspected,
            inspected,
            Duration.ofMillis(743),
            state == State.FAILED ? "qcow2: it is no\nqcow2 <b>" : null,
            summary));
    reports.put(image, report);
    return this;
  }

  /** Adds an image that was not inspected. */
  Images waiting(String image) {
    images.add(
        new ImageStatus(
            "new", image, "/new/" + image, State.WAITING, NOW, null, null, null, null, null, null));
    return this;
  }

  @Override
  public List<ImageStatus> images() {
    return List.copyOf(images);
  }

  @Override
  public Optional<ImageStatus> image(String root, String image) {
    return images.stream()
        .filter(status -> status.root().equals(root) && status.image().equals(image))
        .findFirst();
  }

  @Override
  public Optional<Inspection> report(String root, String image) {
    return Optional.ofNullable(reports.get(image));
  }

  @Override
  public Optional<byte[]> json(String root, String image) {
    return report(root, image)
        .map(report -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (JsonGenerator json = ReportFormat.JSON.generator(bytes)) {
            new ReportWriter(json).write(report);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.toByteArray();
        });
  }
}
