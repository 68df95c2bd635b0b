package io.guestkit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What Terraform and its registry take: a zip per platform, a manifest and their checksums; and a
 * mirror of the zips.
 *
 * <p>The zip of linux_amd64 brings its own Java. The others hold one file, the same for all, that
 * needs Java on the host: Terraform takes one zip of each platform, by its name.
 */
final class ProviderPackages {
  /** Terraform starts the file of this name; other launchers and their caches are left out. */
  static final String NAME = "terraform-provider-guestkit";

  /** Where Terraform finds it, without the version. */
  private static final String ADDRESS = "registry.terraform.io/guestkit/guestkit/";

  /** Where the launcher finds it on a host without glibc. */
  private static final String PORTABLE_FOLDER = "portable/";

  private static final String OWN_JAVA = "linux_amd64";

  /** Those for which there are both a Terraform and a Java 25, and a shell. */
  private static final List<String> HOST_JAVA =
      List.of("darwin_amd64", "darwin_arm64", "linux_arm64");

  /** The provider answers in protocol 6. */
  private static final String MANIFEST =
      """
      {
        "version": 1,
        "metadata": {
          "protocol_versions": ["6.0"]
        }
      }
      """;

  private final Path target;
  private final String prefix;
  private final Instant time;

  private ProviderPackages(Path target, String prefix, Instant time) {
    this.target = target;
    this.prefix = prefix;
    this.time = time;
  }

  /**
   * Writes them and returns them all.
   *
   * @param folder that {@link MakeArchive} made
   * @param portable what {@link PortableProvider} wrote
   */
  static List<Path> write(Path folder, Path portable, Path target, String version, Instant time)
      throws IOException {
    ProviderPackages packages = new ProviderPackages(target, NAME + "_" + version + "_", time);
    String executable = NAME + "_v" + version;
    List<Path> zips = new ArrayList<>();
    zips.add(packages.zip(OWN_JAVA, packages.withJava(folder, portable, executable)));
    for (String platform : HOST_JAVA) {
      zips.add(packages.zip(platform, List.of(new PackedFile(executable, portable, true))));
    }
    List<Path> made = new ArrayList<>(zips);
    made.add(Files.writeString(packages.file("manifest.json"), MANIFEST));
    Path sums = packages.file("SHA256SUMS");
    Sums.write(sums, List.copyOf(made));
    made.add(sums);
    made.add(packages.mirror(zips));
    return made;
  }

  private Path file(String suffix) {
    return target.resolve(prefix + suffix);
  }

  private Path zip(String platform, List<PackedFile> files) throws IOException {
    Path zip = file(platform + ".zip");
    PackedFile.writeZip(zip, files, time);
    return zip;
  }

  private List<PackedFile> withJava(Path folder, Path portable, String executable)
      throws IOException {
    List<PackedFile> files = new ArrayList<>();
    for (Path path : Trees.files(folder)) {
      String name = folder.relativize(path).toString();
      if (!belongsToOtherProgram(name)) {
        String packed = name.equals(NAME) ? executable : name;
        files.add(new PackedFile(packed, path, Files.isExecutable(path)));
      }
    }
    files.add(new PackedFile(PORTABLE_FOLDER + NAME, portable, true));
    return files;
  }

  private static boolean belongsToOtherProgram(String name) {
    for (Program program : Program.ALL) {
      boolean isOfIt =
          name.equals(program.name()) || name.startsWith("aot/" + program.name() + "-");
      if (isOfIt && !program.name().equals(NAME)) {
        return true;
      }
    }
    return false;
  }

  /** Packs the zips at the paths that they have in any mirror. */
  private Path mirror(List<Path> zips) throws IOException {
    Path mirror = file("mirror.tar");
    List<PackedFile> files = new ArrayList<>();
    for (Path zip : zips) {
      files.add(new PackedFile(ADDRESS + zip.getFileName(), zip, false));
    }
    PackedFile.writeTar(mirror, files, time);
    return mirror;
  }
}
