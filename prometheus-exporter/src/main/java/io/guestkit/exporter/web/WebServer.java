package io.guestkit.exporter.web;

import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.webconfig.WebConfig;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.util.JavalinException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server and its routes. */
public final class WebServer implements Closeable {
  /** 512: a Prometheus keeps one connection a target; bounds threads and memory. */
  private static final int MAX_CONNECTIONS = 512;

  /** 16 KiB: a path of 4096 bytes, each written as %XX, and what proxies add. */
  private static final int MAX_HEAD_BYTES = 16 << 10;

  /** 512 may wait until connections are closed; the host holds them. */
  private static final int MAX_UNACCEPTED = 512;

  /** 1, the quickest: text of metrics becomes a tenth with each. */
  private static final int GZIP_LEVEL = 1;

  /** 40 scrapes at once: as node_exporter has it; each holds a compressor of 256 KiB. */
  private static final int MAX_SCRAPES = 40;

  /** 8 for one client: who reads slowly holds his until the end. */
  private static final int MAX_SCRAPES_OF_CLIENT = 8;

  /** 8 at once: the report of a guest with 5000 packages takes some 30 MiB while it is drawn. */
  private static final int MAX_REPORTS = 8;

  private static final int MAX_REPORTS_OF_CLIENT = 4;

  /** 8: accepts, selects and a reserve; requests have virtual threads. */
  private static final int MAX_THREADS = 8;

  /** 8: how deep the host's own word for it may lie. */
  private static final int MAX_CAUSES = 8;

  private final Javalin javalin;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Crowd crowd = new Crowd(MAX_CONNECTIONS);
  private final ListenAddress address;
  private final Log log;

  /**
   * Makes a server that is not started.
   *
   * @param telemetryPath where the exporter's own metrics are
   * @param web TLS and logins, where there are any
   */
  public WebServer(
      ListenAddress address,
      String telemetryPath,
      Routes routes,
      Optional<WebConfig> web,
      Log log) {
    this.address = address;
    this.log = log;
    this.javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.http.prefer405over404 = true;
          config.http.maxRequestSize = 0;
          jetty(config, web);
          config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
          routes(config, telemetryPath, routes);
          web.ifPresent(chosen -> config.routes.before(chosen.gate()));
        });
  }

  private void jetty(JavalinConfig config, Optional<WebConfig> web) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(requests);
    config.jetty.threadPool = threads;
    config.jetty.addConnector((server, http) -> connector(server, http, web));
    config.jetty.modifyServer(server -> {
      server.setErrorHandler(new PlainErrors());
      server.setHandler(crowd);
    });
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(MAX_HEAD_BYTES);
    });
  }

  private Connector connector(Server server, HttpConfiguration http, Optional<WebConfig> web) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        new ServerConnector(
            server,
            1,
            1,
            web.isPresent() ? web.get().protocols(plain) : new ConnectionFactory[] {plain});
    connector.setHost(address.host().isEmpty() ? null : address.host());
    connector.setPort(address.port());
    connector.setAcceptQueueSize(MAX_UNACCEPTED);
    connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    connector.addEventListener(crowd);
    return connector;
  }

  private void routes(JavalinConfig config, String telemetryPath, Routes routes) {
    route(config, "/probe", routes.probe());
    route(config, "/sd", routes.discovery());
    if (!telemetryPath.equals("/")) {
      route(config, "/", routes.fleet());
    }
    route(
        config,
        "/image",
        new Bounded(routes.image(), new Turns(MAX_REPORTS, MAX_REPORTS_OF_CLIENT)));
    route(
        config,
        telemetryPath,
        new Bounded(routes.metrics(), new Turns(MAX_SCRAPES, MAX_SCRAPES_OF_CLIENT)));
    config.routes.post("/-/reload", routes.reload());
    route(config, "/-/ready", context -> ready(context, routes.isReady().getAsBoolean()));
    route(config, "/-/healthy", context -> Answers.sentence(context, 200, "GuestKit is healthy."));
    config.routes.before(context -> context.header("X-Content-Type-Options", "nosniff"));
    config.routes.error(404, WebServer::nothing);
    config.routes.error(
        405,
        context ->
            Answers.sentence(
                context, 405, "%s is not allowed here; use GET".formatted(context.method())));
    config.routes.exception(Exception.class, this::fault);
    config.router.javaLangErrorHandler((response, error) -> {
      log.error("Request failed", "err", String.valueOf(error));
      response.setStatus(500);
    });
  }

  /** A page that says itself what is not there stays. */
  private static void nothing(Context context) {
    if (!String.valueOf(context.res().getContentType()).startsWith("text/html")) {
      Answers.sentence(context, 404, "there is nothing at " + context.path());
    }
  }

  private static void ready(Context context, boolean isReady) {
    if (isReady) {
      Answers.sentence(context, 200, "GuestKit is ready.");
    } else {
      Answers.busy(context, "the images are still being looked for");
    }
  }

  private static void route(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler).head(path, handler);
  }

  private void fault(Exception e, Context context) {
    log.error("Request failed", "path", context.path(), "err", e.toString());
    Answers.sentence(context, 500, "an error in GuestKit itself; its log says more");
  }

  /**
   * Listens, and returns the address.
   *
   * @throws IOException with one sentence if it cannot
   */
  public ListenAddress start() throws IOException {
    try {
      javalin.start();
    } catch (JavalinException e) {
      throw new IOException("cannot listen on %s: %s".formatted(address, reason(e)), e);
    }
    return new ListenAddress(address.host(), javalin.port());
  }

  private static String reason(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    String reason = "";
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof UnresolvedAddressException) {
        return "no host has this name";
      }
      reason = String.valueOf(cause.getMessage());
      cause = cause.getCause();
    }
    return reason;
  }

  /** Stops listening; requests that run are answered or dropped at once. */
  @Override
  public void close() {
    javalin.stop();
    requests.shutdownNow();
  }
}
