package io.guestkit.exporter.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image at one moment.
 *
 * @param root name of its root
 * @param image its path relative to the root
 * @param path its absolute path, as a probe names it
 * @param state what stands of it
 * @param firstSeen when the exporter first saw it
 * @param modified when the file was written to last; null where the host does not say
 * @param inspected when its last inspection ended; null before the first
 * @param succeeded when the last successful one ended
 * @param duration how long the last one took
 * @param failure why the last one failed, one sentence; null where it did not
 * @param summary what the last report says in short; null where there is none
 */
public record ImageStatus(
    String root,
    String image,
    String path,
    State state,
    Instant firstSeen,
    @Nullable Instant modified,
    @Nullable Instant inspected,
    @Nullable Instant succeeded,
    @Nullable Duration duration,
    @Nullable String failure,
    @Nullable Summary summary) {

  /** What stands of an image. */
  public enum State {
    /** Never inspected yet. */
    WAITING,
    /** Being inspected now. */
    INSPECTING,
    /** The last report is of the image as it is. */
    CURRENT,
    /** The image changed since its last report. */
    STALE,
    /** The last inspection failed. */
    FAILED
  }

  /**
   * A report in short.
   *
   * @param format of the container
   * @param virtualSizeBytes size of the disk as the guest sees it
   * @param fileSizeBytes apparent length of the image file
   * @param system name of the first operating system, for people; empty where there is none
   * @param hostname its host name; empty where it has none
   * @param problems parts of the image that could not be read
   */
  public record Summary(
      String format,
      long virtualSizeBytes,
      long fileSizeBytes,
      String system,
      String hostname,
      int problems) {}
}
