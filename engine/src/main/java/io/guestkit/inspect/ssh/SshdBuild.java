package io.guestkit.inspect.ssh;

import io.guestkit.report.PackageInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A build of sshd.
 *
 * @param version its version as 100 times the first number plus the second; 0 where it is not known
 * @param name who patched it: debian, redhat, suse, alpine, arch or other
 */
record SshdBuild(int version, String name) {
  static final int UNKNOWN = 0;

  /** 7.4 and 10.2: the versions that the table of settings has. */
  private static final int FIRST = 704;

  private static final int LAST = 1002;

  /** Returns the build with a version of the package that is installed, or none. */
  static SshdBuild of(@Nullable String format, String distro, List<PackageInfo> packages) {
    String name = name(format, distro);
    int version = UNKNOWN;
    for (PackageInfo each : packages) {
      boolean isServer = each.name().equals("openssh-server");
      if (isServer || (version == UNKNOWN && each.name().equals("openssh"))) {
        version = version(each.version());
      }
    }
    return new SshdBuild(version, name);
  }

  private static String name(@Nullable String format, String distro) {
    return switch (format == null ? "" : format) {
      case "deb" -> "debian";
      case "apk" -> "alpine";
      case "pacman" -> "arch";
      case "rpm" ->
          switch (distro) {
            case "opensuse", "sles", "suse-based" -> "suse";
            case "altlinux", "mageia", "mandriva", "openmandriva", "pldlinux", "meego" -> "other";
            default -> "redhat";
          };
      default -> "other";
    };
  }

  /** Returns the number of a version such as 9.2p1 or 10.0, or {@link #UNKNOWN}. */
  static int version(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || dot > 2) {
      return UNKNOWN;
    }
    int major = digits(text, 0, dot);
    int end = dot + 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    int minor = end - dot > 3 ? -1 : digits(text, dot + 1, end);
    return major < 0 || minor < 0 ? UNKNOWN : major * 100 + minor;
  }

  private static int digits(String text, int from, int to) {
    int value = from == to ? -1 : 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  SshdBuild withVersion(int other) {
    return new SshdBuild(other, name);
  }

  /** Returns whether its defaults are known. */
  boolean isKnown() {
    return version >= FIRST && version <= LAST;
  }
}
