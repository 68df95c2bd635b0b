package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.StringKind;
import io.guestkit.terraform.value.ConfigValue;
import java.time.Duration;
import java.util.Optional;

/** The block {@code timeouts}, by which providers let a configuration set deadlines. */
final class Timeouts {
  static final String NAME = "timeouts";
  private static final String READ = "read";

  private Timeouts() {}

  /**
   * Returns the block.
   *
   * @param then what becomes of a read that takes longer
   */
  static Schema.NestedBlock block(String then) {
    Schema.Attribute read =
        Schema.Attribute.newBuilder()
            .setName(READ)
            .setType(ByteString.copyFromUtf8(Arguments.TEXT))
            .setOptional(true)
            .setDescription(
                "How long an image may be read, such as `30s` or `5m`; "
                    + then
                    + ". By default `timeout` of the provider.")
            .setDescriptionKind(StringKind.MARKDOWN)
            .build();
    return Schema.NestedBlock.newBuilder()
        .setTypeName(NAME)
        .setNesting(Schema.NestedBlock.NestingMode.SINGLE)
        .setBlock(
            Schema.Block.newBuilder()
                .addAttributes(read)
                .setDescription("Deadlines.")
                .setDescriptionKind(StringKind.MARKDOWN))
        .build();
  }

  /** Returns whether the block is left out, or its deadline is a text or none. */
  static boolean fits(ConfigValue.Attributes config) {
    ConfigValue block = config.get(NAME);
    if (block instanceof ConfigValue.Attributes timeouts) {
      ConfigValue read = timeouts.get(READ);
      return timeouts.values().size() <= 1
          && (read instanceof ConfigValue.Null
              || read instanceof ConfigValue.Unknown
              || read instanceof ConfigValue.Text);
    }
    return block instanceof ConfigValue.Null || block instanceof ConfigValue.Unknown;
  }

  /** Returns the deadline of a read; empty where the configuration sets none, or a wrong one. */
  static Optional<Duration> read(ConfigValue.Attributes config, Diagnostics diagnostics) {
    if (config.get(NAME) instanceof ConfigValue.Attributes timeouts
        && timeouts.get(READ) instanceof ConfigValue.Text text) {
      return GoDuration.of(text.text(), Place.attribute(NAME).below(READ), diagnostics);
    }
    return Optional.empty();
  }
}
