package io.guestkit.inspect.boot.bls;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.version.Assignments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A unified kernel image: a PE file, little-endian, whose sections hold kernel, initial RAM
 * filesystem, command line and what os-release says. Sources: Microsoft PE Format; The Unified
 * Kernel Image (UAPI.5).
 */
final class UnifiedKernel {
  private static final int DOS_HEADER_LENGTH = 0x40;
  private static final int COFF_LENGTH = 24;
  private static final int SECTION_LENGTH = 40;

  /** 96: Windows takes no more sections; images have a dozen. */
  private static final int MAX_SECTIONS = 96;

  /** 64 KiB: os-release has 500 bytes, a command line 4 KiB at most. */
  private static final int MAX_TEXT = 64 << 10;

  private UnifiedKernel() {}

  /** Returns what an image says of itself, by the names of the sections; empty for another file. */
  static Map<String, String> read(BlockSource image) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (image.size() < DOS_HEADER_LENGTH) {
      return texts;
    }
    Struct dos = Struct.littleEndian("DOS header", image, 0, DOS_HEADER_LENGTH);
    if (dos.u16(0) != 0x5a4d) { // MZ
      return texts;
    }
    long at = dos.u32(0x3c);
    Struct coff = Struct.littleEndian("PE header", image, at, COFF_LENGTH);
    coff.check(coff.u32(0) == 0x4550, 0, "signature %#x", coff.u32(0)); // PE
    int count = coff.u16(6);
    coff.check(count <= MAX_SECTIONS, 6, "%d sections", count);
    long table = at + COFF_LENGTH + coff.u16(20);
    Struct sections = Struct.littleEndian("PE section table", image, table, count * SECTION_LENGTH);
    for (int i = 0; i < count; i++) {
      Struct section = sections.inner("PE section", i * SECTION_LENGTH, SECTION_LENGTH);
      String name = section.latin1(0, 8);
      int end = name.indexOf('\0');
      name = end < 0 ? name : name.substring(0, end);
      if (name.equals(".osrel") || name.equals(".cmdline")) {
        texts.putIfAbsent(name, text(image, section));
      }
    }
    return texts;
  }

  private static String text(BlockSource image, Struct section) throws IOException {
    long size = Math.min(section.u32(8), section.u32(16)); // in memory, in the file
    section.check(size <= MAX_TEXT, 8, "%d bytes of text", size);
    String text = new String(image.readBytes(section.u32(20), (int) size), StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /** Returns an image as an entry, by what its os-release says. */
  static BootSpecEntry entry(String fileName, String path, Map<String, String> texts) {
    Map<String, String> release = Assignments.parse(texts.getOrDefault(".osrel", ""));
    String name = fileName.substring(0, fileName.length() - ".efi".length());
    int counter = BootSpecEntry.counter(name);
    String entryId = counter < 0 ? name : name.substring(0, counter);
    String version = first(release, "IMAGE_VERSION", "VERSION", "VERSION_ID", "BUILD_ID");
    String id = first(release, "IMAGE_ID", "ID");
    String title = first(release, "PRETTY_NAME", "IMAGE_ID", "NAME", "ID");
    return new BootSpecEntry(
        entryId,
        entryId + ".efi",
        title.isEmpty() ? entryId + ".efi" : title,
        version,
        id,
        "",
        path,
        null,
        texts.get(".cmdline"),
        counter < 0 ? -1 : BootSpecEntry.triesLeft(name, counter));
  }

  private static String first(Map<String, String> values, String... names) {
    for (String name : names) {
      String value = values.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
