package io.guestkit.terraform.function;

import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.util.List;

/** A function of the provider. All of its arguments are texts, neither null nor unknown. */
interface ProviderFunction {
  String name();

  /** Returns its parameters and the type of its result. */
  Function signature();

  /**
   * Writes the result.
   *
   * @param arguments one for each parameter
   */
  void call(List<String> arguments, StateWriter out) throws ArgumentException, IOException;
}
