package io.guestkit.dist.docker;

import com.github.dockerjava.api.DockerClient;
import io.guestkit.testing.Cli;
import java.io.IOException;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/**
 * The image of the project in a real daemon. {@link DockerExtension} builds it once for a run of
 * tests and hands it to their methods.
 */
public final class DockerImage implements AutoCloseable {
  private final DockerClient client;
  private final Session session;
  private final String name;
  private final String exporter;

  private DockerImage(DockerClient client, Session session) throws IOException {
    this.client = client;
    this.session = session;
    ImageBuilds builds = new ImageBuilds(client, session);
    this.name = builds.guestkit();
    this.exporter = builds.exporter();
  }

  /** Builds it, and the one of the exporter. */
  static DockerImage build() throws IOException {
    DockerClient client = DockerClientFactory.instance().client();
    Session session = Session.create();
    try {
      return new DockerImage(client, session);
    } catch (IOException | RuntimeException e) {
      session.removeAll(client);
      throw e;
    }
  }

  /** Returns the name to run it by. */
  public String name() {
    return name;
  }

  /** Returns a program of the image, to be run by {@code --entrypoint}. */
  public ContainerProgram program(String program) {
    return new ContainerProgram(client, session, name, program);
  }

  /** Runs {@code guestkit} where it sees one folder of the host, read-only, under its own path. */
  public Cli.Result guestkit(Path folder, String... arguments) {
    return program("guestkit").mounting(folder, folder.toString()).run(arguments);
  }

  /** Returns the name of the exporter's image. */
  String exporter() {
    return exporter;
  }

  /** Builds a stand-in of the image {@code prom/prometheus} of this host's Prometheus. */
  String prometheus() throws IOException {
    return new ImageBuilds(client, session).prometheus();
  }

  DockerClient client() {
    return client;
  }

  Session session() {
    return session;
  }

  /** Removes the image and what tests made with it. */
  @Override
  public void close() {
    session.removeAll(client);
  }
}
