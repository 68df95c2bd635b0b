package io.guestkit.exporter.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;

/** Lets a bounded number of requests through at once; the others are told to come again. */
final class Bounded implements Handler {
  private final Handler handler;
  private final Semaphore places;

  Bounded(Handler handler, int atOnce) {
    this.handler = handler;
    this.places = new Semaphore(atOnce);
  }

  @Override
  public void handle(Context context) throws Exception {
    if (!places.tryAcquire()) {
      Answers.busy(context, "too many requests of this kind are being answered; ask again later");
      return;
    }
    try {
      handler.handle(context);
    } finally {
      places.release();
    }
  }
}
