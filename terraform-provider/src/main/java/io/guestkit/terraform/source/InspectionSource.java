package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.Inspection;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data source {@code guestkit_inspection}: the report of one machine. The argument {@code
 * facts} stands in the place of the report's component of that name: as the configuration has it,
 * or where it has none the facts that were read.
 */
public final class InspectionSource implements DataSource {
  private static final MachineArguments MACHINE = MachineArguments.USUAL;

  /**
   * Made when it is first needed: Terraform waits for the start, then it has other things to do.
   */
  private @Nullable RecordAttributes report;

  private synchronized RecordAttributes report() {
    @Nullable RecordAttributes made = report;
    if (made == null) {
      made = RecordAttributes.of(Inspection.class).without(FactArguments.FACTS);
      report = made;
    }
    return made;
  }

  private static Arguments arguments() {
    return FactArguments.addComputedTo(MachineArguments.usual()).timeouts();
  }

  @Override
  public String name() {
    return "guestkit_inspection";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Reads the disk images of a virtual machine, without starting it, and reports what is"
                + " inside. Volatile facts are left out: the same images give the same values.")
        .addAllAttributes(report().schema())
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    MACHINE.check(config, diagnostics);
    FactArguments.check(config, diagnostics);
    Timeouts.read(config, diagnostics);
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Optional<Machine> machine = MACHINE.machine(config, door, diagnostics);
    Optional<List<String>> facts = FactArguments.names(config, diagnostics);
    Optional<Duration> timeout = Timeouts.read(config, diagnostics);
    if (machine.isEmpty() || facts.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    InspectOptions options = new InspectOptions(facts.get(), false, door.limits(timeout));
    Optional<Inspection> inspection = door.inspect(machine.get(), MACHINE, options, diagnostics);
    return inspection.isEmpty() ? Optional.empty() : Optional.of(state(config, inspection.get()));
  }

  private ByteString state(ConfigValue.Attributes config, Inspection inspection)
      throws IOException {
    ConfigValue.Attributes complete =
        config.get(FactArguments.FACTS) instanceof ConfigValue.Null
            ? config.with(FactArguments.FACTS, ConfigValue.texts(inspection.facts()))
            : config;
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      out.object(arguments.count() + report().count());
      arguments.write(complete, out);
      report().write(inspection, out);
      return ByteString.copyFrom(out.bytes());
    }
  }
}
