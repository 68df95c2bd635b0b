package io.guestkit.exporter.webconfig;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Gives each connection TLS as the web configuration is when it comes. */
final class LiveTls extends SslContextFactory.Server {
  private final WebConfig web;

  private LiveTls(WebConfig web) {
    this.web = web;
    setSslContext(web.context()); // else it looks for a key store
    setRenegotiationAllowed(false);
  }

  /** Returns what speaks TLS before the next protocol. */
  static SslConnectionFactory factory(WebConfig web, ConnectionFactory next) {
    SslConnectionFactory factory = new SslConnectionFactory(new LiveTls(web), next.getProtocol());
    factory.setEnsureSecureRequestCustomizer(false); // it refuses names the certificate lacks
    return factory;
  }

  @Override
  protected void checkConfiguration() {
    // What it would warn of is chosen by the web configuration.
  }

  @Override
  public SSLEngine newSSLEngine() {
    return web.newEngine();
  }

  @Override
  public SSLEngine newSSLEngine(InetSocketAddress client) {
    return web.newEngine();
  }
}
