package io.guestkit.terraform.source;

import io.guestkit.export.DisplayText;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.value.ConfigValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that name a file of a guest, and say what is wanted of it. Those that are unknown
 * are not checked yet.
 *
 * @param path absolute path in the guest, as the engine takes it
 * @param filesystem device of the filesystem that it is in, or null for the guest as it mounts
 *     itself
 * @param maxBytes size up to which the content is wanted
 * @param wantsContent whether it is wanted at all, besides its hash
 */
record FileArguments(String path, @Nullable String filesystem, int maxBytes, boolean wantsContent) {
  static final String FILE = "file";
  static final String FILESYSTEM = "filesystem";
  static final String MAX_SIZE = "max_size";
  static final String HASH_ONLY = "hash_only";

  /** 1 MiB: every configuration file. */
  static final int USUAL_BYTES = 1 << 20;

  /** 4 MiB: a state holds it as text and in base64, and the process some copies of both. */
  static final int MOST_BYTES = 4 << 20;

  /** Adds them to the arguments of a block. */
  static Arguments addTo(Arguments arguments) {
    return arguments
        .required(
            FILE,
            Arguments.TEXT,
            "Absolute path of a regular file in the guest. Symbolic links are followed there, and"
                + " never lead to the host. A byte that is not UTF-8 is written `\\xNN`.")
        .optional(
            FILESYSTEM,
            Arguments.TEXT,
            "Device of the filesystem that `file` is taken in alone, such as `/dev/sda2`. By"
                + " default it is taken in the guest as it mounts itself: the first operating"
                + " system, or the only filesystem where there is none.")
        .optional(
            MAX_SIZE,
            Arguments.NUMBER,
            "How many bytes the file may have. By default "
                + USUAL_BYTES
                + ", at most "
                + MOST_BYTES
                + ".")
        .optional(
            HASH_ONLY,
            Arguments.FLAG,
            "Whether the content is only hashed: it is in no attribute then, and may have any"
                + " size.");
  }

  /** Adds an error for each argument that cannot be meant. */
  static void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    of(config, diagnostics);
  }

  /** Returns the arguments; empty where one is unknown, or wrong and told so. */
  static Optional<FileArguments> of(ConfigValue.Attributes config, Diagnostics diagnostics) {
    Optional<String> path = path(config.get(FILE), diagnostics);
    Optional<Integer> maxBytes = maxBytes(config.get(MAX_SIZE), diagnostics);
    ConfigValue device = config.get(FILESYSTEM);
    @Nullable String filesystem = device instanceof ConfigValue.Text text ? text.text() : null;
    if ("".equals(filesystem)) {
      diagnostics.error(
          Place.attribute(FILESYSTEM),
          "No filesystem is named",
          "The device of a filesystem is needed here, such as /dev/sda2; it is empty");
    }
    ConfigValue hashOnly = config.get(HASH_ONLY);
    boolean isKnown =
        !(device instanceof ConfigValue.Unknown) && !(hashOnly instanceof ConfigValue.Unknown);
    if (path.isEmpty() || maxBytes.isEmpty() || !isKnown) {
      return Optional.empty();
    }
    boolean wantsContent = !(hashOnly instanceof ConfigValue.Flag flag && flag.value());
    return Optional.of(new FileArguments(path.get(), filesystem, maxBytes.get(), wantsContent));
  }

  private static Optional<String> path(ConfigValue value, Diagnostics diagnostics) {
    if (value instanceof ConfigValue.Unknown) {
      return Optional.empty();
    }
    String shown = value instanceof ConfigValue.Text text ? text.text() : "";
    String path = DisplayText.parse(shown);
    if (path.startsWith("/") && path.indexOf('\0') < 0) {
      return Optional.of(path);
    }
    diagnostics.error(
        Place.attribute(FILE),
        "Not an absolute path",
        "The path of a file in the guest starts with a slash and has no NUL, not '" + shown + "'");
    return Optional.empty();
  }

  private static Optional<Integer> maxBytes(ConfigValue value, Diagnostics diagnostics) {
    if (value instanceof ConfigValue.Null) {
      return Optional.of(USUAL_BYTES);
    }
    if (value instanceof ConfigValue.Unknown) {
      return Optional.empty();
    }
    Optional<Long> bytes =
        value instanceof ConfigValue.Numeric numeric
            ? numeric.wholeUpTo(MOST_BYTES)
            : Optional.empty();
    if (bytes.isPresent()) {
      return Optional.of(bytes.get().intValue());
    }
    diagnostics.error(
        Place.attribute(MAX_SIZE),
        "Not a size that is possible here",
        "max_size is a whole number of bytes from 1 to "
            + MOST_BYTES
            + "; hash_only = true hashes files of any size");
    return Optional.empty();
  }
}
