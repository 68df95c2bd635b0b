package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.DiskInfo;
import io.guestkit.report.ImageInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics of the image file. */
final class ImageMetrics {
  private ImageMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "info",
            List.of("format", "format_version", "compression", "image_uuid", "backing_format"),
            "Identity and format of the image; value is always 1.",
            List.of("format", "version", "compression_type", "backing_format"),
            (image, samples) ->
                samples.add(
                    1,
                    image.format(),
                    image.version(),
                    image.compressionType(),
                    null,
                    image.backingFormat())),
        metric(
            "virtual_size_bytes",
            List.of(),
            "Size of the disk as the guest sees it.",
            List.of("virtual_size_bytes"),
            (image, samples) -> samples.add(image.virtualSizeBytes())),
        metric(
            "file_size_bytes",
            List.of(),
            "Apparent length of the image file.",
            List.of("file_size_bytes"),
            (image, samples) -> samples.add(image.fileSizeBytes())),
        metric(
            "backing_chain_depth",
            List.of(),
            "Number of backing files under the image (0 when stand-alone).",
            List.of("backing_chain"),
            (image, samples) -> samples.add(image.backingChain().size())),
        metric(
            "snapshots",
            List.of(),
            "Internal snapshots in the image.",
            List.of("snapshots"),
            (image, samples) -> samples.add(image.snapshots().size())),
        metric(
            "dirty",
            List.of(),
            "1 when the format marks the image dirty or corrupt.",
            List.of("dirty", "corrupt"),
            (image, samples) -> samples.add(either(image.dirty(), image.corrupt()))),
        metric(
            "encrypted",
            List.of("method"),
            "1 when the image payload itself is encrypted.",
            List.of("encryption"),
            (image, samples) -> samples.add(image.encryption() != null, image.encryption())));
  }

  /** Reads the one image of a probe. */
  @FunctionalInterface
  private interface ImageReader {
    void read(ImageInfo image, Samples samples);
  }

  private static Metric metric(
      String name, List<String> labels, String help, List<String> from, ImageReader reader) {
    return new Metric(
        "guestkit_image_" + name,
        MetricCollector.IMAGE,
        Scope.IMAGE,
        labels,
        help,
        from.stream().map(component -> "disks.image." + component).toList(),
        (subject, samples) -> {
          for (DiskInfo disk : subject.report().disks()) {
            reader.read(disk.image(), samples);
          }
        });
  }

  /** Returns whether one of two holds; undetermined where both are. */
  private static @Nullable Boolean either(@Nullable Boolean a, @Nullable Boolean b) {
    if (a == null && b == null) {
      return null;
    }
    return Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b);
  }
}
