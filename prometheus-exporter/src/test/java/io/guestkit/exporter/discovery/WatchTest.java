package io.guestkit.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  private static final Duration BATCH = Duration.ofMillis(150);

  /** Long enough for what comes to have come. */
  private static final Duration SETTLED = BATCH.multipliedBy(4);

  @TempDir Path dir;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Set<Path>> batches = new CopyOnWriteArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final List<Watch> open = new ArrayList<>();
  private Path top = Path.of("/");

  @BeforeEach
  void makeRoot() throws IOException {
    top = Files.createDirectories(dir.resolve("images"));
  }

  @AfterEach
  void close() throws IOException {
    for (Watch watch : open) {
      watch.close();
    }
  }

  private Watch watch(int maxFolders, String... include) {
    Log log =
        Log.to(
            new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.INFO, LogFormat.LOGFMT);
    Root root = new Root("r", top, List.of(), List.of(include), List.of(), null);
    Watch watch =
        Watch.start(List.of(root), batches::add, lost::incrementAndGet, log, BATCH, maxFolders);
    open.add(watch);
    await(() -> lost.get() == 1); // all folders are watched
    return watch;
  }

  private Watch watch() {
    return watch(WatchedFolders.MAX_FOLDERS);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("nothing came in 20 s").isLessThan(end);
      sleep(Duration.ofMillis(10));
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what was told until now, relative to the root. */
  private Set<String> told() {
    Set<String> told = new TreeSet<>();
    for (Set<Path> batch : batches) {
      batch.forEach(path -> told.add(top.relativize(path).toString()));
    }
    return told;
  }

  private void awaitTold(String... paths) {
    await(() -> told().containsAll(List.of(paths)));
  }

  private Path write(String path) throws IOException {
    Path file = top.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(
        file, "x", StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  @Test
  void tellsWhatIsMadeWrittenRenamedAndRemoved() throws IOException {
    write("old.raw");
    write("deep/er/moved.qcow2");
    write("going.vmdk");
    watch();
    assertThat(batches).as("what was there before").isEmpty();

    write("new.raw");
    write("old.raw");
    Files.move(top.resolve("deep/er/moved.qcow2"), top.resolve("here.qcow2"));
    Files.delete(top.resolve("going.vmdk"));
    awaitTold("new.raw", "old.raw", "deep/er/moved.qcow2", "here.qcow2", "going.vmdk");
    assertThat(told()).hasSize(5);
    assertThat(lost).hasValue(1);
  }

  @Test
  void tellsOfFilesInNewFoldersHoweverSoonTheyAreMade() throws IOException {
    watch();
    Set<String> made = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      String path = "vm%d/a/b/c/disk.raw".formatted(i);
      write(path);
      made.add(path);
    }
    await(() -> told().equals(made));

    batches.clear();
    write("vm7/a/b/c/disk.raw");
    write("vm8/a/b/later.raw");
    awaitTold("vm7/a/b/c/disk.raw", "vm8/a/b/later.raw");
    assertThat(lost).hasValue(1);
  }

  @Test
  void aRenamedFolderIsWatchedUnderItsNewName() throws IOException {
    write("a/x/disk.raw");
    write("a-b/disk.raw");
    watch();
    Files.move(top.resolve("a"), top.resolve("z"));
    awaitTold("z/x/disk.raw");
    await(() -> lost.get() == 2);

    batches.clear();
    write("z/x/disk.raw");
    write("z/x/y/more.raw");
    write("a-b/disk.raw");
    awaitTold("z/x/disk.raw", "z/x/y/more.raw", "a-b/disk.raw");
    assertThat(told()).hasSize(3);
  }

  @Test
  void aRemovedFolderCostsAWalkAndMayComeAgain() throws IOException {
    write("a/disk.raw");
    watch();
    Files.delete(top.resolve("a/disk.raw"));
    Files.delete(top.resolve("a"));
    await(() -> lost.get() == 2);

    batches.clear();
    write("a/disk.raw");
    awaitTold("a/disk.raw");
  }

  @Test
  void doesNotFollowLinksToFolders() throws IOException {
    Path outside = Files.createDirectories(dir.resolve("outside"));
    Files.createSymbolicLink(top.resolve("before"), outside);
    watch();
    Files.createSymbolicLink(top.resolve("after"), outside);
    Files.writeString(outside.resolve("disk.raw"), "x");
    write("end.raw");
    awaitTold("end.raw");
    sleep(SETTLED);
    assertThat(told()).containsExactly("end.raw");
  }

  @Test
  void tellsOnlyWhatMayBeAnImage() throws IOException {
    write(".snapshots/1/disk.raw");
    watch();
    write("notes.txt");
    write(".snapshots/1/disk.raw");
    write(".new/disk.raw");
    write("end.raw");
    awaitTold("end.raw");
    sleep(SETTLED);
    assertThat(told()).containsExactly("end.raw");
  }

  @Test
  void patternsMayStandForAnyName() throws IOException {
    write(".snapshots/1/disk0");
    watch(WatchedFolders.MAX_FOLDERS, "**/disk0");
    write(".snapshots/1/disk0");
    write("vm/disk0");
    awaitTold(".snapshots/1/disk0", "vm/disk0");
  }

  @Test
  void moreFoldersThanAreWatchedAreSaidOnceAndCostAWalk() throws IOException {
    write("a/disk.raw");
    watch(2);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    write("b/disk.raw");
    await(() -> lost.get() == 2);
    write("c/disk.raw");
    await(() -> lost.get() == 3);
    write("a/disk.raw");
    awaitTold("a/disk.raw");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Not all folders are watched")
        .contains("more than 2 folders");
  }

  @Test
  void inAFloodEveryFileIsToldOrAWalkAskedFor() throws IOException {
    watch();
    int files = 20_000;
    for (int i = 0; i < files; i++) {
      Files.createFile(top.resolve(i + ".raw"));
    }
    await(() -> told().size() == files || lost.get() > 1);
    sleep(SETTLED);
    write("after.raw");
    awaitTold("after.raw");
    try (Stream<Path> listed = Files.list(top)) {
      assertThat(listed.count()).isEqualTo(files + 1);
    }
  }

  @Test
  void aFileThatIsWrittenAllTheTimeIsToldOnceABatch() throws IOException {
    watch();
    long start = System.nanoTime();
    while (System.nanoTime() - start < BATCH.multipliedBy(10).toNanos()) {
      write("busy.raw");
    }
    sleep(SETTLED);
    assertThat(batches).hasSizeBetween(3, 11).containsOnly(Set.of(top.resolve("busy.raw")));
  }

  @Test
  void endsWhenClosed() throws IOException {
    Watch watch = watch();
    watch.close();
    await(() ->
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("watch")));
    write("late.raw");
    sleep(SETTLED);
    assertThat(batches).isEmpty();
  }
}
