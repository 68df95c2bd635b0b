package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.report.FactChange;
import io.guestkit.report.Inspection;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The data source {@code guestkit_diff}: what is not the same in two machines. */
public final class DiffSource implements DataSource {
  private static final MachineArguments BEFORE =
      new MachineArguments("before", "before_additional_disks");
  private static final MachineArguments AFTER =
      new MachineArguments("after", "after_additional_disks");

  private static final String EQUAL = "equal";
  private static final String CHANGES = "changes";
  private static final String NOT_COMPARED = "not_compared";
  private static final int COMPUTED = 3;

  private static Arguments arguments() {
    Arguments arguments = new Arguments();
    side(arguments, BEFORE, "was");
    side(arguments, AFTER, "is");
    return FactArguments.addTo(arguments).timeouts();
  }

  private static void side(Arguments arguments, MachineArguments machine, String verb) {
    arguments
        .required(
            machine.path(),
            Arguments.TEXT,
            "The machine as it "
                + verb
                + ": the path of its disk image, or of a report of it, which `guestkit inspect"
                + " --output json` wrote.")
        .optional(
            machine.disks(),
            Arguments.TEXTS,
            "Paths of the further disks of the machine at `"
                + machine.path()
                + "`, in the order of the guest.");
  }

  private static RecordAttributes changes() {
    return RecordAttributes.of(FactChange.class);
  }

  @Override
  public String name() {
    return "guestkit_diff";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Compares what is inside of two machines, each an image or a saved report of one. The"
                + " machines are read as by `guestkit_inspection`.")
        .addAttributes(
            Arguments.computed(EQUAL, Arguments.FLAG, "Whether nothing that was compared differs."))
        .addAttributes(changes().listOf(CHANGES, "What differs, by system and fact."))
        .addAttributes(
            Arguments.computed(
                NOT_COMPARED,
                Arguments.TEXTS,
                "Facts that were asked for and were not compared, as a saved report lacks them."))
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    BEFORE.check(config, diagnostics);
    AFTER.check(config, diagnostics);
    FactArguments.check(config, diagnostics);
    Timeouts.read(config, diagnostics);
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Optional<List<String>> facts = FactArguments.names(config, diagnostics);
    Optional<Duration> timeout = Timeouts.read(config, diagnostics);
    if (facts.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    InspectOptions options = new InspectOptions(facts.get(), false, door.limits(timeout));
    Optional<Inspection> before = report(BEFORE, config, door, options, diagnostics);
    Optional<Inspection> after = report(AFTER, config, door, options, diagnostics);
    return before.isEmpty() || after.isEmpty()
        ? Optional.empty()
        : Optional.of(state(config, before.get(), after.get(), facts.get()));
  }

  private static Optional<Inspection> report(
      MachineArguments side,
      ConfigValue.Attributes config,
      Door door,
      InspectOptions options,
      Diagnostics diagnostics)
      throws IOException {
    Optional<Machine> machine = side.machine(config, door, diagnostics);
    if (machine.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<Inspection> saved = GuestKit.savedReport(machine.get().disks().getFirst());
      if (saved.isEmpty()) {
        return door.inspect(machine.get(), side, options, diagnostics);
      } else if (machine.get().disks().size() == 1) {
        door.warn(saved.get().problems(), side.place(0), diagnostics);
        return saved;
      }
      diagnostics.error(
          side.place(1),
          "A report has no disks",
          machine.get().disks().getFirst() + " is a report, which takes no " + side.disks());
    } catch (ImageException e) {
      diagnostics.error(side.place(0), Sentences.summary(e), Sentences.detail(e));
    }
    return Optional.empty();
  }

  private static ByteString state(
      ConfigValue.Attributes config, Inspection before, Inspection after, List<String> facts)
      throws IOException {
    List<FactChange> differences = GuestKit.diff(before, after, facts);
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      out.object(arguments.count() + COMPUTED);
      arguments.write(config, out);
      out.text(EQUAL);
      out.flag(differences.isEmpty());
      out.text(CHANGES);
      changes().writeList(differences, out);
      out.text(NOT_COMPARED);
      out.texts(GuestKit.notCompared(before, after, facts));
      return ByteString.copyFrom(out.bytes());
    }
  }
}
