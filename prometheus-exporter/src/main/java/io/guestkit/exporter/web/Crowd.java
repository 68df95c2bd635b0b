package io.guestkit.exporter.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps clients that are slow, or many, from taking all connections. Where all are taken, none is
 * kept for another request, and those that have been waiting for one are closed: be it that their
 * client keeps them for later, or that it comes byte by byte. Of those on which a request is
 * answered one address has half at most, and an answer must be read in a minute. Thread-safe.
 */
final class Crowd extends Handler.Wrapper implements Connection.Listener {
  /** 2 s for the head of a request once all connections are taken: it comes in one piece. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** 250 ms: others wait for it. */
  private static final long PACE_MILLIS = 250;

  /**
   * A minute to read an answer: as long as Prometheus waits for a scrape, unless told otherwise,
   * six times.
   */
  private static final long READING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** What a connection is used for. */
  private enum Use {
    WAITING,
    ASKED,
    ANSWERED
  }

  /**
   * What a connection is in use for.
   *
   * @param sinceNanos when that began
   * @param bytesOut what was written before
   */
  private record Stand(Use use, long sinceNanos, long bytesOut) {
    static Stand now(Use use, Connection connection) {
      return new Stand(use, System.nanoTime(), connection.getBytesOut());
    }

    boolean isOlderThan(long nanos) {
      return System.nanoTime() - sinceNanos > nanos;
    }
  }

  private final int maxConnections;
  private final Turns turns;
  private final Map<Connection, Stand> connections = new ConcurrentHashMap<>();

  /**
   * Makes one that watches nothing yet.
   *
   * @param maxConnections how many the server accepts
   */
  Crowd(int maxConnections) {
    this.maxConnections = maxConnections;
    this.turns = new Turns(maxConnections, maxConnections / 2);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) { // not what only encrypts
      connections.put(connection, Stand.now(Use.WAITING, connection));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isFull()) { // somebody waits for this connection
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    String client = Request.getRemoteAddr(request);
    if (!turns.begin(client)) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Answers.RETRY_SECONDS);
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    Connection connection = request.getConnectionMetaData().getConnection();
    stand(Use.ASKED, connection);
    Request.addCompletionListener(
        request,
        failure -> {
          turns.end(client);
          stand(Use.WAITING, connection);
        });
    return super.handle(request, response, callback);
  }

  /** Notes what a connection is used for, unless it is closed. */
  private void stand(Use use, Connection connection) {
    connections.replace(connection, Stand.now(use, connection));
  }

  private boolean isFull() {
    return connections.size() >= maxConnections;
  }

  private void sweep() {
    boolean isFull = isFull();
    connections.forEach((connection, stand) -> {
      switch (stand.use()) {
        case WAITING -> closeIf(isFull && stand.isOlderThan(PATIENCE_NANOS), connection);
        case ANSWERED -> closeIf(stand.isOlderThan(READING_NANOS), connection);
        case ASKED -> {
          if (connection.getBytesOut() > stand.bytesOut()) {
            connections.replace(connection, stand, Stand.now(Use.ANSWERED, connection));
          }
        }
      }
    });
    getServer().getScheduler().schedule(this::sweep, PACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void closeIf(boolean isToClose, Connection connection) {
    if (isToClose) {
      connection.getEndPoint().close();
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sweep();
  }
}
