package io.guestkit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs the folder that {@link MakeArchive} made: as the archive, and as what Terraform takes;
 * packs the Ansible collection; and writes SHA256SUMS for them and the bill of materials beside
 * them.
 */
public final class MakePackages {
  private MakePackages() {}

  /**
   * Arguments: the folder, where the packages go, the version, the time of the files in them, the
   * bill of materials, the folder of the Ansible collection, the folder of the launchers' sources,
   * the jar of the Terraform provider, a file with the class path that it needs.
   */
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]);
    Path target = Path.of(words[1]);
    String version = words[2];
    Instant time = Instant.parse(words[3]);
    Path portable = target.resolve("work").resolve(ProviderPackages.NAME);
    List<Path> jars = new ArrayList<>(List.of(Path.of(words[7])));
    for (String jar : Files.readString(Path.of(words[8])).strip().split(":", -1)) {
      jars.add(Path.of(jar));
    }
    PortableProvider.write(portable, jars, Path.of(words[6]), time);

    List<Path> made = new ArrayList<>();
    made.add(archive(folder, target, version, time));
    made.addAll(ProviderPackages.write(folder, portable, target, version, time));
    made.add(CollectionPackage.write(Path.of(words[5]), target, time));
    Path bill = Path.of(words[4]);
    if (Files.exists(bill)) {
      BillOfMaterials.addRuntime(bill);
      made.add(bill);
    } else {
      System.err.println("warning: no bill of materials, its plugin does not run offline");
    }
    Sums.write(target.resolve("SHA256SUMS"), made);
  }

  private static Path archive(Path folder, Path target, String version, Instant time)
      throws IOException {
    Path archive = target.resolve("guestkit-%s-linux-x86_64.tar.gz".formatted(version));
    List<PackedFile> files = new ArrayList<>();
    for (Path path : Trees.files(folder)) {
      String name = folder.getFileName() + "/" + folder.relativize(path);
      files.add(new PackedFile(name, path, Files.isExecutable(path)));
    }
    PackedFile.writeTar(archive, files, time);
    return archive;
  }
}
