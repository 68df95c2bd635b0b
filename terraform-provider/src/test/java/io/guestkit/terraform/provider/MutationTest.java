package io.guestkit.terraform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.ConfigureProvider;
import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.OpenEphemeralResource;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.ValidateProviderConfig;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in a message of Terraform's is answered with a result or with what is wrong, and
 * the provider goes on.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MutationTest {
  /** Requests of each kind: a campaign sets the property higher. */
  private static final int COUNT = Integer.getInteger("guestkit.mutations", 100);

  @TempDir Path folder;
  private RawCalls calls;
  private HostileValues hostile;
  private GetProviderSchema.Response schema;

  @BeforeEach
  void start() throws IOException {
    calls = new RawCalls(new ProviderService(Map.of(), line -> {}));
    Path pipe = folder.resolve("pipe");
    Tool.run("mkfifo", pipe.toString());
    hostile = new HostileValues(List.of(pipe.toString(), folder.toString()));
    schema = GetProviderSchema.Response.parseFrom(call("GetProviderSchema", new byte[0]));
  }

  private byte[] call(String method, MessageLite request) throws IOException {
    return call(method, request.toByteArray());
  }

  private byte[] call(String method, byte[] request) throws IOException {
    Optional<byte[]> answer = answer(method, request);
    assertThat(answer).as(method).isPresent();
    return answer.get();
  }

  private Optional<byte[]> answer(String method, byte[] request) throws IOException {
    Optional<byte[]> answer = calls.call(method, request);
    if (answer.isPresent()) {
      String text = new String(answer.get(), StandardCharsets.UTF_8);
      assertThat(text).doesNotContain("fault of its own", "too little memory", "Exception");
      switch (method) {
        case "ReadDataSource" -> {
          ReadDataSource.Response read = ReadDataSource.Response.parseFrom(answer.get());
          checkRead(read.hasState(), read.getDiagnosticsList());
        }
        case "OpenEphemeralResource" -> {
          OpenEphemeralResource.Response read =
              OpenEphemeralResource.Response.parseFrom(answer.get());
          checkRead(read.hasResult(), read.getDiagnosticsList());
        }
        case "CallFunction" -> checkCall(CallFunction.Response.parseFrom(answer.get()));
        default -> {}
      }
    }
    return answer;
  }

  private static void checkRead(boolean hasState, List<Diagnostic> diagnostics) {
    boolean failed =
        diagnostics.stream().anyMatch(said -> said.getSeverity() == Diagnostic.Severity.ERROR);
    assertThat(hasState).as("%s", diagnostics).isNotEqualTo(failed);
    for (Diagnostic diagnostic : diagnostics) {
      assertThat(diagnostic.getSummary()).isNotBlank();
      assertThat(diagnostic.getDetail()).isNotBlank();
    }
  }

  private static void checkCall(CallFunction.Response answer) {
    assertThat(answer.hasResult()).isNotEqualTo(answer.hasError());
  }

  /** Encodes a request that carries a configuration: of the provider where the name is empty. */
  private static List<Map.Entry<String, MessageLite>> requests(String type, DynamicValue config) {
    if (type.isEmpty()) {
      return List.of(
          Map.entry(
              "ValidateProviderConfig",
              ValidateProviderConfig.Request.newBuilder().setConfig(config).build()),
          Map.entry(
              "ConfigureProvider",
              ConfigureProvider.Request.newBuilder().setConfig(config).build()));
    }
    // Requests for ephemeral resources have the same fields.
    boolean isEphemeral = type.startsWith(HostileValues.EPHEMERAL);
    String name = isEphemeral ? type.substring(HostileValues.EPHEMERAL.length()) : type;
    MessageLite request =
        ReadDataSource.Request.newBuilder().setTypeName(name).setConfig(config).build();
    return isEphemeral
        ? List.of(
            Map.entry("ValidateEphemeralResourceConfig", request),
            Map.entry("OpenEphemeralResource", request))
        : List.of(
            Map.entry("ValidateDataResourceConfig", request), Map.entry("ReadDataSource", request));
  }

  /** Without a cache: a folder that a mutation names is not to be filled. */
  private void configureWell() throws IOException {
    byte[] good = HostileValues.object(hostile.good(schema.getProvider().getBlock()));
    DynamicValue config = DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(good)).build();
    for (Map.Entry<String, MessageLite> request : requests("", config)) {
      assertThat(call(request.getKey(), request.getValue())).isEmpty();
    }
  }

  private void readsTheSampleStill() throws IOException {
    configureWell();
    String inspection = "guestkit_inspection";
    byte[] good =
        HostileValues.object(
            hostile.good(schema.getDataSourceSchemasOrThrow(inspection).getBlock()));
    DynamicValue config = DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(good)).build();
    byte[] answer = call("ReadDataSource", requests(inspection, config).getLast().getValue());
    assertThat(ReadDataSource.Response.parseFrom(answer).hasState()).isTrue();
  }

  @Test
  void answersEachHostileValueOfEachArgument() throws IOException {
    for (Map.Entry<String, Schema.Block> block : HostileValues.blocks(schema).entrySet()) {
      for (String argument : HostileValues.arguments(block.getValue())) {
        int turn = 0;
        for (byte[] value : hostile.all()) {
          Map<String, byte[]> values = hostile.mostlyMissing(block.getValue(), turn++);
          values.put(argument, value);
          DynamicValue config =
              DynamicValue.newBuilder()
                  .setMsgpack(ByteString.copyFrom(HostileValues.object(values)))
                  .build();
          for (Map.Entry<String, MessageLite> request : requests(block.getKey(), config)) {
            call(request.getKey(), request.getValue());
          }
        }
      }
      configureWell();
    }
    readsTheSampleStill();
  }

  @Test
  void answersDamagedConfigurations() throws IOException {
    for (Map.Entry<String, Schema.Block> block : HostileValues.blocks(schema).entrySet()) {
      for (int seed = 0; seed < COUNT; seed++) {
        Random random = new Random(seed);
        byte[] object = HostileValues.damage(hostile.object(block.getValue(), random), random);
        DynamicValue config = HostileValues.sent(object, random);
        for (Map.Entry<String, MessageLite> request : requests(block.getKey(), config)) {
          call(request.getKey(), request.getValue());
        }
      }
      configureWell();
    }
    readsTheSampleStill();
  }

  @Test
  void answersDamagedCallsOfFunctions() throws IOException {
    List<String> names = schema.getFunctionsMap().keySet().stream().sorted().toList();
    assertThat(names).isNotEmpty();
    for (int seed = 0; seed < 4 * COUNT; seed++) {
      Random random = new Random(seed);
      CallFunction.Request.Builder request =
          CallFunction.Request.newBuilder()
              .setName(random.nextInt(20) == 0 ? "none\ud800" : names.get(seed % names.size()));
      for (int i = random.nextInt(5); i > 0; i--) {
        byte[] argument = HostileValues.damage(hostile.any(random), random);
        request.addArguments(HostileValues.sent(argument, random));
      }
      answer("CallFunction", request.build().toByteArray());
    }
  }

  /** Bytes that are no message are gRPC's to refuse; those that happen to be one are answered. */
  @Test
  void answersDamagedBytesOfEveryMessage() throws IOException {
    byte[] good = requests("guestkit_inspection", seed()).getLast().getValue().toByteArray();
    int refused = 0;
    List<String> methods = calls.methods();
    assertThat(methods).contains("ReadDataSource", "CallFunction", "StopProvider");
    for (String method : methods) {
      for (int seed = 0; seed < COUNT / 4; seed++) {
        byte[] request = HostileValues.damage(good, new Random(seed));
        refused += answer(method, request).isPresent() ? 0 : 1;
      }
      byte[] groups = new byte[100_000]; // field 1 begins a group, again and again
      Arrays.fill(groups, (byte) 0x0b);
      assertThat(answer(method, groups)).as(method).isEmpty();
    }
    assertThat(refused).isBetween(COUNT, methods.size() * COUNT / 4);
  }

  private DynamicValue seed() throws IOException {
    byte[] object =
        HostileValues.object(
            hostile.good(schema.getDataSourceSchemasOrThrow("guestkit_inspection").getBlock()));
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(object)).build();
  }

  @Test
  void answersAfterTheStop() throws IOException {
    call("StopProvider", new byte[0]);
    byte[] read =
        call("ReadDataSource", requests("guestkit_inspection", seed()).getLast().getValue());
    assertThat(ReadDataSource.Response.parseFrom(read).getDiagnostics(0).getSummary())
        .isEqualTo("Stopped");
    call("GetMetadata", new byte[0]);
  }
}
