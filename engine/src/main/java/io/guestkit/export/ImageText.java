package io.guestkit.export;

import io.guestkit.report.ImageInfo;
import io.guestkit.report.ImageLayer;
import io.guestkit.report.SnapshotInfo;
import org.jspecify.annotations.Nullable;

/** The facts of a container for people. */
public final class ImageText {
  private final StringBuilder text = new StringBuilder(512);

  private ImageText() {}

  /**
   * Returns a line for each fact that is known, ending in a newline.
   *
   * @param title the image's path
   */
  public static String of(String title, ImageInfo image) {
    return new ImageText().write(title, image);
  }

  /** Returns what is unusual of an image in a few words. */
  static String notes(ImageInfo image) {
    StringBuilder notes = new StringBuilder();
    note(notes, Boolean.TRUE.equals(image.corrupt()), "marked corrupt");
    note(notes, Boolean.TRUE.equals(image.dirty()), "not closed cleanly");
    note(notes, image.encryption() != null, "encrypted (" + image.encryption() + ")");
    note(notes, image.dataFile() != null, "data in " + image.dataFile());
    note(notes, image.backingFile() != null, "on top of " + image.backingFile());
    int snapshots = image.snapshots().size();
    note(notes, snapshots > 0, snapshots + (snapshots == 1 ? " snapshot" : " snapshots"));
    return notes.toString();
  }

  private static void note(StringBuilder notes, boolean holds, String what) {
    if (holds) {
      notes.append(notes.isEmpty() ? "" : ", ").append(what);
    }
  }

  private String write(String title, ImageInfo image) {
    line("Image", title);
    @Nullable String version = image.version();
    line("Format", version == null ? image.format() : image.format() + " " + version);
    line("Virtual size", size(image.virtualSizeBytes()));
    line("File size", size(image.fileSizeBytes()));
    line("Cluster size", size(image.clusterSizeBytes()));
    line("Compression", image.compressionType());
    line("Encryption", image.encryption());
    line("Dirty", yesNo(image.dirty()));
    line("Corrupt", yesNo(image.corrupt()));
    line("Extended L2", yesNo(image.extendedL2()));
    line("Data file", image.dataFile());
    line("Backing file", image.backingFile());
    for (ImageLayer layer : image.backingChain()) {
      line("  below", layer.name() + " (" + layer.format() + ")");
    }
    for (SnapshotInfo snapshot : image.snapshots()) {
      line(
          "Snapshot",
          snapshot.id() + " " + snapshot.name() + " of " + Instants.format(snapshot.created()));
    }
    return text.toString();
  }

  private static @Nullable String size(@Nullable Long bytes) {
    return bytes == null ? null : HumanSize.of(bytes) + " (" + bytes + " bytes)";
  }

  private static @Nullable String yesNo(@Nullable Boolean flag) {
    return flag == null ? null : flag ? "yes" : "no";
  }

  private void line(String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(':').repeat(' ', 15 - name.length());
      text.append(DisplayText.show(value)).append('\n');
    }
  }
}
