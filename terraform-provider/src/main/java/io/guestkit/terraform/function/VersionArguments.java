package io.guestkit.terraform.function;

import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.version.VersionOrder;
import java.util.List;

/** The arguments of a function that compares: the name of a format and two versions of it. */
final class VersionArguments {
  private VersionArguments() {}

  /** Describes the first. */
  static Function.Parameter format() {
    return Signature.text(
        "format",
        "Whose rules decide: `"
            + String.join("`, `", VersionOrder.names())
            + "`. For packages of a report it is the operating system's `package_format`.");
  }

  /** Returns -1, 0 or 1: the first version is older than the second, as old, or newer. */
  static int compare(List<String> arguments) throws ArgumentException {
    String format = arguments.getFirst();
    VersionOrder order =
        VersionOrder.named(format)
            .orElseThrow(() ->
                new ArgumentException(
                    0,
                    "no format is named '%s'; there are %s"
                        .formatted(format, String.join(", ", VersionOrder.names()))));
    for (int i = 1; i <= 2; i++) {
      try {
        order.check(arguments.get(i));
      } catch (IllegalArgumentException e) {
        throw new ArgumentException(i, String.valueOf(e.getMessage()));
      }
    }
    return order.compare(arguments.get(1), arguments.get(2));
  }
}
