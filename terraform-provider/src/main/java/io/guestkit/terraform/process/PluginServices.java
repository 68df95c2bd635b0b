package io.guestkit.terraform.process;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.guestkit.terraform.health.HealthCheckRequest;
import io.guestkit.terraform.health.HealthCheckResponse;
import io.guestkit.terraform.health.HealthGrpc;
import io.guestkit.terraform.plugin.ConnInfo;
import io.guestkit.terraform.plugin.Empty;
import io.guestkit.terraform.plugin.GRPCBrokerGrpc;
import io.guestkit.terraform.plugin.GRPCControllerGrpc;
import io.guestkit.terraform.plugin.GRPCStdioGrpc;
import io.guestkit.terraform.plugin.StdioData;
import java.util.List;

/** The services that go-plugin asks of every plugin. */
final class PluginServices {
  private PluginServices() {}

  /**
   * Returns them.
   *
   * @param onShutdown called when the client wants the process to end
   */
  static List<BindableService> of(Runnable onShutdown) {
    return List.of(new Controller(onShutdown), new Stdio(), new Broker(), new Health());
  }

  private static final class Controller extends GRPCControllerGrpc.GRPCControllerImplBase {
    private final Runnable onShutdown;

    Controller(Runnable onShutdown) {
      this.onShutdown = onShutdown;
    }

    @Override
    public void shutdown(Empty request, StreamObserver<Empty> observer) {
      observer.onNext(Empty.getDefaultInstance());
      observer.onCompleted();
      onShutdown.run();
    }
  }

  /** Nothing is printed after the handshake: the stream stays open and empty. */
  private static final class Stdio extends GRPCStdioGrpc.GRPCStdioImplBase {
    @Override
    public void streamStdio(Empty request, StreamObserver<StdioData> observer) {}
  }

  /** There are no further connections: the stream stays open until the client closes it. */
  private static final class Broker extends GRPCBrokerGrpc.GRPCBrokerImplBase {
    @Override
    public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> observer) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ConnInfo info) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
          observer.onCompleted();
        }
      };
    }
  }

  private static final class Health extends HealthGrpc.HealthImplBase {
    /** The one service whose health go-plugin asks for. */
    private static final String PLUGIN = "plugin";

    private static HealthCheckResponse status(HealthCheckRequest request) {
      HealthCheckResponse.ServingStatus status =
          request.getService().equals(PLUGIN) || request.getService().isEmpty()
              ? HealthCheckResponse.ServingStatus.SERVING
              : HealthCheckResponse.ServingStatus.SERVICE_UNKNOWN;
      return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      observer.onNext(status(request));
      observer.onCompleted();
    }

    /** The status never changes: it is told once, and the stream stays open. */
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      observer.onNext(status(request));
    }
  }
}
