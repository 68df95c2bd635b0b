import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes the application that the launcher starts, in one folder: guestkit-ID.jar, the libraries in
 * lib, jvm.options and the AOT cache guestkit-ID.aot. The build runs it as a source file.
 *
 * <p>ID is a hash of the classes, the libraries and the options. Both names carry it, and whatever
 * an earlier build left is deleted first: JDK 25 may use a cache that was made for another build of
 * a jar of the same name, and would run the old classes (JDK-8377932).
 */
final class MakeApplication {
  /** 16 digits, 64 bits: builds in one folder, not adversaries, are told apart. */
  private static final int ID_DIGITS = 16;

  private final Path folder;
  private final Path classes;
  private final Path options;
  private final List<Path> libraries;

  private MakeApplication(Path folder, Path classes, Path options, List<Path> libraries) {
    this.folder = folder;
    this.classes = classes;
    this.options = options;
    this.libraries = libraries;
  }

  /** Arguments: target folder, jar, folder of its classes, options, file with the class path. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Path> libraries = new ArrayList<>();
    for (String library : Files.readString(Path.of(args[4])).strip().split(":")) {
      libraries.add(Path.of(library));
    }
    new MakeApplication(Path.of(args[0]), Path.of(args[2]), Path.of(args[3]), libraries)
        .make(Path.of(args[1]));
  }

  private void make(Path jar) throws IOException, InterruptedException {
    deleteOldBuild();
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path library : libraries) {
      Files.copy(library, lib.resolve(library.getFileName()));
    }
    Files.copy(options, folder.resolve("jvm.options"));
    String id = id();
    Path application = folder.resolve("guestkit-" + id + ".jar");
    copyWithId(jar, application, id);
    train(application, folder.resolve("guestkit-" + id + ".aot"));
  }

  /** Hashes the classes and what stands in the folder by now: libraries and options. */
  private String id() throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files(classes)) {
      add(digest, classes.relativize(file).toString(), file);
    }
    for (Path file : files(folder)) {
      add(digest, folder.relativize(file).toString(), file);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
  }

  private static void add(MessageDigest digest, String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies the jar and adds the manifest's line Build-Id, which the program prints as its build. */
  private static void copyWithId(Path jar, Path target, String id) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
          Manifest manifest = new Manifest(in);
          manifest.getMainAttributes().putValue("Build-Id", id);
          manifest.write(out);
        } else {
          in.transferTo(out);
        }
      }
    }
  }

  /** Caches go first: an interrupted build leaves an application without one, which only starts slower. */
  private void deleteOldBuild() throws IOException {
    if (Files.isDirectory(folder)) {
      List<Path> files = new ArrayList<>(files(folder));
      files.sort((a, b) -> Boolean.compare(isCache(b), isCache(a)));
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static boolean isCache(Path file) {
    return file.toString().endsWith(".aot");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Without a cache the application only starts slower, so a failure is told and does not fail the build. */
  private void train(Path application, Path cache) throws IOException, InterruptedException {
    Path made = folder.resolve("training.aot");
    Path log = folder.resolve("training.log");
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + folder.resolve("jvm.options"),
                "-XX:AOTCacheOutput=" + made,
                "-cp",
                application.toString(),
                "io.guestkit.cli.Training")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (training.waitFor() == 0 && Files.exists(made)) {
      Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
      System.out.println("AOT cache: " + cache);
    } else {
      Files.deleteIfExists(made);
      System.err.println("warning: no AOT cache was made, every start will be slower; see " + log);
    }
  }
}
