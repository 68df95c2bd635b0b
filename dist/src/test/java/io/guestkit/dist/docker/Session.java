package io.guestkit.dist.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one run of tests makes in the daemon, known by a label and removed by it. Another run beside
 * it has an id of its own.
 */
record Session(String id) {
  private static final String LABEL = "io.guestkit.test";

  static Session create() {
    return new Session(UUID.randomUUID().toString().substring(0, 8));
  }

  Map<String, String> labels() {
    return Map.of(LABEL, id);
  }

  String imageName(String name) {
    return "guestkit-test/" + name + ":" + id;
  }

  /** Removes containers and images with the label of this run. */
  void removeAll(DockerClient client) {
    try (var command = client.listContainersCmd()) {
      for (Container container : command.withShowAll(true).withLabelFilter(labels()).exec()) {
        remove(client, container.getId());
      }
    }
    List<Image> images;
    try (var command = client.listImagesCmd()) {
      images = command.withLabelFilter(labels()).exec();
    }
    // The newest first: an image cannot go before those made from it.
    images.sort(Comparator.comparing(Image::getCreated).reversed());
    for (Image image : images) {
      try (var command = client.removeImageCmd(image.getId())) {
        command.withForce(true).exec();
      } catch (NotFoundException e) {
        // Went with the one above it.
      }
    }
  }

  /** Removes a container with its anonymous volumes. */
  static void remove(DockerClient client, String container) {
    try (var command = client.removeContainerCmd(container)) {
      command.withForce(true).withRemoveVolumes(true).exec();
    }
  }
}
