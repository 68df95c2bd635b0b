package io.guestkit.terraform.provider;

import io.grpc.stub.StreamObserver;
import io.guestkit.terraform.function.FunctionCalls;
import io.guestkit.terraform.source.DataSource;
import io.guestkit.terraform.source.Diagnostics;
import io.guestkit.terraform.source.DiffSource;
import io.guestkit.terraform.source.Door;
import io.guestkit.terraform.source.FileSource;
import io.guestkit.terraform.source.ImageSource;
import io.guestkit.terraform.source.ImagesSource;
import io.guestkit.terraform.source.InspectionSource;
import io.guestkit.terraform.source.PackagesSource;
import io.guestkit.terraform.source.ProviderLog;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.CloseEphemeralResource;
import io.guestkit.terraform.tfplugin6.ConfigureProvider;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetFunctions;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.OpenEphemeralResource;
import io.guestkit.terraform.tfplugin6.ProviderGrpc;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.ServerCapabilities;
import io.guestkit.terraform.tfplugin6.StopProvider;
import io.guestkit.terraform.tfplugin6.ValidateDataResourceConfig;
import io.guestkit.terraform.tfplugin6.ValidateEphemeralResourceConfig;
import io.guestkit.terraform.tfplugin6.ValidateProviderConfig;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of Terraform. Whatever goes wrong in one is a diagnostic of its answer, never a status
 * of gRPC, which Terraform would show as a crash of the provider.
 */
public final class ProviderService extends ProviderGrpc.ProviderImplBase {
  private final FileSource file = new FileSource();
  private final List<DataSource> dataSources =
      List.of(
          new DiffSource(),
          file,
          new ImageSource(),
          new ImagesSource(),
          new InspectionSource(),
          new PackagesSource());

  /** What a configuration reads and Terraform stores nowhere; read in the same way. */
  private final List<DataSource> ephemeralResources = List.of(file);

  private final FunctionCalls functions = new FunctionCalls();
  private final Configured configured;

  /**
   * Makes the service.
   *
   * @param environment variables, some of which are settings
   */
  public ProviderService(Map<String, String> environment, ProviderLog log) {
    this.configured = new Configured(environment, log);
  }

  /** What a call does, and may fail in. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** The one place where everything ends as a diagnostic. */
  private static Diagnostics attempt(Diagnostics diagnostics, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      diagnostics.error(
          Diagnostics.Place.BLOCK,
          "Terraform's request was not understood",
          String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      diagnostics.fault(e);
    }
    return diagnostics;
  }

  private static <R> void answer(StreamObserver<R> observer, R response) {
    observer.onNext(response);
    observer.onCompleted();
  }

  private static ServerCapabilities.Builder capabilities() {
    return ServerCapabilities.newBuilder().setGetProviderSchemaOptional(true);
  }

  @Override
  public void getMetadata(
      GetMetadata.Request request, StreamObserver<GetMetadata.Response> observer) {
    GetMetadata.Response.Builder response =
        GetMetadata.Response.newBuilder()
            .setServerCapabilities(capabilities())
            .addAllFunctions(functions.metadata());
    for (DataSource source : dataSources) {
      response.addDataSources(GetMetadata.DataSource.newBuilder().setTypeName(source.name()));
    }
    for (DataSource resource : ephemeralResources) {
      response.addEphemeralResources(
          GetMetadata.EphemeralResource.newBuilder().setTypeName(resource.name()));
    }
    answer(observer, response.build());
  }

  @Override
  public void getProviderSchema(
      GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> observer) {
    GetProviderSchema.Response.Builder response =
        GetProviderSchema.Response.newBuilder()
            .setServerCapabilities(capabilities())
            .setProvider(schema(SettingsBlock.schema()))
            .putAllFunctions(functions.signatures());
    Diagnostics diagnostics =
        attempt(
            new Diagnostics(),
            () -> {
              for (DataSource source : dataSources) {
                response.putDataSourceSchemas(source.name(), schema(source.schema()));
              }
              for (DataSource resource : ephemeralResources) {
                response.putEphemeralResourceSchemas(resource.name(), schema(resource.schema()));
              }
            });
    answer(observer, response.addAllDiagnostics(diagnostics.list()).build());
  }

  private static Schema schema(Schema.Block block) {
    return Schema.newBuilder().setBlock(block).build();
  }

  @Override
  public void validateProviderConfig(
      ValidateProviderConfig.Request request,
      StreamObserver<ValidateProviderConfig.Response> observer) {
    Diagnostics diagnostics = new Diagnostics();
    attempt(diagnostics, () -> configured.check(config(request.getConfig()), diagnostics));
    answer(
        observer,
        ValidateProviderConfig.Response.newBuilder().addAllDiagnostics(diagnostics.list()).build());
  }

  @Override
  public void configureProvider(
      ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> observer) {
    Diagnostics diagnostics = new Diagnostics();
    attempt(diagnostics, () -> configured.configure(config(request.getConfig()), diagnostics));
    answer(
        observer,
        ConfigureProvider.Response.newBuilder().addAllDiagnostics(diagnostics.list()).build());
  }

  @Override
  public void validateDataResourceConfig(
      ValidateDataResourceConfig.Request request,
      StreamObserver<ValidateDataResourceConfig.Response> observer) {
    Diagnostics diagnostics = new Diagnostics();
    check(dataSources, request.getTypeName(), request.getConfig(), diagnostics);
    answer(
        observer,
        ValidateDataResourceConfig.Response.newBuilder()
            .addAllDiagnostics(diagnostics.list())
            .build());
  }

  @Override
  public void readDataSource(
      ReadDataSource.Request request, StreamObserver<ReadDataSource.Response> observer) {
    ReadDataSource.Response.Builder response = ReadDataSource.Response.newBuilder();
    Diagnostics diagnostics = new Diagnostics();
    read(dataSources, request.getTypeName(), request.getConfig(), diagnostics)
        .ifPresent(response::setState);
    answer(observer, response.addAllDiagnostics(diagnostics.list()).build());
  }

  @Override
  public void validateEphemeralResourceConfig(
      ValidateEphemeralResourceConfig.Request request,
      StreamObserver<ValidateEphemeralResourceConfig.Response> observer) {
    Diagnostics diagnostics = new Diagnostics();
    check(ephemeralResources, request.getTypeName(), request.getConfig(), diagnostics);
    answer(
        observer,
        ValidateEphemeralResourceConfig.Response.newBuilder()
            .addAllDiagnostics(diagnostics.list())
            .build());
  }

  @Override
  public void openEphemeralResource(
      OpenEphemeralResource.Request request,
      StreamObserver<OpenEphemeralResource.Response> observer) {
    OpenEphemeralResource.Response.Builder response = OpenEphemeralResource.Response.newBuilder();
    Diagnostics diagnostics = new Diagnostics();
    read(ephemeralResources, request.getTypeName(), request.getConfig(), diagnostics)
        .ifPresent(response::setResult);
    answer(observer, response.addAllDiagnostics(diagnostics.list()).build());
  }

  /** Nothing is open: all was read at once. */
  @Override
  public void closeEphemeralResource(
      CloseEphemeralResource.Request request,
      StreamObserver<CloseEphemeralResource.Response> observer) {
    answer(observer, CloseEphemeralResource.Response.getDefaultInstance());
  }

  @Override
  public void getFunctions(
      GetFunctions.Request request, StreamObserver<GetFunctions.Response> observer) {
    answer(
        observer,
        GetFunctions.Response.newBuilder().putAllFunctions(functions.signatures()).build());
  }

  @Override
  public void callFunction(
      CallFunction.Request request, StreamObserver<CallFunction.Response> observer) {
    answer(observer, functions.call(request));
  }

  @Override
  public void stopProvider(
      StopProvider.Request request, StreamObserver<StopProvider.Response> observer) {
    configured.stop();
    answer(observer, StopProvider.Response.getDefaultInstance());
  }

  private static void check(
      List<DataSource> sources, String name, DynamicValue config, Diagnostics diagnostics) {
    attempt(diagnostics, () -> named(sources, name).check(config(config), diagnostics));
  }

  private Optional<DynamicValue> read(
      List<DataSource> sources, String name, DynamicValue config, Diagnostics diagnostics) {
    DynamicValue.Builder state = DynamicValue.newBuilder();
    attempt(
        diagnostics,
        () -> {
          DataSource source = named(sources, name);
          ConfigValue.Attributes arguments = config(config);
          Optional<Door> door = configured.door(diagnostics);
          if (door.isPresent() && arguments.isWhollyKnown()) {
            source.read(arguments, door.get(), diagnostics).ifPresent(state::setMsgpack);
          }
        });
    if (state.getMsgpack().isEmpty()) {
      noAnswer(diagnostics);
      return Optional.empty();
    }
    return Optional.of(state.build());
  }

  /** Terraform takes an answer without a state and without an error for a fault of the provider. */
  private static void noAnswer(Diagnostics diagnostics) {
    if (!diagnostics.hasErrors()) {
      diagnostics.error(
          Diagnostics.Place.BLOCK,
          "Unknown arguments",
          "An image is read when its arguments are known");
    }
  }

  private static DataSource named(List<DataSource> sources, String name) throws IOException {
    for (DataSource source : sources) {
      if (source.name().equals(name)) {
        return source;
      }
    }
    throw new IOException("there is no " + name + " in this provider");
  }

  private static ConfigValue.Attributes config(DynamicValue config) throws IOException {
    return ConfigReader.read(config);
  }
}
