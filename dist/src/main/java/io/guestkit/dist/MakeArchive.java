package io.guestkit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the folder that is shipped: a runtime with the application linked into it, AOT caches and
 * launchers. The build runs it when all jars are there.
 *
 * <p>Whatever an earlier build left is deleted first, and application and caches carry one id: JDK
 * 25 may use a cache that was made for another build and would run the old classes (JDK-8377932).
 */
public final class MakeArchive {
  private static final String SAMPLE = "sample/sample.qcow2";
  private static final String UNIT = "guestkit-exporter.service";

  private final Path folder;
  private final Path work;
  private final Path launchers;

  private MakeArchive(Path folder, Path work, Path launchers) {
    this.folder = folder;
    this.work = work;
    this.launchers = launchers;
  }

  /**
   * Arguments: the folder to make, a folder for what is needed on the way, the folder of the
   * launchers' sources, the root of the repository, the class path of the application.
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    Path target = Path.of(words[0]);
    Path work = Path.of(words[1]);
    List<Path> jars = new ArrayList<>();
    for (String jar : words[4].split(":", -1)) {
      jars.add(Path.of(jar));
    }
    for (Path old : Trees.folders(target.resolveSibling(""), "guestkit-")) {
      Trees.delete(old); // of this version or another
    }
    Trees.delete(work);
    Path folder = Files.createDirectories(work.resolve(target.getFileName()));
    new MakeArchive(folder, work, Path.of(words[2])).make(MergedModule.of(jars), Path.of(words[3]));
    Files.move(
        folder, target, StandardCopyOption.ATOMIC_MOVE); // nobody meets it before it is whole
  }

  private void make(MergedModule module, Path repository) throws IOException, InterruptedException {
    String id = BuildId.stamp(module, launchers);
    RuntimeImage runtime = RuntimeImage.link(module, work, folder.resolve("runtime"));
    Files.writeString(runtime.folder().resolve("build-id"), id + "\n");
    for (Program program : Program.ALL) {
      Path launcher = folder.resolve(program.name());
      Files.writeString(launcher, program.launcher(launchers));
      Trees.makeExecutable(launcher);
    }
    copyTexts(module, repository);
    TrainingImages images = trainingImages(module, runtime, repository);
    Path caches = Files.createDirectories(folder.resolve("aot"));
    for (Program program : Program.ALL) {
      train(program, runtime, images, caches.resolve(program.cacheName(id)));
    }
  }

  /**
   * Copies the unit of systemd, our licence, and those of libraries: what they bring, and what some
   * leave out.
   */
  private void copyTexts(MergedModule module, Path repository) throws IOException {
    for (String text : List.of("LICENSE", "NOTICE")) {
      Files.copy(repository.resolve(text), folder.resolve(text));
    }
    Path unit = Files.createDirectory(folder.resolve("systemd")).resolve(UNIT);
    Files.copy(repository.resolve("dist/src/systemd").resolve(UNIT), unit);
    Path legal = folder.resolve("legal");
    for (Map.Entry<String, byte[]> licence : module.licences().entrySet()) {
      Path target = legal.resolve(licence.getKey());
      Files.createDirectories(target.resolveSibling(""));
      Files.write(target, licence.getValue());
    }
    Path added = repository.resolve("dist/src/legal");
    for (Path licence : Trees.files(added)) {
      Path target = legal.resolve(added.relativize(licence).toString());
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(licence, target);
    }
  }

  private TrainingImages trainingImages(MergedModule module, RuntimeImage runtime, Path repository)
      throws IOException, InterruptedException {
    Path qcow2 = Files.write(work.resolve("sample.qcow2"), module.entry(SAMPLE));
    Path raw = work.resolve("sample.raw");
    String program = MergedModule.NAME + "/io.guestkit.cli.Main";
    Processes.run(runtime.java("-m", program, "image", "raw", qcow2.toString(), raw.toString()));
    Path server = work.resolve("server.qcow2"); // beside them: the exporter is given their folder
    Files.copy(repository.resolve("dist/src/training/server.qcow2"), server);
    return new TrainingImages(qcow2, raw, server);
  }

  private void train(Program program, RuntimeImage runtime, TrainingImages images, Path cache)
      throws IOException, InterruptedException {
    List<String> command = runtime.java(program.options(launchers).toArray(String[]::new));
    command.add("-XX:AOTCacheOutput=" + cache);
    program.trainer().train(command, images);
    if (!Files.exists(cache)) {
      throw new IOException("the training run of " + program.name() + " left no AOT cache");
    }
  }
}
