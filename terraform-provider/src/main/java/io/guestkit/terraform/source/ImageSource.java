package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.block.ImageException;
import io.guestkit.report.ImageInfo;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The data source {@code guestkit_image}: the facts of one image's container. */
public final class ImageSource implements DataSource {
  private static final String PATH = "path";

  private static Arguments arguments() {
    return new Arguments().required(PATH, Arguments.TEXT, MachineArguments.PATH_TEXT);
  }

  private static RecordAttributes facts() {
    return RecordAttributes.of(ImageInfo.class);
  }

  @Override
  public String name() {
    return "guestkit_image";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Reads the facts of a disk image's container, such as its format, size and backing"
                + " files, without looking into the disk.")
        .addAllAttributes(facts().schema())
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    MachineArguments.path(config.get(PATH), Place.attribute(PATH), diagnostics);
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Place place = Place.attribute(PATH);
    Optional<Path> path = MachineArguments.path(config.get(PATH), place, diagnostics);
    Optional<Path> file = path.isEmpty() ? path : door.find(path.get(), place, diagnostics);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<ImageInfo> image =
          door.read("the container " + file.get(), kit -> kit.image(file.get()), diagnostics);
      return image.isEmpty() ? Optional.empty() : Optional.of(state(config, image.get()));
    } catch (ImageException e) {
      diagnostics.error(place, Sentences.summary(e), Sentences.detail(e));
      return Optional.empty();
    }
  }

  private static ByteString state(ConfigValue.Attributes config, ImageInfo image)
      throws IOException {
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      RecordAttributes facts = facts();
      out.object(arguments.count() + facts.count());
      arguments.write(config, out);
      facts.write(image, out);
      return ByteString.copyFrom(out.bytes());
    }
  }
}
