package io.guestkit.exporter.web;

import io.guestkit.exporter.exposition.Body;
import io.javalin.http.Context;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Answers with samples in the exposition format that the client asks for. */
final class Exposition {
  /**
   * 16 KiB: a compressor is slow at small pieces, and what comes first decides whether there is
   * one.
   */
  private static final int BUFFER_BYTES = 1 << 14;

  private Exposition() {}

  /** Writes as the client reads; nothing but what it has not read yet is held for it. */
  static void answer(Context context, Body body) throws IOException {
    String contentType = TextFormat.chooseContentType(context.header("Accept"));
    context.header("Vary", "Accept").contentType(contentType);
    try (OutputStream out = new BufferedOutputStream(context.outputStream(), BUFFER_BYTES)) {
      body.write(contentType, out);
    }
  }
}
