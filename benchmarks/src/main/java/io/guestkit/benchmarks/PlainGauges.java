package io.guestkit.benchmarks;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.http.Context;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;

/**
 * What the exporter is measured against: as many plain gauges of five labels in a registry, told by
 * simpleclient's TextFormat through the same server with the same compression. Prints its port.
 */
final class PlainGauges {
  private static final int FAMILIES = 60;

  private PlainGauges() {}

  public static void main(String[] arguments) {
    CollectorRegistry registry = registry(Integer.parseInt(arguments[0]));
    Javalin server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(1));
          config.jetty.port = 0;
          config.jetty.host = "127.0.0.1";
          config.routes.get("/metrics", context -> answer(context, registry));
        });
    server.start();
    System.out.println(server.port());
  }

  private static CollectorRegistry registry(int series) {
    CollectorRegistry registry = new CollectorRegistry();
    for (int i = 0; i < FAMILIES; i++) {
      Gauge gauge =
          Gauge.build("guestkit_plain_" + i + "_bytes", "A plain gauge, one of many families.")
              .labelNames("image_root", "image", "device", "mountpoint", "fstype")
              .register(registry);
      for (int j = i; j < series; j += FAMILIES) {
        int number = j / FAMILIES;
        gauge.labels("golden", number + ".qcow2", "/dev/sda1", "/", "ext4").set(j * 4096.0);
      }
    }
    return registry;
  }

  private static void answer(Context context, CollectorRegistry registry) throws IOException {
    String contentType = TextFormat.chooseContentType(context.header("Accept"));
    context.contentType(contentType);
    Enumeration<MetricFamilySamples> families = registry.metricFamilySamples();
    OutputStream buffered = new BufferedOutputStream(context.outputStream(), 1 << 14);
    try (Writer out = new OutputStreamWriter(buffered, StandardCharsets.UTF_8)) {
      TextFormat.writeFormat(contentType, out, families);
    }
  }
}
