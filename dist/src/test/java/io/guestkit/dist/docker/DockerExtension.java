package io.guestkit.dist.docker;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;

/**
 * Hands {@link DockerImage} to test methods: built before the first class that asks, removed after
 * the last. Where no daemon answers, such a class is skipped, or fails in CI.
 */
public final class DockerExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DockerExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Store store = context.getRoot().getStore(NAMESPACE);
    if (store.get(DockerImage.class) == null) {
      Tool.require("tar");
      Tool.requireThat(
          DockerClientFactory.instance().isDockerAvailable(),
          "no docker daemon answers; ./verify starts one where dockerd is installed, as root");
      store.put(DockerImage.class, DockerImage.build());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DockerImage.class;
  }

  @Override
  public DockerImage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(
        context.getRoot().getStore(NAMESPACE).get(DockerImage.class, DockerImage.class));
  }
}
