package io.guestkit.dist.terraform;

import io.guestkit.terraform.tfplugin6.Diagnostic;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.ReadDataSource;
import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The training run of the provider's AOT cache: one life of the provider under Terraform. */
public final class TerraformTraining {
  /** The JVM writes the cache when it ends; that takes some seconds, on a busy host many. */
  private static final Duration UNTIL_THE_CACHE_IS_WRITTEN = Duration.ofMinutes(3);

  private TerraformTraining() {}

  /**
   * Starts a provider, asks for its schema, reads images with it and tells it to end.
   *
   * @param command that starts the provider; its JVM has {@code -XX:AOTCacheOutput} among its
   *     options, by the command or by the environment
   * @param environment what is set besides what Terraform sets
   * @param images that are read, one after another
   * @throws IOException if the provider does not do what it should; then there is no cache
   */
  public static void run(List<String> command, Map<String, String> environment, List<Path> images)
      throws IOException, GeneralSecurityException, InterruptedException {
    try (ProviderProcess process = ProviderProcess.start(command, environment)) {
      try (ProviderClient client = process.connect()) {
        live(client, images);
        client.shutdown();
      }
      int status = process.waitFor(UNTIL_THE_CACHE_IS_WRITTEN);
      if (status != 0) {
        throw new IOException("the provider ended with status " + status);
      }
    }
  }

  private static void live(ProviderClient client, List<Path> images) throws IOException {
    client.metadata();
    GetProviderSchema.Response schema = client.schema();
    ConfigValue.Attributes first = config(schema, images.getFirst());
    check(client.validate(first).getDiagnosticsList());
    client.configure();
    for (Path image : images) {
      check(client.read(config(schema, image)));
    }
    // Other settings make another door, which answers from the report that is kept by now.
    client.configure(Map.of("parallelism", new ConfigValue.Numeric(BigDecimal.ONE)));
    check(client.read(first));
    check(client.read("guestkit_images", patterns(images)));
    if (client.call("version_at_least", "deb", "1:1.0-1", "1.0~rc1").hasError()) {
      throw new IOException("the provider cannot compare versions");
    }
  }

  private static ConfigValue.Attributes config(GetProviderSchema.Response schema, Path image) {
    return ProviderClient.config(schema, Map.of("path", new ConfigValue.Text(image.toString())));
  }

  /** Returns a pattern for each image, which stands for it alone. */
  private static ConfigValue.Attributes patterns(List<Path> images) {
    List<String> patterns = new ArrayList<>();
    for (Path image : images) {
      String path = image.toString();
      patterns.add(
          path.substring(0, path.length() - 1) + "[" + path.charAt(path.length() - 1) + "]");
    }
    return new ConfigValue.Attributes(Map.of("paths", ConfigValue.texts(patterns)));
  }

  private static void check(ReadDataSource.Response answer) throws IOException {
    check(answer.getDiagnosticsList());
    if (answer.getState().getMsgpack().isEmpty()) {
      throw new IOException("the provider answered without a state");
    }
  }

  private static void check(List<Diagnostic> diagnostics) throws IOException {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.getSeverity() == Diagnostic.Severity.ERROR) {
        throw new IOException(diagnostic.getSummary() + ": " + diagnostic.getDetail());
      }
    }
  }
}
