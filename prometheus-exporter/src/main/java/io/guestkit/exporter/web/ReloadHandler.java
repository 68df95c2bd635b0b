package io.guestkit.exporter.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers {@code POST /-/reload}. */
public final class ReloadHandler implements Handler {
  private final Supplier<Optional<String>> reload;

  /**
   * Makes a handler.
   *
   * @param reload reads the configuration again; what is wrong with it, or empty
   */
  public ReloadHandler(Supplier<Optional<String>> reload) {
    this.reload = reload;
  }

  @Override
  public void handle(Context context) {
    if ("cross-site".equals(context.header("Sec-Fetch-Site"))) { // a page of somebody else asks
      Answers.sentence(context, 403, "ask from a command line, or from a page of this exporter");
      return;
    }
    Optional<String> fault = reload.get();
    if (fault.isPresent()) {
      Answers.sentence(
          context, 500, "not reloaded, the former configuration stays: " + fault.get());
    } else {
      Answers.sentence(context, 200, "Configuration reloaded.");
    }
  }
}
