package io.guestkit.guest.table;

import io.guestkit.report.CrypttabEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table of encrypted devices. Sources: crypttab(5) of systemd 257 and of Debian's
 * cryptsetup 2.7.
 *
 * @param name what it is below /dev/mapper
 * @param spec the encrypted device, as in fstab
 * @param keyFile path of the key file, or null where a passphrase is asked for; what a {@code
 *     keyscript} takes in its place is no path, may be a secret, and is left out
 * @param options empty where none are given
 */
public record CrypttabLine(
    String name, String spec, @Nullable String keyFile, List<String> options) {
  private static final int FIELDS = 4;

  /** 1024: a server of many disks has some dozens; bounds what is looked up. */
  private static final int MAX_LINES = 1024;

  /** Copies the options. */
  public CrypttabLine {
    options = List.copyOf(options);
  }

  /** Returns the lines that have a name and a device; others are passed over. */
  public static List<CrypttabLine> parse(String text) {
    List<CrypttabLine> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length() && lines.size() < MAX_LINES) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      List<String> fields = Fields.split(text, start, end, FIELDS);
      if (fields.size() >= 2 && !fields.getFirst().startsWith("#")) {
        lines.add(of(fields));
      }
      start = end + 1;
    }
    return lines;
  }

  private static CrypttabLine of(List<String> fields) {
    String key = fields.size() > 2 ? fields.get(2) : "none";
    List<String> options = new ArrayList<>();
    boolean isPath = key.startsWith("/");
    for (String option : fields.size() > 3 ? fields.get(3).split(",", -1) : new String[0]) {
      if (!option.isEmpty()) {
        options.add(option);
      }
      isPath &= !option.startsWith("keyscript=");
    }
    return new CrypttabLine(fields.get(0), fields.get(1), isPath ? key : null, options);
  }

  /** Returns the line for a report. */
  public CrypttabEntry entry(@Nullable String device) {
    return new CrypttabEntry(name, spec, keyFile, options, device);
  }
}
