package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory runs out in one read, the others are answered. */
class SmallHeapIT {
  /** Enough for the schema and a small report, too little for those of thousands of packages. */
  private static final String HEAP = "24m";

  /** 8: a report of as many disks takes more than the heap, and not long. */
  private static final int DISKS = 8;

  @TempDir Path folder;

  @Test
  void answersTheOthersWhereMemoryRunsOutInOne()
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    SlowMachine slow = SlowMachine.make(folder);
    Map<String, String> environment =
        Map.of(
            "GUESTKIT_HEAP", HEAP,
            "GUESTKIT_CACHE", "false",
            "GUESTKIT_MAX_MEMORY_MIB", "256", // as if a report took what no budget knows of
            "GUESTKIT_PARALLELISM", "8");
    List<String> command = List.of(Archive.launcher("terraform-provider-guestkit").toString());
    try (ProviderProcess process = ProviderProcess.start(command, environment);
        ProviderClient client = process.connect()) {
      GetProviderSchema.Response schema = client.schema();
      client.configure();
      List<ConfigValue> disks = new ArrayList<>();
      for (Path disk : slow.further().subList(0, DISKS)) {
        disks.add(text(disk));
      }
      ConfigValue.Attributes hungry =
          ProviderClient.config(
              schema,
              Map.of(
                  "path", text(slow.image()), "additional_disks", new ConfigValue.Elements(disks)));
      ConfigValue.Attributes modest =
          ProviderClient.config(schema, Map.of("path", text(Repository.sample())));
      FutureTask<ReadDataSource.Response> large = new FutureTask<>(() -> client.read(hungry));
      Thread.ofPlatform().start(large);
      do {
        checkAnswered(client.read(modest));
      } while (!large.isDone());
      checkAnswered(large.get());
      assertThat(client.read(modest).hasState()).isTrue();
    }
  }

  /** In the moment when nothing is left, any read may be the one that asks for more. */
  private static void checkAnswered(ReadDataSource.Response answer) {
    if (!answer.hasState()) {
      assertThat(answer.getDiagnostics(0).getDetail()).contains("too little memory");
    }
  }

  private static ConfigValue.Text text(Path path) {
    return new ConfigValue.Text(path.toString());
  }
}
