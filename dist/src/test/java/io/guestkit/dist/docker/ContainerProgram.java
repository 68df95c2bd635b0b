package io.guestkit.dist.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.Volume;
import io.guestkit.testing.Cli;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the image and what its container is given. It runs {@link #hardened} and without a
 * network.
 */
public final class ContainerProgram {
  /** 256 MiB: an inspection stays below, whatever the image asks for. */
  private static final long MEMORY = 256 << 20;

  private final DockerClient client;
  private final Session session;
  private final String image;
  private final String entrypoint;
  private final List<Bind> binds = new ArrayList<>();
  private final List<String> environment = new ArrayList<>();
  private Map<String, String> temporary = Map.of();

  ContainerProgram(DockerClient client, Session session, String image, String entrypoint) {
    this.client = client;
    this.session = session;
    this.image = image;
    this.entrypoint = entrypoint;
  }

  /**
   * Sets what docs/docker.md advises: a read-only root filesystem, no capability, no new
   * privileges, a limit of memory.
   */
  static HostConfig hardened(HostConfig host) {
    return host.withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withMemory(MEMORY);
  }

  /** Adds a file or folder of the host, read-only. */
  public ContainerProgram mounting(Path host, String at) {
    binds.add(new Bind(host.toString(), new Volume(at), AccessMode.ro));
    return this;
  }

  /** Adds a folder that can be written to, in memory. */
  public ContainerProgram writing(String at) {
    temporary = Map.of(at, "");
    return this;
  }

  /** Adds a variable of the environment, {@code NAME=value}. */
  public ContainerProgram with(String variable) {
    environment.add(variable);
    return this;
  }

  /** Runs it to its end. */
  public Cli.Result run(String... arguments) {
    String container = create(arguments);
    try (var start = client.startContainerCmd(container);
        var wait = client.waitContainerCmd(container)) {
      start.exec();
      int exit = wait.exec(new WaitContainerResultCallback()).awaitStatusCode(2, TimeUnit.MINUTES);
      return output(container, exit);
    } finally {
      Session.remove(client, container);
    }
  }

  private String create(String... arguments) {
    HostConfig host =
        hardened(HostConfig.newHostConfig())
            .withNetworkMode("none")
            .withBinds(binds)
            .withTmpFs(temporary);
    try (var command = client.createContainerCmd(image)) {
      return command
          .withEntrypoint(entrypoint)
          .withCmd(arguments)
          .withEnv(environment)
          .withLabels(session.labels())
          .withHostConfig(host)
          .exec()
          .getId();
    }
  }

  private Cli.Result output(String container, int exit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ResultCallback.Adapter<Frame> streams =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? err : out).writeBytes(frame.getPayload());
          }
        };
    try (var command = client.logContainerCmd(container)) {
      command.withStdOut(true).withStdErr(true).exec(streams).awaitCompletion();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Cli.Result(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }
}
