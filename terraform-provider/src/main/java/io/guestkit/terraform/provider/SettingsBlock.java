package io.guestkit.terraform.provider;

import io.guestkit.Limits;
import io.guestkit.terraform.source.Arguments;
import io.guestkit.terraform.source.Diagnostics;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.source.GoDuration;
import io.guestkit.terraform.source.Settings;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code provider "guestkit"}. What it does not set, an environment variable may: {@code
 * GUESTKIT_} and the argument's name in capitals. What is not known yet is as if it were not set;
 * image roots bound what is read, so nothing is read until they are known.
 */
final class SettingsBlock {
  private static final String IMAGE_ROOTS = "image_roots";
  private static final String ALLOW_DIRS = "allow_dirs";
  private static final String CACHE = "cache";
  static final String CACHE_DIR = "cache_dir";
  private static final String TIMEOUT = "timeout";
  private static final String MAX_MEMORY = "max_memory_mib";
  private static final String MAX_ENTRIES = "max_entries";
  private static final String PARALLELISM = "parallelism";

  /** 1 TiB in MiB: no heap is larger. */
  private static final long MOST_MEMORY_MIB = 1 << 20;

  /** 10^12: more than any filesystem has. */
  private static final long MOST_ENTRIES = 1_000_000_000_000L;

  /** 256: more do not make it faster. */
  private static final long MOST_PARALLELISM = 256;

  private static final int MIB_SHIFT = 20;

  private final ConfigValue.Attributes config;
  private final Map<String, String> environment;
  private final Diagnostics diagnostics;

  private SettingsBlock(
      ConfigValue.Attributes config, Map<String, String> environment, Diagnostics diagnostics) {
    this.config = config;
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  static Schema.Block schema() {
    return arguments()
        .block(
            "Reports what is inside of disk images of virtual machines, without starting them."
                + " Every argument is optional.")
        .build();
  }

  private static Arguments arguments() {
    return new Arguments()
        .optional(
            IMAGE_ROOTS,
            Arguments.TEXTS,
            described(
                IMAGE_ROOTS,
                "Folders of images. Where this is set, no image outside of them is read, and a"
                    + " relative path is looked up in each in turn, in place of the folder in which"
                    + " Terraform runs.",
                ", separated by `:`"))
        .optional(
            ALLOW_DIRS,
            Arguments.TEXTS,
            described(
                ALLOW_DIRS,
                "Folders, besides an image's own, in which the files may lie that it refers to:"
                    + " backing files, data files, extents.",
                ", separated by `:`"))
        .optional(
            CACHE,
            Arguments.FLAG,
            described(
                CACHE,
                "Whether to keep finished reports, and to answer from a kept one as long as its"
                    + " image is what it was. By default `true`.",
                ""))
        .optional(
            CACHE_DIR,
            Arguments.TEXT,
            described(
                CACHE_DIR,
                "Folder of the kept reports. By default `guestkit/reports` in the user's folder of"
                    + " caches (`XDG_CACHE_HOME`, or `~/.cache`).",
                ""))
        .optional(
            TIMEOUT,
            Arguments.TEXT,
            described(
                TIMEOUT,
                "How long one machine may be read, such as `90s` or `5m`; its report then holds"
                    + " what was found until then, with a problem of kind `limit`. By default"
                    + " `2m`. A data source's own is in its block `timeouts`.",
                ""))
        .optional(
            MAX_MEMORY,
            Arguments.NUMBER,
            described(
                MAX_MEMORY,
                "How much memory one image may ask for, in MiB, until its report holds what was"
                    + " found by then. By default 256, or its share of the heap where that is less.",
                ""))
        .optional(
            MAX_ENTRIES,
            Arguments.NUMBER,
            described(
                MAX_ENTRIES,
                "How many files, table entries and records of one image are walked until its"
                    + " report holds what was found by then. By default 20000000.",
                ""))
        .optional(
            PARALLELISM,
            Arguments.NUMBER,
            described(
                PARALLELISM,
                "How many images are read at once. By default as many as there are processors.",
                ""));
  }

  private static String described(String name, String description, String form) {
    return description
        + " May also be set by the environment variable `"
        + variable(name)
        + "`"
        + form
        + ".";
  }

  private static String variable(String name) {
    return "GUESTKIT_" + name.toUpperCase(Locale.ROOT);
  }

  /** Returns the settings; an error is added for each that cannot be meant. */
  static Settings read(
      ConfigValue.Attributes config, Map<String, String> environment, Diagnostics diagnostics) {
    Optional<String> misfit = arguments().misfit(config);
    if (misfit.isPresent()) {
      String detail = "The value of " + misfit.get() + " is not of its type";
      diagnostics.error(Place.attribute(misfit.get()), "Not a setting", detail);
    }
    return new SettingsBlock(config, environment, diagnostics).settings();
  }

  private Settings settings() {
    Limits defaults = Limits.DEFAULT;
    Duration timeout = duration().orElse(defaults.timeout());
    long memory =
        number(MAX_MEMORY, MOST_MEMORY_MIB)
            .map(mib -> mib << MIB_SHIFT)
            .orElse(defaults.memoryBytes());
    return new Settings(
        folders(IMAGE_ROOTS),
        areKnown(config.get(IMAGE_ROOTS)),
        folders(ALLOW_DIRS),
        flag(),
        cacheDir(),
        new Limits(timeout, memory, number(MAX_ENTRIES, MOST_ENTRIES).orElse(defaults.entries())),
        number(PARALLELISM, MOST_PARALLELISM)
            .orElse((long) Runtime.getRuntime().availableProcessors())
            .intValue());
  }

  /** Returns whether neither a list nor an element of it is unknown. */
  private static boolean areKnown(ConfigValue value) {
    return !(value instanceof ConfigValue.Unknown)
        && !(value instanceof ConfigValue.Elements list
            && list.elements().contains(new ConfigValue.Unknown()));
  }

  /** Returns a setting's text: the configuration's, or else the environment's. */
  private @Nullable String text(String name) {
    ConfigValue value = config.get(name);
    if (value instanceof ConfigValue.Text text) {
      return text.text();
    }
    String set = environment.getOrDefault(variable(name), "");
    return value instanceof ConfigValue.Null && !set.isEmpty() ? set : null;
  }

  private List<Path> folders(String name) {
    List<Path> folders = new ArrayList<>();
    ConfigValue value = config.get(name);
    if (value instanceof ConfigValue.Elements list) {
      for (int i = 0; i < list.elements().size(); i++) {
        if (!(list.elements().get(i) instanceof ConfigValue.Unknown)) {
          String text = list.elements().get(i) instanceof ConfigValue.Text t ? t.text() : "";
          folder(text, Place.attribute(name).element(i)).ifPresent(folders::add);
        }
      }
    } else {
      @Nullable String set = text(name);
      for (String text : set == null ? new String[0] : set.split(File.pathSeparator, -1)) {
        folder(text, Place.attribute(name)).ifPresent(folders::add);
      }
    }
    return folders;
  }

  private Optional<Path> folder(String text, Place place) {
    try {
      if (!text.isEmpty()) {
        return Optional.of(Path.of(text));
      }
      diagnostics.error(place, "No folder is named", "The path of a folder is needed here");
    } catch (InvalidPathException e) {
      diagnostics.error(place, "Not a path", "No folder can have this name: " + e.getReason());
    }
    return Optional.empty();
  }

  private @Nullable Path cacheDir() {
    @Nullable String text = text(CACHE_DIR);
    return text == null ? null : folder(text, Place.attribute(CACHE_DIR)).orElse(null);
  }

  private boolean flag() {
    if (config.get(CACHE) instanceof ConfigValue.Flag flag) {
      return flag.value();
    }
    @Nullable String text = text(CACHE);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      diagnostics.error(
          Place.attribute(CACHE),
          "Not a boolean",
          variable(CACHE) + " is true or false, not '" + text + "'");
    }
    return !"false".equals(text);
  }

  private Optional<Duration> duration() {
    @Nullable String text = text(TIMEOUT);
    return text == null
        ? Optional.empty()
        : GoDuration.of(text, Place.attribute(TIMEOUT), diagnostics);
  }

  private Optional<Long> number(String name, long most) {
    Optional<Long> number = Optional.empty();
    @Nullable String text = text(name);
    if (config.get(name) instanceof ConfigValue.Numeric numeric) {
      number = numeric.wholeUpTo(most);
      text = numeric.number().toPlainString();
    } else if (text != null) {
      try {
        number = new ConfigValue.Numeric(new BigDecimal(text)).wholeUpTo(most);
      } catch (NumberFormatException e) {
        // told below
      }
    }
    if (text != null && number.isEmpty()) {
      diagnostics.error(
          Place.attribute(name),
          "Not a number that is possible here",
          name + " is a whole number from 1 to " + most + ", not " + text);
    }
    return number;
  }
}
