package io.guestkit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.export.saved.SavedReport;
import io.guestkit.report.Inspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as records, as JSON, or as both once both were asked for. Thread-safe. */
final class Report {
  private volatile @Nullable Inspection inspection;
  private volatile byte @Nullable [] json;

  private Report(@Nullable Inspection inspection, byte @Nullable [] json) {
    this.inspection = inspection;
    this.json = json;
  }

  static Report of(Inspection inspection) {
    return new Report(inspection, null);
  }

  /** Takes JSON that {@link #json} gave. */
  static Report of(byte[] json) {
    return new Report(null, json);
  }

  Inspection inspection() {
    Inspection known = inspection;
    byte[] text = json;
    if (known == null && text != null) {
      try {
        known = SavedReport.parse("kept report", text);
      } catch (IOException e) {
        throw new UncheckedIOException(
            e); // it was written by this build, and its checksum is right
      }
      inspection = known;
    }
    return Objects.requireNonNull(known);
  }

  boolean hasJson() {
    return json != null;
  }

  /** Returns the report as {@link ReportFormat#JSON} writes it. */
  byte[] json() {
    byte[] known = json;
    Inspection records = inspection;
    if (known == null && records != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
      try (JsonGenerator out = ReportFormat.JSON.generator(bytes)) {
        new ReportWriter(out).write(records);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory takes everything
      }
      known = bytes.toByteArray();
      json = known;
    }
    return Objects.requireNonNull(known);
  }
}
