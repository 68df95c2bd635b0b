package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.PathPatterns;
import io.guestkit.TooManyPathsException;
import io.guestkit.export.DisplayText;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The data source {@code guestkit_images}: the facts of the containers of many images. */
public final class ImagesSource implements DataSource {
  private static final String PATHS = "paths";
  private static final String IMAGES = "images";
  private static final String READABLE = "readable";
  private static final int COMPUTED = 2;

  /** 10,000: a state of 10 MB, which Terraform writes and reads in each run. */
  static final int MAX_IMAGES = 10_000;

  /** 5 sentences of a pattern: the next is not read any more. */
  private static final int SHOWN_COMPLAINTS = 5;

  private static Arguments arguments() {
    return new Arguments()
        .required(
            PATHS,
            Arguments.TEXTS,
            "Paths of disk images. A folder stands for the images directly in it, by the ends of"
                + " their names: `.qcow2`, `.qcow`, `.raw`, `.img`, `.vmdk`, `.vdi`, `.vhd`,"
                + " `.vhdx`. A path that no file has is a pattern, as in a shell: `*`, `?` and"
                + " `[...]` stand for parts of a name, `**` for folders at any depth. What is"
                + " relative starts at the folder in which Terraform runs, or where the provider"
                + " has `image_roots`, at each of these.");
  }

  private static RecordAttributes entry() {
    return RecordAttributes.of(ImageEntry.class);
  }

  @Override
  public String name() {
    return "guestkit_images";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Finds disk images and reads the facts of their containers, without looking into the"
                + " disks. An image that cannot be opened is no error: its entry says why."
                + " `for_each` goes over `images`, or over `readable`.")
        .addAttributes(
            entry()
                .mapOf(
                    IMAGES,
                    "The images by their paths. A relative path stays relative; as `path` of"
                        + " another data source it means the same image. Of several roots that"
                        + " have it, the first does."))
        .addAttributes(
            Arguments.computed(
                READABLE,
                Arguments.TEXT_SET,
                "The paths of `images` that could be opened, those whose `error` is null."))
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    patterns(config, diagnostics);
  }

  /** Returns the elements; empty where one is unknown or wrong. */
  private static Optional<List<String>> patterns(
      ConfigValue.Attributes config, Diagnostics diagnostics) {
    if (!(config.get(PATHS) instanceof ConfigValue.Elements list)) {
      return Optional.empty();
    }
    List<String> patterns = new ArrayList<>();
    for (ConfigValue element : list.elements()) {
      Place place = Place.attribute(PATHS).element(patterns.size());
      boolean isPath = MachineArguments.path(element, place, diagnostics).isPresent();
      patterns.add(isPath && element instanceof ConfigValue.Text text ? text.text() : "");
    }
    return patterns.contains("") ? Optional.empty() : Optional.of(patterns);
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Optional<List<String>> patterns = patterns(config, diagnostics);
    if (patterns.isEmpty() || !door.roots().areKnown(Place.attribute(PATHS), diagnostics)) {
      return Optional.empty();
    }
    Set<String> paths = new TreeSet<>();
    for (int i = 0; i < patterns.get().size() && !diagnostics.hasErrors(); i++) {
      find(patterns.get().get(i), Place.attribute(PATHS).element(i), door, paths, diagnostics);
    }
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    Optional<Map<String, ImageEntry>> entries = new ImageEntries(door).open(paths, diagnostics);
    return entries.isEmpty() ? Optional.empty() : Optional.of(state(config, entries.get()));
  }

  private static void find(
      String pattern, Place place, Door door, Set<String> paths, Diagnostics diagnostics) {
    try {
      ImageRoots roots = door.roots();
      PathPatterns found =
          PathPatterns.expand(List.of(pattern), roots.bases(), folder -> roots.refusal(folder));
      for (String path : found.paths()) {
        paths.add(key(path));
      }
      warn(found, place, diagnostics);
      if (paths.size() > MAX_IMAGES) {
        tellTooMany(
            place, pattern + ": more than " + MAX_IMAGES + " images; name fewer", diagnostics);
      }
    } catch (TooManyPathsException e) {
      tellTooMany(place, e.text(), diagnostics);
    }
  }

  private static void tellTooMany(Place place, String sentence, Diagnostics diagnostics) {
    diagnostics.error(place, "Too many images", sentence);
  }

  /** Every text of Terraform's is in this form; a path whose own form is another is missing. */
  private static String key(String path) {
    return Normalizer.normalize(DisplayText.encodable(path), Normalizer.Form.NFC);
  }

  private static void warn(PathPatterns found, Place place, Diagnostics diagnostics) {
    List<String> complaints = found.complaints();
    if (!complaints.isEmpty()) {
      int shown = Math.min(complaints.size(), SHOWN_COMPLAINTS);
      String more = shown < complaints.size() ? "; and so on" : "";
      diagnostics.warning(
          place,
          found.paths().isEmpty() ? "No image was found" : "Not all folders were looked into",
          DisplayText.show(String.join("; ", complaints.subList(0, shown)) + more));
    }
  }

  private static ByteString state(ConfigValue.Attributes config, Map<String, ImageEntry> entries)
      throws IOException {
    List<String> readable = new ArrayList<>();
    for (Map.Entry<String, ImageEntry> entry : entries.entrySet()) {
      if (entry.getValue().error() == null) {
        readable.add(entry.getKey());
      }
    }
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      out.object(arguments.count() + COMPUTED);
      arguments.write(config, out);
      out.text(IMAGES);
      entry().writeMap(entries, out);
      out.text(READABLE);
      out.texts(readable);
      return ByteString.copyFrom(out.bytes());
    }
  }
}
