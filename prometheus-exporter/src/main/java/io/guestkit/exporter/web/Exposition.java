package io.guestkit.exporter.web;

import io.javalin.http.Context;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;

/** Writes samples in the exposition format that the client asks for. */
final class Exposition {
  private Exposition() {}

  static void answer(Context context, List<MetricFamilySamples> families) throws IOException {
    String contentType = TextFormat.chooseContentType(context.header("Accept"));
    StringWriter text = new StringWriter(1 << 14);
    TextFormat.writeFormat(contentType, text, Collections.enumeration(families));
    context.header("Vary", "Accept").contentType(contentType).result(text.toString());
  }
}
