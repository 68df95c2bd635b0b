package io.guestkit.inspect.os;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a medium says of the system that it installs or starts.
 *
 * @param release distribution, product, version
 * @param arch architecture by libguestfs's name
 */
record MediumText(Release release, @Nullable String arch) {
  /** 64 KiB: such files are some lines; the largest, content of SUSE, lists checksums. */
  private static final int MAX_BYTES = 64 << 10;

  /** Understands the text of one kind of file. */
  @FunctionalInterface
  private interface Parser {
    Optional<MediumText> parse(String text);
  }

  private record Source(String path, Parser parser) {}

  /** Most telling first. */
  private static final List<Source> SOURCES =
      List.of(
          new Source("/.disk/info", MediumText::diskInfo),
          new Source("/.treeinfo", MediumText::treeInfo),
          new Source("/.discinfo", MediumText::discInfo),
          new Source("/media.1/products", MediumText::products),
          new Source("/content", MediumText::content),
          new Source("/arch/version", text -> Optional.of(of("Arch Linux", "", null))),
          new Source("/.alpine-release", MediumText::alpine));

  static Optional<MediumText> read(FactFiles files) throws IOException {
    for (Source source : SOURCES) {
      Optional<MediumText> text =
          files.bytes(source.path(), MAX_BYTES).map(MediumText::utf8).flatMap(source.parser::parse);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Returns what a product is.
   *
   * @param version text that holds the version; empty for that of the product's name
   */
  private static MediumText of(String product, String version, @Nullable String arch) {
    VersionNumbers numbers = VersionNumbers.in(version.isEmpty() ? product : version);
    return new MediumText(
        new Release(Distribution.ofProduct(product, "unknown"), product, numbers, null), arch);
  }

  /** {@code Debian GNU/Linux 12.5.0 "Bookworm" - Official amd64 NETINST 20240210-11:27}. */
  private static Optional<MediumText> diskInfo(String text) {
    Optional<String> line = ReleaseTexts.firstLine(text);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int dash = line.get().indexOf(" - ");
    String product = dash < 0 ? line.get() : line.get().substring(0, dash);
    String arch = null;
    int start = 0;
    for (int i = 0; i <= line.get().length(); i++) {
      if (i == line.get().length() || " /_".indexOf(line.get().charAt(i)) >= 0) {
        String known = arch(line.get().substring(start, i));
        arch = arch == null ? known : arch;
        start = i + 1;
      }
    }
    return Optional.of(of(product, "", arch));
  }

  /** Sections of keys; release is the newer one, general the one that all have. */
  private static Optional<MediumText> treeInfo(String text) {
    Map<String, String> values = new HashMap<>();
    String section = "";
    for (String line : text.split("\n", -1)) {
      String trimmed = line.strip();
      int equals = trimmed.indexOf('=');
      if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
        section = trimmed.substring(1, trimmed.length() - 1) + ".";
      } else if (equals > 0) {
        values.put(
            section + trimmed.substring(0, equals).strip(), trimmed.substring(equals + 1).strip());
      }
    }
    String family = values.getOrDefault("release.name", values.getOrDefault("general.family", ""));
    String version =
        values.getOrDefault("release.version", values.getOrDefault("general.version", ""));
    String product = values.getOrDefault("general.name", (family + " " + version).strip());
    String arch = values.getOrDefault("tree.arch", values.getOrDefault("general.arch", ""));
    return product.isEmpty() ? Optional.empty() : Optional.of(of(product, version, arch(arch)));
  }

  /** Lines: time, product, architecture. */
  private static Optional<MediumText> discInfo(String text) {
    String[] lines = text.split("\n", -1);
    return lines.length < 3 || lines[1].isBlank()
        ? Optional.empty()
        : Optional.of(of(lines[1].strip(), "", arch(lines[2].strip())));
  }

  /** {@code / openSUSE-Leap 15.5-1}: directory, product, version and release. */
  private static Optional<MediumText> products(String text) {
    String[] words = ReleaseTexts.firstLine(text).orElse("").split(" ", -1);
    if (words.length < 3) {
      return Optional.empty();
    }
    int dash = words[2].lastIndexOf('-');
    String version = dash < 0 ? words[2] : words[2].substring(0, dash);
    return Optional.of(of(words[1] + " " + version, version, null));
  }

  /** SUSE's older media: {@code DISTRO cpe:/o:suse:sles:12:sp3,SUSE Linux Enterprise Server 12}. */
  private static Optional<MediumText> content(String text) {
    String product = "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("DISTRO ") && line.indexOf(',') > 0) {
        product = line.substring(line.indexOf(',') + 1).strip();
      } else if (line.startsWith("LABEL ") && product.isEmpty()) {
        product = line.substring("LABEL ".length()).strip();
      }
    }
    return product.isEmpty() ? Optional.empty() : Optional.of(of(product, "", null));
  }

  /** {@code alpine-standard-3.19.0 231207}. */
  private static Optional<MediumText> alpine(String text) {
    return ReleaseTexts.firstLine(text).map(line -> of("Alpine Linux " + line, line, null));
  }

  /** Returns libguestfs's name for the word of a distribution, or null. */
  private static @Nullable String arch(String word) {
    return switch (word) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "i386", "i486", "i586", "i686", "x86" -> "i386";
      case "arm64", "aarch64" -> "aarch64";
      case "armhf", "armel", "armhfp", "armv7hl" -> "arm";
      case "ppc64el", "ppc64le" -> "ppc64le";
      case "ppc64", "s390x", "s390", "riscv64", "ia64", "loongarch64" -> word;
      default -> null;
    };
  }
}
