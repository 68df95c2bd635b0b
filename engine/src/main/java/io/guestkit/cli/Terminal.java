package io.guestkit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the descriptors of this process are. */
final class Terminal {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Terminal() {}

  /**
   * Returns whether a descriptor is a terminal. Asked of the kernel: the JDK's console knows only
   * of input and output together, and takes its time.
   */
  static boolean isTerminal(int descriptor) {
    try {
      String target =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false; // closed, or a host without /proc
    }
  }
}
