package io.guestkit.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Packs the folder that {@link MakeArchive} made: as the archive, and as the zip that Terraform
 * takes; packs the Ansible collection; and writes SHA256SUMS for them and the bill of materials
 * beside them.
 */
public final class MakePackages {
  private static final int EXECUTABLE = 0100755;
  private static final int PLAIN = 0100644;

  /** Terraform starts the file of this name; other launchers and their caches are left out. */
  static final String PROVIDER = "terraform-provider-guestkit";

  private final Path folder;
  private final Path target;
  private final String version;
  private final Instant time;

  private MakePackages(Path folder, Path target, String version, Instant time) {
    this.folder = folder;
    this.target = target;
    this.version = version;
    this.time = time;
  }

  /**
   * Arguments: the folder, where the packages go, the version, the time of the files in them, the
   * bill of materials, the folder of the Ansible collection.
   */
  public static void main(String[] words) throws IOException {
    Path target = Path.of(words[1]);
    MakePackages packages =
        new MakePackages(Path.of(words[0]), target, words[2], Instant.parse(words[3]));
    List<Path> made = new ArrayList<>(List.of(packages.archive(), packages.providerZip()));
    made.add(CollectionPackage.write(Path.of(words[5]), target, packages.time));
    Path bill = Path.of(words[4]);
    if (Files.exists(bill)) {
      BillOfMaterials.addRuntime(bill);
      made.add(bill);
    } else {
      System.err.println("warning: no bill of materials, its plugin does not run offline");
    }
    packages.sums(made);
  }

  private Path archive() throws IOException {
    Path archive = target.resolve("guestkit-%s-linux-x86_64.tar.gz".formatted(version));
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path path : Trees.files(folder)) {
        String name = folder.getFileName() + "/" + folder.relativize(path);
        TarArchiveEntry entry = new TarArchiveEntry(path, name);
        entry.setMode(mode(path));
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(FileTime.from(time));
        tar.putArchiveEntry(entry);
        Files.copy(path, tar);
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  private Path providerZip() throws IOException {
    Path zipped = target.resolve("%s_%s_linux_amd64.zip".formatted(PROVIDER, version));
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(zipped)) {
      for (Path path : Trees.files(folder)) {
        String name = folder.relativize(path).toString();
        if (!belongsToOtherProgram(name)) {
          ZipArchiveEntry entry =
              new ZipArchiveEntry(name.equals(PROVIDER) ? PROVIDER + "_v" + version : name);
          entry.setUnixMode(mode(path));
          entry.setTime(time.toEpochMilli());
          zip.putArchiveEntry(entry);
          Files.copy(path, zip);
          zip.closeArchiveEntry();
        }
      }
    }
    return zipped;
  }

  private static boolean belongsToOtherProgram(String name) {
    for (Program program : Program.ALL) {
      boolean isOfIt =
          name.equals(program.name()) || name.startsWith("aot/" + program.name() + "-");
      if (isOfIt && !program.name().equals(PROVIDER)) {
        return true;
      }
    }
    return false;
  }

  private static int mode(Path file) {
    return Files.isExecutable(file) ? EXECUTABLE : PLAIN;
  }

  private void sums(List<Path> files) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.add(sha256(file) + "  " + file.getFileName());
    }
    Files.write(target.resolve("SHA256SUMS"), lines);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = BuildId.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
