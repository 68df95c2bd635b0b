package io.guestkit.exporter.webconfig;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.webconfig.login.Admission;
import io.guestkit.exporter.webconfig.login.Login;
import io.guestkit.exporter.webconfig.tls.TlsEndpoint;
import io.javalin.http.Handler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.server.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The web configuration as its files are now: they are read again when one of them was changed.
 * Where that fails, what was read before stays, and the log says why. Thread-safe.
 */
public final class WebConfig {
  /** 1 s: how often the files are looked at, at most. */
  private static final long LOOK_NANOS = 1_000_000_000;

  private final Path file;
  private final Log log;
  private final Login login = new Login();
  private final AtomicLong nextLook;
  private final long lookNanos;
  private Map<Path, FileStamp> stamps;
  private volatile WebSettings settings;

  /** Makes one that looks at its files as often as this at most. */
  WebConfig(Path file, Log log, long lookNanos) throws ConfigException {
    this.file = file;
    this.log = log;
    this.lookNanos = lookNanos;
    this.nextLook = new AtomicLong(System.nanoTime() + lookNanos);
    this.stamps = new HashMap<>();
    this.settings = WebConfigReader.read(file, stamps);
  }

  /**
   * Reads a file and those that it names.
   *
   * @throws ConfigException with one sentence if something cannot be read or honoured
   */
  public static WebConfig open(Path file, Log log) throws ConfigException {
    return new WebConfig(file, log, LOOK_NANOS);
  }

  /** Returns whether TLS is spoken; this never changes. */
  public boolean isTls() {
    return settings.tls() != null;
  }

  /** Returns what stands before every path. */
  public Handler gate() {
    return new Gate(this);
  }

  /** Returns what is spoken on a connection, the first before the last. */
  public ConnectionFactory[] protocols(ConnectionFactory plain) {
    return isTls()
        ? new ConnectionFactory[] {LiveTls.factory(this, plain), plain}
        : new ConnectionFactory[] {plain};
  }

  /** Returns what the connections of now begin with. */
  SSLContext context() {
    return tls().context();
  }

  /** Returns the server's side of TLS of a new connection. */
  SSLEngine newEngine() {
    return tls().newEngine();
  }

  private TlsEndpoint tls() {
    @Nullable TlsEndpoint tls = current().tls();
    if (tls == null) {
      throw new IllegalStateException("TLS is not configured");
    }
    return tls;
  }

  /** Returns the headers that every answer has. */
  Map<String, String> headers() {
    return current().headers();
  }

  /**
   * Returns whether a request may go on.
   *
   * @param authorization its header of that name
   */
  Admission admit(@Nullable String authorization) {
    Map<String, String> users = current().users();
    return users.isEmpty() ? Admission.ADMITTED : login.admit(users, authorization);
  }

  private WebSettings current() {
    long due = nextLook.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextLook.compareAndSet(due, now + lookNanos)) {
      look();
    }
    return settings;
  }

  private synchronized void look() {
    if (isUnchanged()) {
      return;
    }
    Map<Path, FileStamp> seen = new HashMap<>();
    try {
      WebSettings next = WebConfigReader.read(file, seen);
      if ((next.tls() != null) != isTls()) {
        throw new ConfigException(
            file + ": TLS cannot be switched on or off while the exporter runs; restart it");
      }
      settings = next;
      log.info("Web configuration read again", "file", file.toString());
    } catch (ConfigException e) {
      log.error(
          "Web configuration cannot be used; the one before stays",
          "err",
          String.valueOf(e.getMessage()));
    }
    stamps = seen;
  }

  private boolean isUnchanged() {
    for (Map.Entry<Path, FileStamp> known : stamps.entrySet()) {
      if (!FileStamp.of(known.getKey()).equals(known.getValue())) {
        return false;
      }
    }
    return true;
  }
}
