package io.guestkit.dist.terraform;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.guestkit.terraform.plugin.Empty;
import io.guestkit.terraform.plugin.GRPCControllerGrpc;
import io.guestkit.terraform.process.Identity;
import io.guestkit.terraform.process.OwnKey;
import io.guestkit.terraform.process.PinnedPeer;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.ConfigureProvider;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.ProviderGrpc;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.StopProvider;
import io.guestkit.terraform.tfplugin6.ValidateDataResourceConfig;
import io.guestkit.terraform.tfplugin6.ValidateProviderConfig;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A connection to a provider. */
public final class ProviderClient implements Closeable {
  /** The data source that is read. */
  public static final String INSPECTION = "guestkit_inspection";

  /** The name in the provider's certificate. */
  private static final String AUTHORITY = "localhost";

  /** 60 s: no call takes longer, a training run included. */
  private static final int DEADLINE_SECONDS = 60;

  private static final int MAX_INBOUND_BYTES = 256 << 20;

  private final ManagedChannel channel;

  private ProviderClient(ManagedChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects; what is wrong with the connection, the first call says.
   *
   * @param identity that is shown; empty for a plain connection
   */
  public static ProviderClient connect(HandshakeLine handshake, Optional<Identity> identity)
      throws GeneralSecurityException {
    ChannelCredentials credentials = InsecureChannelCredentials.create();
    Optional<X509Certificate> server = handshake.certificate();
    if (identity.isPresent() && server.isPresent()) {
      credentials =
          TlsChannelCredentials.newBuilder()
              .keyManager(new OwnKey(identity::get))
              .trustManager(new PinnedPeer(server.get().getEncoded()))
              .build();
    }
    return new ProviderClient(
        OkHttpChannelBuilder.forAddress(handshake.host(), handshake.port(), credentials)
            .overrideAuthority(AUTHORITY)
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .build());
  }

  private ProviderGrpc.ProviderBlockingStub provider() {
    return ProviderGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Asks what the provider has. */
  public GetMetadata.Response metadata() {
    return provider().getMetadata(GetMetadata.Request.getDefaultInstance());
  }

  /** Asks for the schema of the provider and of all that it has. */
  public GetProviderSchema.Response schema() {
    return provider().getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
  }

  /** Configures the provider without settings. */
  public void configure() throws IOException {
    configure(Map.of());
  }

  /** Validates the provider's settings, and configures it. */
  void configure(Map<String, ConfigValue> settings) throws IOException {
    DynamicValue config = encode(new ConfigValue.Attributes(settings));
    provider()
        .validateProviderConfig(
            ValidateProviderConfig.Request.newBuilder().setConfig(config).build());
    provider()
        .configureProvider(
            ConfigureProvider.Request.newBuilder()
                .setTerraformVersion("1.11.4")
                .setConfig(config)
                .build());
  }

  /** Validates arguments of a data source. */
  public ValidateDataResourceConfig.Response validate(ConfigValue.Attributes config)
      throws IOException {
    return provider()
        .validateDataResourceConfig(
            ValidateDataResourceConfig.Request.newBuilder()
                .setTypeName(INSPECTION)
                .setConfig(encode(config))
                .build());
  }

  /** Reads a data source. */
  public ReadDataSource.Response read(ConfigValue.Attributes config) throws IOException {
    return read(INSPECTION, encode(config));
  }

  /** Reads a data source of any name. */
  public ReadDataSource.Response read(String typeName, ConfigValue.Attributes config)
      throws IOException {
    return read(typeName, encode(config));
  }

  /** Reads a data source of any name, with any bytes for its arguments. */
  public ReadDataSource.Response read(String typeName, DynamicValue config) {
    return provider()
        .readDataSource(
            ReadDataSource.Request.newBuilder().setTypeName(typeName).setConfig(config).build());
  }

  /** Calls a method of the provider with any bytes, and returns those that answer. */
  public byte[] call(String method, byte[] request) {
    MethodDescriptor<byte[], byte[]> descriptor =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(ProviderGrpc.SERVICE_NAME, method))
            .setRequestMarshaller(Bytes.MARSHALLER)
            .setResponseMarshaller(Bytes.MARSHALLER)
            .build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, descriptor, options, request);
  }

  /** Calls a function with texts. */
  public CallFunction.Response call(String function, String... arguments) throws IOException {
    CallFunction.Request.Builder request = CallFunction.Request.newBuilder().setName(function);
    for (String argument : arguments) {
      request.addArguments(encode(new ConfigValue.Text(argument)));
    }
    return provider().callFunction(request.build());
  }

  /** Tells the provider to stop what it does. */
  public StopProvider.Response stop() {
    return provider().stopProvider(StopProvider.Request.getDefaultInstance());
  }

  /** Tells the provider to end. */
  public void shutdown() {
    Empty answer =
        GRPCControllerGrpc.newBlockingStub(channel)
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .shutdown(Empty.getDefaultInstance());
    if (!answer.equals(Empty.getDefaultInstance())) {
      throw new IllegalStateException("an answer to Shutdown that is not empty");
    }
  }

  /** Returns a configuration as Terraform sends it: attributes that are not set are null. */
  public static ConfigValue.Attributes config(
      GetProviderSchema.Response schema, Map<String, ConfigValue> set) {
    Map<String, ConfigValue> values = new HashMap<>();
    Schema.Block block = schema.getDataSourceSchemasOrThrow(INSPECTION).getBlock();
    for (Schema.Attribute attribute : block.getAttributesList()) {
      values.put(attribute.getName(), new ConfigValue.Null());
    }
    values.putAll(set);
    return new ConfigValue.Attributes(values);
  }

  private static DynamicValue encode(ConfigValue value) throws IOException {
    try (StateWriter out = new StateWriter()) {
      out.value(value);
      return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(out.bytes())).build();
    }
  }

  /** Messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    private static final Bytes MARSHALLER = new Bytes();

    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Closes the connection at once. */
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
