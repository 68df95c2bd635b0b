package io.guestkit.exporter.web;

import io.guestkit.export.DisplayText;
import io.javalin.http.Context;

/** Answers that are one sentence. */
final class Answers {
  static final String TEXT = "text/plain; charset=utf-8";

  private Answers() {}

  /** Answers with a sentence; what it repeats of the request is shown, never interpreted. */
  static void sentence(Context context, int status, String sentence) {
    context.status(status).contentType(TEXT).result(DisplayText.show(sentence) + "\n");
  }
}
