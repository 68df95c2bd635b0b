package io.guestkit.exporter.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.fleet.Fleet;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code /sd}: the images as targets, each a group of its own. Source: Prometheus, HTTP SD.
 */
public final class DiscoveryHandler implements Handler {
  private final Fleet fleet;

  /** Makes a handler. */
  public DiscoveryHandler(Fleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public void handle(Context context) throws IOException {
    if (!fleet.isFound()) {
      Answers.busy(context, "the roots are still being walked");
      return;
    }
    StringWriter text = new StringWriter(1 << 14);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
      json.writeStartArray();
      for (Target image : fleet.targets()) {
        if (utf8.canEncode(image.image())) { // another name could not come back as a target
          write(image, json);
        }
      }
      json.writeEndArray();
    }
    context.contentType("application/json; charset=utf-8").result(text.toString());
  }

  private static void write(Target image, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("targets");
    json.writeString(image.root().path().resolve(image.image()).toString());
    json.writeEndArray();
    json.writeObjectFieldStart("labels");
    json.writeStringField("__meta_guestkit_image_root", image.root().name());
    json.writeStringField("__meta_guestkit_image", image.image());
    json.writeEndObject();
    json.writeEndObject();
  }
}
