package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import java.io.IOException;
import java.util.Optional;

/** Something that a configuration reads. Each is asked by several threads at once. */
public interface DataSource {
  /** Returns the type's name, which begins with that of the provider. */
  String name();

  /** Returns its arguments, and what it computes. */
  Schema.Block schema();

  /** Adds an error for each argument that cannot be meant; values may be unknown. */
  void check(ConfigValue.Attributes config, Diagnostics diagnostics);

  /**
   * Returns the state in MessagePack: the arguments and what was computed. Empty where there are
   * errors. All values are known.
   */
  Optional<ByteString> read(ConfigValue.Attributes config, Door door, Diagnostics diagnostics)
      throws IOException;
}
