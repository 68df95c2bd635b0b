package io.guestkit.terraform.provider;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.guestkit.GuestKit;
import io.guestkit.terraform.function.FunctionCalls;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.ConfigureProvider;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetFunctions;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.ProviderGrpc;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.ServerCapabilities;
import io.guestkit.terraform.tfplugin6.StopProvider;
import io.guestkit.terraform.tfplugin6.StringKind;
import io.guestkit.terraform.tfplugin6.ValidateDataResourceConfig;
import io.guestkit.terraform.tfplugin6.ValidateProviderConfig;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;

/**
 * The calls of Terraform. Whatever goes wrong in one is a diagnostic of its answer, never a status
 * of gRPC, which Terraform would show as a crash of the provider.
 */
public final class ProviderService extends ProviderGrpc.ProviderImplBase {
  private final InspectionSource inspections;
  private final FunctionCalls functions = new FunctionCalls();

  /** Makes the service over a door of the engine, which stays the caller's. */
  public ProviderService(GuestKit kit, ProviderLog log) {
    this.inspections = new InspectionSource(kit, log);
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
    answer(
        observer,
        GetMetadata.Response.newBuilder()
            .setServerCapabilities(capabilities())
            .addDataSources(GetMetadata.DataSource.newBuilder().setTypeName(InspectionSource.NAME))
            .addAllFunctions(functions.metadata())
            .build());
  }

  @Override
  public void getProviderSchema(
      GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> observer) {
    GetProviderSchema.Response.Builder response =
        GetProviderSchema.Response.newBuilder()
            .setServerCapabilities(capabilities())
            .setProvider(Schema.newBuilder().setBlock(block()))
            .putAllFunctions(functions.signatures());
    Diagnostics diagnostics =
        attempt(
            new Diagnostics(),
            () -> response.putDataSourceSchemas(InspectionSource.NAME, inspections.schema()));
    answer(observer, response.addAllDiagnostics(diagnostics.list()).build());
  }

  private static Schema.Block.Builder block() {
    return Schema.Block.newBuilder()
        .setDescription("Reports what is inside of disk images of virtual machines. No settings.")
        .setDescriptionKind(StringKind.MARKDOWN);
  }

  @Override
  public void validateProviderConfig(
      ValidateProviderConfig.Request request,
      StreamObserver<ValidateProviderConfig.Response> observer) {
    answer(observer, ValidateProviderConfig.Response.getDefaultInstance());
  }

  @Override
  public void configureProvider(
      ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> observer) {
    answer(observer, ConfigureProvider.Response.getDefaultInstance());
  }

  @Override
  public void validateDataResourceConfig(
      ValidateDataResourceConfig.Request request,
      StreamObserver<ValidateDataResourceConfig.Response> observer) {
    Diagnostics diagnostics = new Diagnostics();
    attempt(
        diagnostics,
        () -> inspections.check(config(request.getTypeName(), request.getConfig()), diagnostics));
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
    attempt(
        diagnostics,
        () ->
            inspections
                .read(config(request.getTypeName(), request.getConfig()), diagnostics)
                .ifPresent(state -> response.setState(value(state))));
    answer(observer, response.addAllDiagnostics(diagnostics.list()).build());
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
    inspections.stop();
    answer(observer, StopProvider.Response.getDefaultInstance());
  }

  private static ConfigValue.Attributes config(String typeName, DynamicValue config)
      throws IOException {
    if (!typeName.equals(InspectionSource.NAME)) {
      throw new IOException("there is no data source " + typeName);
    }
    return ConfigReader.read(config.getMsgpack().toByteArray());
  }

  private static DynamicValue value(ByteString state) {
    return DynamicValue.newBuilder().setMsgpack(state).build();
  }
}
