package io.guestkit.terraform.function;

import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.util.List;

/** Says whether a version is another one or newer. */
final class VersionAtLeast implements ProviderFunction {
  @Override
  public String name() {
    return "version_at_least";
  }

  @Override
  public Function signature() {
    return Signature.of(
        "Checks that a version is not too old",
        "Returns whether `version` is `minimum` or newer, in the order of the format.",
        Signature.BOOL,
        VersionArguments.format(),
        Signature.text("version", "The version that is checked."),
        Signature.text("minimum", "The oldest version that will do."));
  }

  @Override
  public void call(List<String> arguments, StateWriter out) throws ArgumentException, IOException {
    out.flag(VersionArguments.compare(arguments) >= 0);
  }
}
