package io.guestkit.terraform.provider;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls each method of a service with bytes, as gRPC does, without a connection. */
final class RawCalls {
  private final ServerServiceDefinition service;

  RawCalls(BindableService service) {
    this.service = service.bindService();
  }

  /** Returns the names of the methods. */
  List<String> methods() {
    return service.getMethods().stream()
        .map(method -> String.valueOf(method.getMethodDescriptor().getBareMethodName()))
        .sorted()
        .toList();
  }

  /**
   * Calls a method and returns the bytes of its answer, or empty where gRPC itself refuses the
   * request because it is no message.
   *
   * @throws AssertionError if there is not one answer with the status OK
   */
  Optional<byte[]> call(String method, byte[] request) throws IOException {
    @Nullable ServerMethodDefinition<?, ?> definition =
        service.getMethod(service.getServiceDescriptor().getName() + "/" + method);
    if (definition == null) {
      throw new AssertionError("no method " + method);
    }
    return call(definition, request);
  }

  private static <Q, R> Optional<byte[]> call(
      ServerMethodDefinition<Q, R> definition, byte[] request) throws IOException {
    MethodDescriptor<Q, R> method = definition.getMethodDescriptor();
    Q message;
    try {
      message = method.parseRequest(new ByteArrayInputStream(request));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
    Recorder<Q, R> call = new Recorder<>(method);
    ServerCall.Listener<Q> listener =
        definition.getServerCallHandler().startCall(call, new Metadata());
    listener.onMessage(message);
    listener.onHalfClose();
    if (call.statuses.size() != 1 || !call.statuses.getFirst().isOk() || call.answers.size() != 1) {
      throw new AssertionError(method + ": " + call.answers.size() + " answers, " + call.statuses);
    }
    try (InputStream answer = method.streamResponse(call.answers.getFirst())) {
      return Optional.of(answer.readAllBytes());
    }
  }

  private static final class Recorder<Q, R> extends ServerCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private final List<R> answers = new ArrayList<>();
    private final List<Status> statuses = new ArrayList<>();

    Recorder(MethodDescriptor<Q, R> method) {
      this.method = method;
    }

    @Override
    public void request(int count) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(R message) {
      answers.add(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      statuses.add(status);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<Q, R> getMethodDescriptor() {
      return method;
    }
  }
}
