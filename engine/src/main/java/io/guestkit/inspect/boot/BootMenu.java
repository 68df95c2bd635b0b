package io.guestkit.inspect.boot;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.Secrets;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A menu while it is read. */
public final class BootMenu {
  /** 1000: a hundred kernels, each plain and for recovery, and Btrfs snapshots besides. */
  private static final int MAX_ENTRIES = 1000;

  private final List<BootEntry> entries = new ArrayList<>();
  private @Nullable BootEntry defaultEntry;
  private @Nullable Integer timeoutSeconds;

  /** Adds an entry, its secrets masked, and returns it. */
  public BootEntry add(
      String title,
      @Nullable String id,
      @Nullable String kernel,
      @Nullable String initramfs,
      @Nullable String commandLine)
      throws UnsupportedImageException {
    if (entries.size() == MAX_ENTRIES) {
      throw new UnsupportedImageException("more than %d boot entries".formatted(MAX_ENTRIES));
    }
    String masked = commandLine == null ? null : Secrets.mask(commandLine);
    BootEntry entry = new BootEntry(title, id, kernel, initramfs, masked);
    entries.add(entry);
    return entry;
  }

  /** Returns the entries until now. */
  public List<BootEntry> entries() {
    return entries;
  }

  /** Sets the entry that is started by default. */
  public void setDefault(@Nullable BootEntry entry) {
    defaultEntry = entry;
  }

  /** Sets the time after which it is, -1 for ever, null where it is not known. */
  public void setTimeout(@Nullable Integer seconds) {
    timeoutSeconds = seconds;
  }

  /** Returns the menu of a boot loader. */
  public Bootloader build(String name, String path) {
    return new Bootloader(
        name,
        path,
        defaultEntry == null ? null : defaultEntry.title(),
        timeoutSeconds,
        defaultEntry == null ? null : defaultEntry.commandLine(),
        entries);
  }

  /** Returns a number of at most nine digits, a minus before it or not, or null. */
  public static @Nullable Integer number(@Nullable String text) {
    if (text == null || text.length() > 10) {
      return null;
    }
    boolean negative = text.startsWith("-");
    int value = 0;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == 10 || value > 99_999_999) {
        return null;
      }
      value = value * 10 + digit;
    }
    return text.length() == (negative ? 1 : 0)
        ? null
        : negative ? Integer.valueOf(-value) : Integer.valueOf(value);
  }
}
