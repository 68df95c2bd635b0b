package io.guestkit.volume;

import java.io.IOException;
import java.util.List;

/** One way to make volumes of volumes: a partition table, a logical volume manager. Stateless. */
public interface VolumeSystem {

  /** Returns the name that blkid gives the system, such as {@code gpt}. */
  String name();

  /** Returns whether a volume belongs to this system. One that does not is no error. */
  boolean matches(Volume volume) throws IOException;

  /**
   * Opens every volume that matched, together.
   *
   * @throws io.guestkit.block.ImageException if none of it can be read
   */
  VolumeLayout open(List<Volume> members) throws IOException;
}
