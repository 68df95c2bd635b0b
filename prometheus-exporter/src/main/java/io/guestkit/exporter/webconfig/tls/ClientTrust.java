package io.guestkit.exporter.webconfig.tls;

import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates of clients. That a client has the key of its certificate is checked by
 * TLS itself.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  private final List<X509Certificate> authorities;
  private final @Nullable X509ExtendedTrustManager verifier;
  private final Set<String> allowedNames;

  private ClientTrust(
      List<X509Certificate> authorities,
      @Nullable X509ExtendedTrustManager verifier,
      Set<String> allowedNames) {
    this.authorities = authorities;
    this.verifier = verifier;
    this.allowedNames = allowedNames;
  }

  /**
   * Returns one.
   *
   * @param authorities whose names are told to clients, which choose a certificate by them
   * @param verifies whether a certificate must come from one of them
   * @param allowedNames one of these must be an alternative name of the certificate; empty for any
   */
  static ClientTrust of(
      List<X509Certificate> authorities, boolean verifies, Set<String> allowedNames) {
    return new ClientTrust(authorities, verifies ? verifier(authorities) : null, allowedNames);
  }

  private static X509ExtendedTrustManager verifier(List<X509Certificate> authorities) {
    try {
      KeyStore store = TlsEndpoint.emptyStore();
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca" + i, authorities.get(i));
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the JDK's own, with what it has read itself
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (verifier != null) {
      verifier.checkClientTrusted(chain, authType, engine);
    }
    if (!allowedNames.isEmpty() && !isAllowed(chain[0].getSubjectAlternativeNames())) {
      throw new CertificateException("no alternative name of the certificate is allowed");
    }
  }

  /**
   * Returns whether one of a certificate's names is allowed.
   *
   * @param names each a type and a value, as the JDK has them; null where there are none
   */
  private boolean isAllowed(@Nullable Collection<List<?>> names) {
    for (List<?> name : names == null ? List.<List<?>>of() : names) {
      boolean allowed =
          switch ((Integer) name.get(0)) {
            case 1, 2, 6 -> allowedNames.contains(name.get(1)); // e-mail, DNS, URI
            case 7 -> isAllowedAddress((String) name.get(1));
            default -> false;
          };
      if (allowed) {
        return true;
      }
    }
    return false;
  }

  /** One IPv6 address has several texts. */
  private boolean isAllowedAddress(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    for (String name : allowedNames) {
      if (address.equals(addressOf(name))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable InetAddress addressOf(String name) {
    try {
      return InetAddress.ofLiteral(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw unasked();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unasked();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw unasked();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw unasked();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unasked();
  }

  private static CertificateException unasked() {
    return new CertificateException("only clients of an SSLEngine are judged here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(X509Certificate[]::new);
  }
}
