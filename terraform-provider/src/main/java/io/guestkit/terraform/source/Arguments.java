package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.StringKind;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a block: their schema, and their values as the configuration has them. */
public final class Arguments {
  /** Types in the JSON of HashiCorp's go-cty. */
  public static final String TEXT = "\"string\"";

  public static final String TEXTS = "[\"list\",\"string\"]";
  static final String TEXT_SET = "[\"set\",\"string\"]";
  public static final String FLAG = "\"bool\"";
  public static final String NUMBER = "\"number\"";

  private final List<Schema.Attribute> attributes = new ArrayList<>();
  private @Nullable String afterTimeout;

  /** Adds an argument that has to be set. */
  Arguments required(String name, String type, String description) {
    attributes.add(argument(name, type, description).setRequired(true).build());
    return this;
  }

  /** Adds an argument that may be left out. */
  public Arguments optional(String name, String type, String description) {
    attributes.add(argument(name, type, description).setOptional(true).build());
    return this;
  }

  /** Adds an argument that gets a value where it is left out. */
  Arguments optionalComputed(String name, String type, String description) {
    attributes.add(argument(name, type, description).setOptional(true).setComputed(true).build());
    return this;
  }

  /** Adds the block of deadlines, after which what was found until then is there. */
  Arguments timeouts() {
    return timeouts("what was found until then is there, with a problem of kind `limit`");
  }

  /** Adds the block of deadlines, and what becomes of a read that takes longer. */
  Arguments timeouts(String then) {
    afterTimeout = then;
    return this;
  }

  private static Schema.Attribute.Builder argument(String name, String type, String description) {
    return Schema.Attribute.newBuilder()
        .setName(name)
        .setType(ByteString.copyFromUtf8(type))
        .setDescription(description)
        .setDescriptionKind(StringKind.MARKDOWN);
  }

  /** Returns an attribute that is computed. */
  static Schema.Attribute computed(String name, String type, String description) {
    return argument(name, type, description).setComputed(true).build();
  }

  /** Returns a block that has these arguments, and nothing else yet. */
  public Schema.Block.Builder block(String description) {
    Schema.Block.Builder block =
        Schema.Block.newBuilder()
            .setDescription(description)
            .setDescriptionKind(StringKind.MARKDOWN)
            .addAllAttributes(attributes);
    if (afterTimeout != null) {
      block.addBlockTypes(Timeouts.block(afterTimeout));
    }
    return block;
  }

  /** Returns how many there are. */
  int count() {
    return attributes.size() + (afterTimeout == null ? 0 : 1);
  }

  /** Returns the first argument whose value is not of its type; Terraform itself sends none. */
  public Optional<String> misfit(ConfigValue.Attributes config) {
    for (Schema.Attribute attribute : attributes) {
      String name = attribute.getName();
      if (!fits(config.get(name), attribute.getType().toStringUtf8())) {
        return Optional.of(name);
      }
    }
    return afterTimeout != null && !Timeouts.fits(config)
        ? Optional.of(Timeouts.NAME)
        : Optional.empty();
  }

  private static boolean fits(ConfigValue value, String type) {
    if (value instanceof ConfigValue.Null || value instanceof ConfigValue.Unknown) {
      return true;
    }
    return switch (type) {
      case TEXT -> value instanceof ConfigValue.Text;
      case FLAG -> value instanceof ConfigValue.Flag;
      case NUMBER -> value instanceof ConfigValue.Numeric || value instanceof ConfigValue.Text;
      case TEXTS -> value instanceof ConfigValue.Elements list && areTexts(list.elements());
      default -> throw new IllegalStateException("an argument of type " + type);
    };
  }

  private static boolean areTexts(List<ConfigValue> values) {
    for (ConfigValue value : values) {
      if (!fits(value, TEXT)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes each name, and the value that the configuration has; the object was begun.
   *
   * @throws IOException if a value is not of its argument's type
   */
  void write(ConfigValue.Attributes config, StateWriter out) throws IOException {
    Optional<String> misfit = misfit(config);
    if (misfit.isPresent()) {
      throw new IOException("the value of " + misfit.get() + " is not of its type");
    }
    for (Schema.Attribute attribute : attributes) {
      write(attribute.getName(), config, out);
    }
    if (afterTimeout != null) {
      write(Timeouts.NAME, config, out);
    }
  }

  private static void write(String name, ConfigValue.Attributes config, StateWriter out)
      throws IOException {
    out.text(name);
    out.value(config.get(name));
  }
}
