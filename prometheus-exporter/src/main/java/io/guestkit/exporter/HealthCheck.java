package io.guestkit.exporter;

import io.guestkit.exporter.web.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks a running exporter whether it serves: for docker's HEALTHCHECK, in whose container there is
 * nothing else to ask with. Speaks HTTP, or TLS where the answer is none of HTTP.
 */
final class HealthCheck {
  /** 4 s: twice, in plain text and by TLS, stays within the 10 s that docker is told to wait. */
  private static final int TIMEOUT_MILLIS = 4000;

  /** 64 bytes: {@code HTTP/1.1 401} and its reason. */
  private static final int MAX_STATUS_LINE = 64;

  private static final byte[] REQUEST =
      "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final String HTTP = "HTTP/1.";
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  /** How the JDK begins what it says of a server that refuses: one that wants a certificate. */
  private static final String REFUSED = "Received fatal alert";

  private final InetSocketAddress address;

  private HealthCheck(InetSocketAddress address) {
    this.address = address;
  }

  /**
   * Asks.
   *
   * @param listened what the exporter was told to listen on
   * @throws IOException with one sentence where it does not serve
   */
  static void of(ListenAddress listened) throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    if (!listened.host().isEmpty()) {
      try {
        InetAddress named = InetAddress.getByName(listened.host());
        host = named.isAnyLocalAddress() ? host : named;
      } catch (UnknownHostException e) {
        throw new IOException(listened + ": no host has this name", e);
      }
    }
    new HealthCheck(new InetSocketAddress(host, listened.port())).check(listened);
  }

  private void check(ListenAddress listened) throws IOException {
    String status;
    try {
      status = ask();
      if (!status.startsWith(HTTP)) {
        status = askByTls();
      }
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(listened, e.getMessage()), e);
    }
    // What wants a login or another name of the host serves too.
    if (!status.startsWith(HTTP)
        || status.length() <= STATUS_AT
        || status.charAt(STATUS_AT) >= '5') {
      throw new IOException("%s: answers '%s'".formatted(listened, status));
    }
  }

  /** Returns the first line of the answer; what else answers than HTTP may close or reset. */
  private String ask() throws IOException {
    try (Socket socket = connect()) {
      try {
        return exchange(socket);
      } catch (SocketTimeoutException e) {
        throw e; // it hangs
      } catch (IOException e) {
        return "";
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    try {
      socket.connect(address, TIMEOUT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  private static String exchange(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    StringBuilder line = new StringBuilder();
    InputStream answer = socket.getInputStream();
    for (int next = answer.read();
        next >= ' ' && line.length() < MAX_STATUS_LINE;
        next = answer.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private String askByTls() throws IOException {
    try (Socket socket = connect();
        SSLSocket tls =
            (SSLSocket)
                anyServer()
                    .getSocketFactory()
                    .createSocket(socket, "localhost", address.getPort(), true)) {
      return exchange(tls);
    } catch (SSLException e) {
      if (String.valueOf(e.getMessage()).contains(REFUSED)) {
        return "HTTP/1.1 403"; // it serves those who show a certificate
      }
      throw e;
    }
  }

  /** Nothing is sent that were secret, and the certificate is seldom one of localhost. */
  private static SSLContext anyServer() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static final class AnyCertificate implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
