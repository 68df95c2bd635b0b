package io.guestkit.exporter.webconfig.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The server's side of TLS.
 *
 * @param context the certificate, and who judges those of clients
 * @param parameters the rest
 */
public record TlsEndpoint(SSLContext context, SSLParameters parameters) {
  /** A store in memory, where there is nobody to hide the key from. */
  private static final char[] NO_PASSWORD = {};

  /** Returns the endpoint with a certificate, its key and the chain above it. */
  static TlsEndpoint of(
      List<X509Certificate> chain, PrivateKey key, ClientTrust trust, SSLParameters parameters) {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {trust}, null);
      return new TlsEndpoint(context, parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK's own, with what it has read itself
    }
  }

  /** Returns a store in memory. */
  static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is read
    }
  }

  /** Returns the engine of a new connection. */
  public SSLEngine newEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
