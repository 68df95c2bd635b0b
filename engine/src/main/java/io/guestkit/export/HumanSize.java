package io.guestkit.export;

/** Sizes for people: three digits and a binary unit. */
public final class HumanSize {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private HumanSize() {}

  /** Returns a size such as {@code 512 B}, {@code 2.9 GiB} or {@code 812 MiB}. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.round(value) >= 1024) {
      value /= 1024;
      unit++;
    }
    long tenths = Math.round(value * 10);
    String number =
        unit == 0 || tenths >= 100
            ? Long.toString(Math.round(value))
            : tenths / 10 + "." + tenths % 10;
    return number + " " + UNITS[unit];
  }
}
