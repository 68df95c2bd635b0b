package io.guestkit.terraform.process;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;

/**
 * The server of a provider that a person started: Terraform is told of it by a variable, comes and
 * goes, run after run, and ends nothing. As go-plugin's in its test mode it has no TLS: every user
 * of the host can ask what the person who started it can read.
 */
public final class DebugServer {
  private final Server server;

  private DebugServer(Server server) {
    this.server = server;
  }

  /**
   * Starts a server of a service and of those that every plugin has.
   *
   * @throws IOException if the host gives no port
   */
  public static DebugServer start(BindableService service) throws IOException {
    Runnable stays = () -> {};
    return new DebugServer(
        PluginServer.builder(InsecureServerCredentials.create(), stays, service).build().start());
  }

  /**
   * Returns the line of shell after which Terraform uses this process, and OpenTofu too: each
   * passes over what it does not require.
   */
  public String exportLine() {
    String provider =
        ("{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":%d,\"Test\":true,"
                + "\"Addr\":{\"Network\":\"tcp\",\"String\":\"127.0.0.1:%d\"}}")
            .formatted(ProcessHandle.current().pid(), server.getPort());
    return ("export TF_REATTACH_PROVIDERS='{\"registry.terraform.io/guestkit/guestkit\":%s,"
            + "\"registry.opentofu.org/guestkit/guestkit\":%s}'")
        .formatted(provider, provider);
  }

  /** Serves until SIGINT or SIGTERM, which are the way to end it, not a failure: status 0. */
  public void await() throws InterruptedException {
    Thread end = Thread.ofPlatform().name("end").unstarted(() -> Runtime.getRuntime().halt(0));
    Runtime.getRuntime().addShutdownHook(end);
    server.awaitTermination();
  }
}
