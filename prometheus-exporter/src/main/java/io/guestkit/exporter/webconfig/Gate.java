package io.guestkit.exporter.webconfig;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** Stands before every path: lets in whom the web configuration admits, and sets its headers. */
final class Gate implements Handler {
  /** 5 s: until then a queue of logins has been checked. */
  private static final String RETRY_SECONDS = "5";

  private final WebConfig web;

  Gate(WebConfig web) {
    this.web = web;
  }

  @Override
  public void handle(Context context) {
    web.headers().forEach(context::header);
    switch (web.admit(context.header("Authorization"))) {
      case ADMITTED -> {}
      case REFUSED -> {
        context.header("WWW-Authenticate", "Basic");
        refuse(context, 401, "a user and a password are needed, and these are not right");
      }
      case BUSY -> {
        context.header("Retry-After", RETRY_SECONDS);
        refuse(context, 429, "too many logins are being checked; come again");
      }
    }
  }

  private static void refuse(Context context, int status, String sentence) {
    context.status(status).contentType("text/plain; charset=utf-8").result(sentence + "\n");
    context.skipRemainingHandlers();
  }
}
