package io.guestkit.terraform.docs;

import io.guestkit.terraform.tfplugin6.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An attribute or nested block of a page.
 *
 * @param label type and traits, such as {@code List of String, Sensitive}
 * @param anchor prefix of the anchor of the section that describes what is below
 * @param below what it is made of; empty where that has no names
 */
record Entry(
    String name, Need need, String label, String description, String anchor, List<Entry> below) {

  Entry {
    below = sorted(below);
  }

  private static List<Entry> sorted(List<Entry> entries) {
    return entries.stream().sorted(Comparator.comparing(Entry::name)).toList();
  }

  /** Returns what a block has, by name. */
  static List<Entry> of(Schema.Block block) {
    List<Entry> entries = new ArrayList<>(of(block.getAttributesList()));
    for (Schema.NestedBlock nested : block.getBlockTypesList()) {
      entries.add(of(nested));
    }
    return sorted(entries);
  }

  private static List<Entry> of(List<Schema.Attribute> attributes) {
    return attributes.stream().map(Entry::of).toList();
  }

  private static Entry of(Schema.Attribute attribute) {
    Need need = Need.of(attribute);
    String traits =
        (need == Need.OPTIONAL && attribute.getComputed() ? ", Computed" : "")
            + (attribute.getSensitive() ? ", Sensitive" : "");
    if (attribute.hasNestedType()) {
      Schema.Object nested = attribute.getNestedType();
      return attribute(attribute, label(nested) + traits, of(nested.getAttributesList()));
    }
    CtyType type = CtyType.parse(attribute.getType());
    return attribute(attribute, type.label() + traits, type.attributes(need));
  }

  private static Entry attribute(Schema.Attribute attribute, String label, List<Entry> below) {
    return new Entry(
        attribute.getName(),
        Need.of(attribute),
        label,
        attribute.getDescription(),
        "nestedatt",
        below);
  }

  private static String label(Schema.Object object) {
    return switch (object.getNesting()) {
      case SINGLE -> "Attributes";
      case LIST -> "Attributes List";
      case SET -> "Attributes Set";
      case MAP -> "Attributes Map";
      case INVALID, UNRECOGNIZED -> throw new IllegalStateException("nesting of an object");
    };
  }

  private static Entry of(Schema.NestedBlock nested) {
    if (nested.getNesting() != Schema.NestedBlock.NestingMode.SINGLE) {
      throw new IllegalStateException("the label of a list of blocks is not written yet");
    }
    return new Entry(
        nested.getTypeName(),
        Need.OPTIONAL,
        "Block, Optional",
        nested.getBlock().getDescription(),
        "nestedblock",
        of(nested.getBlock()));
  }
}
