package io.guestkit.dist.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds images through the daemon's API, without the docker client. Base images are made of this
 * host's programs: there is no registry to pull from.
 */
final class ImageBuilds {
  /** Given as release builds give them. */
  static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  static final String CREATED = "2026-11-23T00:00:00Z";

  private final DockerClient client;
  private final Session session;

  ImageBuilds(DockerClient client, Session session) {
    this.client = client;
    this.session = session;
  }

  /** Builds the image of the project, as {@code docker build -f docker/Dockerfile ARCHIVE} does. */
  String guestkit() throws IOException {
    return project("guestkit", "");
  }

  /** Builds the image of the exporter, as with {@code --target exporter}. */
  String exporter() throws IOException {
    return project("exporter", "exporter");
  }

  private String project(String name, String target) throws IOException {
    Map<String, String> arguments =
        Map.of(
            "RUNTIME_IMAGE",
            fromHost("base", "sh", "readlink"),
            "REVISION",
            REVISION,
            "CREATED",
            CREATED);
    return build(name, target, Repository.path("docker"), Archive.folder(), arguments);
  }

  /** Builds a stand-in of the image {@code prom/prometheus}. */
  String prometheus() throws IOException {
    Tool.require("prometheus");
    return fromHost("prometheus", "prometheus");
  }

  /** Builds an image of programs of this host, by the Dockerfile of that name. */
  private String fromHost(String name, String... programs) throws IOException {
    Path scripts = Repository.path("dist/src/test/docker");
    List<String> command =
        new ArrayList<>(List.of("sh", scripts.resolve("make-rootfs").toString()));
    command.addAll(List.of(programs));
    Path context = Files.createTempDirectory("guestkit-image");
    Path rootfs = context.resolve("rootfs.tar");
    Path data = context.resolve("data");
    try {
      Files.createDirectory(data);
      Files.write(rootfs, Tool.runBytes(command.toArray(String[]::new)));
      return build(name, "", scripts.resolve(name), context, Map.of());
    } finally {
      for (Path made : List.of(rootfs, data, context)) {
        Files.deleteIfExists(made);
      }
    }
  }

  /**
   * Sends the Dockerfile of one folder and all of another; the daemon takes them as one context.
   *
   * @param target the stage to build; empty for the last
   */
  private String build(
      String name, String target, Path dockerfile, Path context, Map<String, String> arguments)
      throws IOException {
    String tag = session.imageName(name);
    Process tar =
        new ProcessBuilder(
                "tar",
                "-c",
                "-C",
                dockerfile.toString(),
                "Dockerfile",
                "-C",
                context.toString(),
                ".")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream stream = tar.getInputStream();
        var command = client.buildImageCmd(stream)) {
      command.withTags(Set.of(tag)).withLabels(session.labels()).withForcerm(true);
      arguments.forEach(command::withBuildArg);
      if (!target.isEmpty()) {
        command.withTarget(target);
      }
      command.exec(new BuildImageResultCallback()).awaitImageId();
    } finally {
      tar.destroy();
    }
    return tag;
  }
}
