package io.guestkit.terraform.source;

import io.guestkit.block.ImageException;
import io.guestkit.report.ImageInfo;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens many images. One that cannot be opened is an answer like any other. */
final class ImageEntries {
  private final Door door;

  ImageEntries(Door door) {
    this.door = door;
  }

  /**
   * Opens images side by side; each takes its turn at the door, with what else is read. Empty, and
   * told, where Terraform stops it.
   */
  Optional<Map<String, ImageEntry>> open(Collection<String> paths, Diagnostics diagnostics) {
    Map<String, ImageEntry> entries = new TreeMap<>();
    int threads = Math.clamp(paths.size(), 1, door.settings().parallelism());
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<ImageEntry>> work = new ArrayList<>();
      for (String path : paths) {
        work.add(() -> open(path));
      }
      List<Future<ImageEntry>> done = pool.invokeAll(work);
      int next = 0;
      for (String path : paths) {
        entries.put(path, done.get(next++).get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      door.tellStop(diagnostics);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    if (door.isStopped()) { // what was opened until then is not all
      door.tellStop(diagnostics);
      return Optional.empty();
    }
    return Optional.of(entries);
  }

  private ImageEntry open(String path) {
    try {
      Path file = door.roots().lookUp(Path.of(path));
      Optional<String> refusal = door.roots().refusal(file);
      if (refusal.isPresent()) {
        return ImageEntry.failed("refused", refusal.get());
      }
      Optional<ImageInfo> image =
          door.read("the container " + file, kit -> kit.image(file), new Diagnostics());
      return new ImageEntry(image.orElse(null), null); // none where Terraform stops it
    } catch (ImageException e) {
      return ImageEntry.failed(e.kind(), Sentences.detailNaming(path, e));
    } catch (IOException e) {
      return ImageEntry.failed("unreadable", path + ": " + e.getMessage());
    } catch (InvalidPathException e) {
      return ImageEntry.failed(
          "unreadable", path + ": " + MachineArguments.notAPath(e.getReason()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A fault of ours, met in one image of many: the others are not lost to it.
      return ImageEntry.failed("unreadable", path + ": an error in GuestKit itself: " + e);
    }
  }
}
