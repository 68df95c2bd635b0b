package io.guestkit.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tarball of the Ansible collection, which {@code ansible-galaxy collection install} takes: a
 * manifest from {@code galaxy.yml}, a list of all files with their sums, and the files. Source:
 * what {@code ansible-galaxy collection build} of ansible-core 2.14 writes, format 1.
 */
final class CollectionPackage {
  private static final String SETTINGS = "galaxy.yml";
  private static final int FORMAT = 1;
  private static final int FILE_MODE = 0100644;
  private static final int FOLDER_MODE = 040755;

  /** What Python leaves behind. */
  private static final String COMPILED = "__pycache__";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path collection;
  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  /** Names of the files and the folders, a folder before what is in it. */
  private final List<String> names = new ArrayList<>();

  private CollectionPackage(Path collection) {
    this.collection = collection;
  }

  /**
   * Writes the tarball.
   *
   * @param collection folder of its sources
   * @param time of all files
   */
  static Path write(Path collection, Path target, Instant time) throws IOException {
    CollectionPackage sources = new CollectionPackage(collection);
    sources.read();
    JsonNode settings = new YAMLMapper().readTree(collection.resolve(SETTINGS).toFile());
    String name =
        "%s-%s-%s.tar.gz"
            .formatted(
                settings.path("namespace").asText(),
                settings.path("name").asText(),
                settings.path("version").asText());
    Path file = target.resolve(name);
    byte[] files = pretty(sources.files());
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      add(tar, "MANIFEST.json", pretty(manifest(settings, files)), time);
      add(tar, "FILES.json", files, time);
      for (String entry : sources.names) {
        add(tar, entry, sources.contents.get(entry), time);
      }
    }
    return file;
  }

  private void read() throws IOException {
    try (Stream<Path> paths = Files.walk(collection)) {
      for (Path path : paths.sorted().toList()) {
        String name = collection.relativize(path).toString();
        boolean isOurs =
            !name.isEmpty()
                && !name.equals(SETTINGS)
                && !name.startsWith(".")
                && !name.contains(COMPILED);
        if (isOurs) {
          names.add(name);
          if (Files.isRegularFile(path)) {
            contents.put(name, Files.readAllBytes(path));
          }
        }
      }
    }
  }

  private ObjectNode files() {
    ObjectNode list = JSON.createObjectNode();
    ArrayNode files = list.putArray("files");
    describe(files.addObject(), ".", null);
    for (String name : names) {
      describe(files.addObject(), name, contents.get(name));
    }
    return list.put("format", FORMAT);
  }

  private static void describe(ObjectNode entry, String name, byte @Nullable [] content) {
    entry.put("name", name);
    entry.put("ftype", content == null ? "dir" : "file");
    entry.put("chksum_type", content == null ? null : "sha256");
    entry.put(
        "chksum_sha256",
        content == null ? null : HexFormat.of().formatHex(BuildId.sha256().digest(content)));
    entry.put("format", FORMAT);
  }

  private static ObjectNode manifest(JsonNode settings, byte[] files) {
    ObjectNode manifest = JSON.createObjectNode();
    ObjectNode info = manifest.putObject("collection_info");
    for (String key : List.of("namespace", "name", "version", "authors", "readme", "tags")) {
      info.set(key, settings.path(key));
    }
    info.set("description", settings.path("description"));
    info.set("license", settings.path("license"));
    info.putNull("license_file");
    info.set("dependencies", settings.path("dependencies"));
    for (String key : List.of("repository", "documentation", "homepage", "issues")) {
      info.putNull(key);
    }
    describe(manifest.putObject("file_manifest_file"), "FILES.json", files);
    return manifest.put("format", FORMAT);
  }

  private static byte[] pretty(JsonNode node) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }

  private static void add(
      TarArchiveOutputStream tar, String name, byte @Nullable [] content, Instant time)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(content == null ? name + "/" : name);
    entry.setMode(content == null ? FOLDER_MODE : FILE_MODE);
    entry.setSize(content == null ? 0 : content.length);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setLastModifiedTime(FileTime.from(time));
    tar.putArchiveEntry(entry);
    if (content != null) {
      tar.write(content);
    }
    tar.closeArchiveEntry();
  }
}
