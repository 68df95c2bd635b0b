package io.guestkit.exporter.fleet;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.InspectResult;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.exporter.exposition.Lines;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.DiskInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the last report of an image says, in the forms in which it is told: no report is held as
 * records, for a thousand of them would take a gibibyte.
 *
 * @param lines its samples as text, family by family
 * @param unread the collectors that could not read everything
 * @param isTruncated whether series were left out
 * @param summary the report in short
 * @param packed the report as JSON, in gzip
 * @param isCurrent tells whether the image still is what it was
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Findings(
    Lines lines,
    Set<MetricCollector> unread,
    boolean isTruncated,
    ImageStatus.Summary summary,
    byte[] packed,
    BooleanSupplier isCurrent) {
  Findings {
    unread = Set.copyOf(unread);
  }

  /** Returns a report in short. */
  static ImageStatus.Summary summary(Inspection report) {
    DiskInfo disk = report.disks().getFirst();
    String system = "";
    String hostname = "";
    if (!report.operatingSystems().isEmpty()) {
      OperatingSystem first = report.operatingSystems().getFirst();
      system = text(first.productName());
      hostname = text(first.hostname());
    }
    return new ImageStatus.Summary(
        disk.image().format(),
        disk.image().virtualSizeBytes(),
        disk.image().fileSizeBytes(),
        system,
        hostname,
        report.problems().size());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Returns a report as JSON in gzip. */
  static byte[] pack(InspectResult.Success result) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 14);
    try (OutputStream out = new QuickGzip(packed)) {
      if (result.json().isPresent()) {
        out.write(result.json().get());
      } else {
        try (JsonGenerator json = ReportFormat.JSON.generator(out)) {
          new ReportWriter(json).write(result.inspection());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    return packed.toByteArray();
  }

  /** gzip at its quickest. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Returns the JSON that was packed. */
  byte[] json() {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // we have packed it
    }
  }
}
