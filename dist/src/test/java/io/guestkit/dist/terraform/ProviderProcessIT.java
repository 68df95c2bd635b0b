package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.guestkit.dist.Archive;
import io.guestkit.terraform.process.Handshake;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real Terraform never does to a provider. */
class ProviderProcessIT {
  /** Terraform kills a provider that takes longer to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir private static Path folder;
  private static Path sample;

  @BeforeAll
  static void unpackTheSample() throws IOException {
    sample = folder.resolve("sample.qcow2");
    Files.copy(Repository.sample(), sample);
  }

  private static List<String> launcher() {
    return List.of(Archive.launcher("terraform-provider-guestkit").toString());
  }

  private static ConfigValue.Attributes config(ProviderClient client) {
    return ProviderClient.config(
        client.schema(), Map.of("path", new ConfigValue.Text(sample.toString())));
  }

  @Test
  void livesThroughATrainingRun()
      throws IOException, GeneralSecurityException, InterruptedException {
    TerraformTraining.run(launcher(), Map.of(), List.of(sample));
  }

  @Test
  void endsInTimeWhenItIsTold() throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of());
        ProviderClient client = process.connect()) {
      assertThat(client.metadata().getDataSourcesList())
          .extracting(GetMetadata.DataSource::getTypeName)
          .contains(ProviderClient.INSPECTION);
      client.shutdown();
      assertThat(process.waitFor(PATIENCE)).isZero();
    }
  }

  @Test
  void endsWhenTheConnectionCloses()
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of())) {
      try (ProviderClient client = process.connect()) {
        assertThat(client.metadata().getDataSourcesCount()).isPositive();
      }
      assertThat(process.waitFor(PATIENCE)).isZero();
    }
  }

  @Test
  void servesAPlainConnectionWhereNoCertificateIsShown()
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.startPlain(launcher(), Map.of());
        ProviderClient client = process.connect()) {
      assertThat(process.handshake().fields().get(5)).isEmpty();
      ReadDataSource.Response answer = client.read(config(client));
      assertThat(answer.getDiagnosticsList()).isEmpty();
      assertThat(answer.getState().getMsgpack().size()).isGreaterThan(1000);
      client.shutdown();
      assertThat(process.waitFor(PATIENCE)).isZero();
    }
  }

  @Test
  void letsNobodyInButTheOneWhoStartedIt()
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of())) {
      try (ProviderClient stranger =
          ProviderClient.connect(process.handshake(), Optional.of(ProviderProcess.newIdentity()))) {
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(stranger::metadata);
      }
      try (ProviderClient plain = ProviderClient.connect(process.handshake(), Optional.empty())) {
        assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(plain::metadata);
      }
      try (ProviderClient client = process.connect()) {
        assertThat(client.metadata().getDataSourcesCount()).isPositive();
      }
      assertThat(process.waitFor(PATIENCE)).isZero();
    }
  }

  @Test
  void listensOnTheLoopbackInterfaceAlone() throws IOException, GeneralSecurityException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of())) {
      String port = ":%04X".formatted(process.handshake().port());
      List<String> addresses = new ArrayList<>();
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String local = List.of(line.strip().split("\\s+", -1)).get(1);
          if (local.endsWith(port)) {
            addresses.add(local.substring(0, local.length() - port.length()));
          }
        }
      }
      assertThat(addresses).isNotEmpty().isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
    }
  }

  @Test
  void leavesInterruptsToTerraform()
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of());
        ProviderClient client = process.connect()) {
      Tool.run("kill", "-INT", Long.toString(process.handle().pid()));
      Thread.sleep(200);
      assertThat(client.metadata().getDataSourcesCount()).isPositive();
    }
  }

  @Test
  void answersNonsenseWithDiagnostics() throws IOException, GeneralSecurityException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of());
        ProviderClient client = process.connect()) {
      DynamicValue nonsense =
          DynamicValue.newBuilder().setMsgpack(ByteString.fromHex("dfffffffff")).build();
      assertThat(client.read(ProviderClient.INSPECTION, nonsense).getDiagnosticsList()).hasSize(1);
      assertThat(client.read("guestkit_other", nonsense).getDiagnostics(0).getDetail())
          .contains("guestkit_other");
    }
  }

  @Test
  void readsNothingAfterTheStop() throws IOException, GeneralSecurityException {
    try (ProviderProcess process = ProviderProcess.start(launcher(), Map.of());
        ProviderClient client = process.connect()) {
      assertThat(client.stop().getError()).isEmpty();
      ReadDataSource.Response answer = client.read(config(client));
      assertThat(answer.hasState()).isFalse();
      assertThat(answer.getDiagnostics(0).getSummary()).isEqualTo("Stopped");
    }
  }

  @Test
  void saysWhatItIsWhereTerraformDoesNotStartIt() throws IOException, InterruptedException {
    Cli.Result result = Cli.run(launcher());
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).singleElement().asString().contains("terraform init");
  }

  @Test
  void saysWhichVersionItSpeaks() throws IOException, InterruptedException {
    Cli.Result result =
        Cli.run(
            List.of(
                "/usr/bin/env",
                Handshake.COOKIE + "=" + Handshake.COOKIE_VALUE,
                Handshake.VERSIONS + "=4,5",
                launcher().getFirst()));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("4,5").contains("Terraform 1.0 or later");
  }
}
