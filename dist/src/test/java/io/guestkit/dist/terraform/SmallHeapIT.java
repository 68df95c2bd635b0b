package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Repository;
import io.guestkit.testing.SlowGuest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory runs out in one read, the others are answered. */
class SmallHeapIT {
  /** Enough for the schema and a small report, too little for those of thousands of packages. */
  private static final String HEAP = "24m";

  private static final int READS = 12;

  @TempDir Path folder;

  @Test
  void answersTheOthersWhereMemoryRunsOutInOne()
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    SlowMachine large = SlowMachine.make(folder);
    List<String> command = List.of(Archive.launcher("terraform-provider-guestkit").toString());
    try (ProviderProcess process =
            ProviderProcess.start(
                command, Map.of("GUESTKIT_HEAP", HEAP, "GUESTKIT_CACHE", "false"));
        ProviderClient client = process.connect();
        ExecutorService calls = Executors.newFixedThreadPool(READS)) {
      GetProviderSchema.Response schema = client.schema();
      client.configure();
      List<ConfigValue> disks =
          large.further().stream().map(disk -> (ConfigValue) text(disk)).toList();
      Future<ReadDataSource.Response> hungry =
          calls.submit(() ->
              client.read(
                  ProviderClient.config(
                      schema,
                      Map.of(
                          "path",
                          text(large.image()),
                          "additional_disks",
                          new ConfigValue.Elements(disks)))));
      List<Future<ReadDataSource.Response>> modest = new ArrayList<>();
      for (int i = 1; i < READS; i++) {
        modest.add(
            calls.submit(() ->
                client.read(
                    ProviderClient.config(schema, Map.of("path", text(Repository.sample()))))));
      }
      ReadDataSource.Response answer = hungry.get();
      assertThat(answer.getDiagnosticsList()).as("%s packages", SlowGuest.PACKAGES).isNotEmpty();
      for (Future<ReadDataSource.Response> read : modest) {
        assertThat(read.get().hasState()).as(read.get().getDiagnosticsList().toString()).isTrue();
      }
      assertThat(client.metadata().getDataSourcesList()).isNotEmpty();
    }
  }

  private static ConfigValue.Text text(Path path) {
    return new ConfigValue.Text(path.toString());
  }
}
