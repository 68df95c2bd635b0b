package io.guestkit.exporter.textfile;

import io.guestkit.InspectOptions;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.probe.Prober;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes the samples of many images into a file in text format 0.0.4, as the textfile collector of
 * node_exporter reads it. The file is there whole or as it was.
 */
public final class TextFile {
  private final Path file;

  /** Names the file, which is replaced. */
  public TextFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Inspects images, so many at once, and writes what they are. An image that cannot be read is
   * told as such.
   *
   * @throws IOException with one sentence if the file cannot be written
   */
  public void write(
      List<Target> images, Set<MetricCollector> collectors, Prober prober, int parallelism)
      throws IOException, InterruptedException {
    Map<String, MetricFamilySamples> families = new TreeMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(parallelism)) {
      List<Callable<List<MetricFamilySamples>>> work = new ArrayList<>();
      for (Target image : images) {
        work.add(() -> prober.image(image, collectors, InspectOptions.DEFAULT_TIMEOUT));
      }
      for (Future<List<MetricFamilySamples>> samples : pool.invokeAll(work)) {
        samples.get().forEach(family -> families.merge(family.name, family, TextFile::joined));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    replace(List.copyOf(families.values()));
  }

  /** A family stands in one place of the text, with the samples of all images. */
  private static MetricFamilySamples joined(MetricFamilySamples a, MetricFamilySamples b) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>(a.samples);
    samples.addAll(b.samples);
    return new MetricFamilySamples(a.name, a.unit, a.type, a.help, samples);
  }

  private void replace(List<MetricFamilySamples> families) throws IOException {
    String name = file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path temporary = file.resolveSibling(name);
    try {
      try (Writer text = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
        TextFormat.write004(text, Collections.enumeration(families));
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its folder is not there", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to write there", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
