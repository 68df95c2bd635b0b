package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Target;

/**
 * Names an image.
 *
 * @param root name of its root
 * @param image its path relative to the root
 */
record ImageKey(String root, String image) implements Comparable<ImageKey> {
  static ImageKey of(Target target) {
    return new ImageKey(target.root().name(), target.image());
  }

  @Override
  public int compareTo(ImageKey other) {
    int byRoot = root.compareTo(other.root);
    return byRoot != 0 ? byRoot : image.compareTo(other.image);
  }
}
