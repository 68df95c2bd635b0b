package io.guestkit.filesystem.btrfs;

import io.guestkit.report.Problem;

/**
 * What was noticed when opening, before the device has a name.
 *
 * @param kind of problem
 * @param sentence that says what
 */
record Warning(String kind, String sentence) {

  Problem problem(String device) {
    return new Problem(kind, device, null, sentence);
  }
}
