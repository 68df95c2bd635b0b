package io.guestkit.exporter.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** Lets a bounded number of requests through at once; the others are told to come again. */
final class Bounded implements Handler {
  private final Handler handler;
  private final Turns turns;

  Bounded(Handler handler, Turns turns) {
    this.handler = handler;
    this.turns = turns;
  }

  @Override
  public void handle(Context context) throws Exception {
    String client = context.ip();
    if (!turns.begin(client)) {
      Answers.busy(context, "too many requests of this kind are being answered; ask again later");
      return;
    }
    try {
      handler.handle(context);
    } finally {
      turns.end(client);
    }
  }
}
