package io.guestkit.guest.table;

import io.guestkit.filesystem.FileName;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Paths in the names of systemd's units. Source: systemd.unit(5), string escaping. */
public final class UnitPath {
  private static final String SUFFIX = ".mount";

  /** 255: longer names systemd refuses (UNIT_NAME_MAX). */
  private static final int MAX_NAME = 255;

  private UnitPath() {}

  /**
   * Returns the path that a mount unit is for, such as {@code /var/lib} for {@code var-lib.mount};
   * or empty where the name is no mount's, or none that systemd would write.
   */
  public static Optional<String> of(String unit) {
    if (!unit.endsWith(SUFFIX) || unit.length() > MAX_NAME || unit.indexOf('@') >= 0) {
      return Optional.empty();
    }
    String name = unit.substring(0, unit.length() - SUFFIX.length());
    if (name.equals("-")) {
      return Optional.of("/");
    }
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    path.write('/');
    int i = 0;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (c == '\\') {
        if (!isEscape(name, i)) {
          return Optional.empty();
        }
        path.write(Integer.parseInt(name, i + 2, i + 4, 16));
        i += 4;
      } else if (c > '~') {
        return Optional.empty(); // systemd escapes all that is not ASCII
      } else {
        path.write(c == '-' ? '/' : c);
        i++;
      }
    }
    String text = FileName.decode(path.toByteArray());
    boolean simple =
        text.length() > 1
            && !text.contains("//")
            && !text.endsWith("/")
            && text.indexOf('\0') < 0
            && !(text + "/").contains("/../")
            && !(text + "/").contains("/./");
    return simple ? Optional.of(text) : Optional.empty();
  }

  private static boolean isEscape(String name, int at) {
    return at + 4 <= name.length()
        && name.charAt(at + 1) == 'x'
        && Character.digit(name.charAt(at + 2), 16) >= 0
        && Character.digit(name.charAt(at + 3), 16) >= 0;
  }
}
