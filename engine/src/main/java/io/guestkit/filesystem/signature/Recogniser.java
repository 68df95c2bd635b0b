package io.guestkit.filesystem.signature;

import java.io.IOException;
import java.util.Optional;

/** Knows one kind of content, or a few that share a magic number. */
@FunctionalInterface
interface Recogniser {

  /**
   * Returns what the volume is, empty where it is none of this recogniser's.
   *
   * @throws io.guestkit.block.CorruptImageException if it reads past the end, which means "not
   *     mine"
   */
  Optional<Signature> recognise(Probe probe) throws IOException;
}
