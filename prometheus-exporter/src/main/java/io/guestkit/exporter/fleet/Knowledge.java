package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Target;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image.
 *
 * @param target the image
 * @param firstSeen when it was first seen; null where discovery has not found it
 * @param modified when its file was written to last; null where the host does not say
 * @param findings what its last report says; null where there is none
 * @param inspected when its last inspection ended; null before the first
 * @param succeeded when the last successful one ended
 * @param took how long the last one took
 * @param failure why the last one did not succeed; null where it did
 * @param chainBroken whether a file that it refers to cannot be had; null where unknown
 * @param isStale whether it changed since its last report
 */
record Knowledge(
    Target target,
    @Nullable Instant firstSeen,
    @Nullable Instant modified,
    @Nullable Findings findings,
    @Nullable Instant inspected,
    @Nullable Instant succeeded,
    Duration took,
    @Nullable String failure,
    @Nullable Boolean chainBroken,
    boolean isStale) {

  /** Returns what is known before the first inspection. */
  static Knowledge none(Target target, @Nullable Instant firstSeen) {
    return new Knowledge(
        target, firstSeen, null, null, null, null, Duration.ZERO, null, null, false);
  }

  boolean isSuccess() {
    return inspected != null && failure == null;
  }

  /** Returns whether what was found is of the image as it is. */
  boolean isCurrent() {
    return findings != null && failure == null && findings.isCurrent().getAsBoolean();
  }

  Knowledge with(Target other, @Nullable Instant otherModified) {
    return new Knowledge(
        other,
        firstSeen,
        otherModified,
        findings,
        inspected,
        succeeded,
        took,
        failure,
        chainBroken,
        isStale);
  }

  Knowledge withStale(boolean stale) {
    return new Knowledge(
        target,
        firstSeen,
        modified,
        findings,
        inspected,
        succeeded,
        took,
        failure,
        chainBroken,
        stale);
  }

  /** Returns what is known after an inspection; what an earlier one found stays where it failed. */
  Knowledge after(Inspected result) {
    Findings found = result.findings();
    return new Knowledge(
        target,
        firstSeen,
        modified,
        found == null ? findings : found,
        result.at(),
        result.failure() == null ? result.at() : succeeded,
        result.took(),
        result.failure(),
        result.chainBroken(),
        found == null && findings != null);
  }

  ImageStatus status(boolean isInspecting) {
    return new ImageStatus(
        target.root().name(),
        target.image(),
        target.root().path().resolve(target.image()).toString(),
        state(isInspecting),
        firstSeen == null ? Instant.EPOCH : firstSeen,
        modified,
        inspected,
        succeeded,
        inspected == null ? null : took,
        failure,
        findings == null ? null : findings.summary());
  }

  private ImageStatus.State state(boolean isInspecting) {
    if (isInspecting) {
      return ImageStatus.State.INSPECTING;
    } else if (inspected == null) {
      return ImageStatus.State.WAITING;
    } else if (failure != null) {
      return ImageStatus.State.FAILED;
    }
    return isStale ? ImageStatus.State.STALE : ImageStatus.State.CURRENT;
  }
}
