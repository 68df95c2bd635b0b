package io.guestkit.terraform.function;

import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.util.List;

/** Says which of two versions is newer. */
final class CompareVersions implements ProviderFunction {
  @Override
  public String name() {
    return "compare_versions";
  }

  @Override
  public Function signature() {
    return Signature.of(
        "Compares two versions",
        "Returns -1 where version `a` is older than `b`, 0 where they are the same in the order of"
            + " the format, 1 where `a` is newer.",
        Signature.NUMBER,
        VersionArguments.format(),
        Signature.text("a", "A version."),
        Signature.text("b", "The version that it is compared with."));
  }

  @Override
  public void call(List<String> arguments, StateWriter out) throws ArgumentException, IOException {
    out.number(VersionArguments.compare(arguments));
  }
}
