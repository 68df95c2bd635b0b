package io.guestkit.terraform.process;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** The server of a plugin: on the loopback interface, for the process that started it alone. */
public final class PluginServer {
  private static final String LOOPBACK = "127.0.0.1";

  /** P-384: as strong as what TLS agrees on besides. */
  private static final String CURVE = "secp384r1";

  /** 256 MiB: what Terraform itself takes. */
  private static final int MAX_INBOUND_BYTES = 256 << 20;

  private final Server server;
  private final Lifetime lifetime;
  private final String handshakeLine;

  private PluginServer(Server server, Lifetime lifetime, String handshakeLine) {
    this.server = server;
    this.lifetime = lifetime;
    this.handshakeLine = handshakeLine;
  }

  /**
   * Starts a server of a service and of those that every plugin has. Where the client showed a
   * certificate, it is the only client that is let in.
   *
   * @throws IOException if the host gives no port
   */
  public static PluginServer start(Handshake handshake, BindableService service)
      throws IOException, GeneralSecurityException, InterruptedException {
    FutureTask<Identity> identity = new FutureTask<>(() -> Identity.create(CURVE));
    ServerCredentials credentials = InsecureServerCredentials.create();
    if (handshake.client().isPresent()) {
      // Half of what a start takes: it goes on beside the other half, which is gRPC's.
      Thread.ofPlatform().daemon().name("identity").start(identity);
      credentials = mutual(identity::resultNow, handshake.client().get());
    }
    Lifetime lifetime = new Lifetime();
    Server server =
        builder(credentials, lifetime::end, service).addTransportFilter(lifetime).build().start();
    Optional<X509Certificate> shown = Optional.empty();
    if (handshake.client().isPresent()) {
      shown = Optional.of(made(identity).certificate());
    }
    return new PluginServer(server, lifetime, handshake.line(server.getPort(), shown));
  }

  /** Returns the builder of a server that listens on the loopback interface. */
  static OkHttpServerBuilder builder(
      ServerCredentials credentials, Runnable onShutdown, BindableService service) {
    OkHttpServerBuilder builder =
        OkHttpServerBuilder.forPort(
            new InetSocketAddress(Inet4Address.ofLiteral(LOOPBACK), 0), credentials);
    for (BindableService plugin : PluginServices.of(onShutdown)) {
      builder.addService(plugin);
    }
    return builder.addService(service).maxInboundMessageSize(MAX_INBOUND_BYTES);
  }

  private static Identity made(Future<Identity> identity)
      throws GeneralSecurityException, InterruptedException {
    try {
      return identity.get();
    } catch (ExecutionException e) {
      throw new GeneralSecurityException("no certificate could be made: " + e.getCause(), e);
    }
  }

  private static ServerCredentials mutual(Supplier<Identity> own, byte[] client) {
    return TlsServerCredentials.newBuilder()
        .keyManager(new OwnKey(own))
        .trustManager(new PinnedPeer(client))
        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
        .build();
  }

  /** Returns the line that tells the client where the server is. */
  public String handshakeLine() {
    return handshakeLine;
  }

  /** Returns when the client has gone or wants the process to end. */
  public void await() throws InterruptedException {
    lifetime.await();
    server.shutdownNow();
  }
}
