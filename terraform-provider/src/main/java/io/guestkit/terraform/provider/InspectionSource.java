package io.guestkit.terraform.provider;

import com.google.protobuf.ByteString;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import io.guestkit.terraform.provider.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.StringKind;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The data source {@code guestkit_inspection}: the report of one machine. The argument {@code
 * facts} stands in the place of the report's component of that name: as the configuration has it,
 * or where it has none the facts that were read.
 */
final class InspectionSource {
  static final String NAME = "guestkit_inspection";

  private final GuestKit kit;
  private final ProviderLog log;

  /**
   * Made when it is first needed: Terraform waits for the start, then it has other things to do.
   */
  private @Nullable RecordAttributes report;

  /** As many at once as there are processors: each may take its budget of memory. */
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  /** Set when Terraform wants no more answers. */
  private volatile boolean isStopped;

  InspectionSource(GuestKit kit, ProviderLog log) {
    this.kit = kit;
    this.log = log;
  }

  private synchronized RecordAttributes report() {
    @Nullable RecordAttributes made = report;
    if (made == null) {
      made = RecordAttributes.of(Inspection.class).without(InspectionArguments.FACTS);
      report = made;
    }
    return made;
  }

  Schema schema() {
    return Schema.newBuilder()
        .setBlock(
            Schema.Block.newBuilder()
                .setDescription(
                    "Reads the disk images of a virtual machine, without starting it, and reports"
                        + " what is inside. Volatile facts are left out: the same images give the"
                        + " same values.")
                .setDescriptionKind(StringKind.MARKDOWN)
                .addAllAttributes(arguments())
                .addAllAttributes(report().schema()))
        .build();
  }

  private static List<Schema.Attribute> arguments() {
    String profiles = "`" + String.join("`, `", InspectOptions.profileNames()) + "`";
    String facts = "`" + String.join("`, `", InspectOptions.factNames()) + "`";
    return List.of(
        argument(InspectionArguments.PATH, "\"string\"")
            .setRequired(true)
            .setDescription(
                "Path of the disk image, in any format that GuestKit reads; one that is relative"
                    + " starts at the folder in which Terraform runs.")
            .build(),
        argument(InspectionArguments.ADDITIONAL_DISKS, "[\"list\",\"string\"]")
            .setOptional(true)
            .setDescription("Paths of the machine's further disks, in the order of the guest.")
            .build(),
        argument(InspectionArguments.PROFILE, "\"string\"")
            .setOptional(true)
            .setDescription(
                "A list of facts that are read: "
                    + profiles
                    + ". Where neither this nor `facts` is set, it is `default`.")
            .build(),
        argument(InspectionArguments.FACTS, "[\"list\",\"string\"]")
            .setOptional(true)
            .setComputed(true)
            .setDescription(
                "Facts that are read, besides those of `profile` where that is set: "
                    + facts
                    + "; or names of profiles. Where this is not set, it becomes the list of the"
                    + " facts that were read.")
            .build());
  }

  private static Schema.Attribute.Builder argument(String name, String type) {
    return Schema.Attribute.newBuilder()
        .setName(name)
        .setType(ByteString.copyFromUtf8(type))
        .setDescriptionKind(StringKind.MARKDOWN);
  }

  /** Ends what runs, as Terraform wants its answers no more. */
  void stop() {
    isStopped = true;
    kit.close();
  }

  /** Adds an error for each argument that cannot be meant; values may be unknown. */
  void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    InspectionArguments.of(config).check(diagnostics);
  }

  /** Inspects, and returns the state; or empty where there are errors. */
  Optional<ByteString> read(ConfigValue.Attributes config, Diagnostics diagnostics) {
    InspectionArguments arguments = InspectionArguments.of(config);
    Optional<Machine> machine = arguments.machine(diagnostics);
    Optional<InspectOptions> options = arguments.options(diagnostics);
    if (machine.isEmpty() || options.isEmpty()) {
      if (!diagnostics.hasErrors()) {
        diagnostics.error(
            Place.BLOCK, "Unknown arguments", "An image is read when its arguments are known");
      }
      return Optional.empty();
    }
    turns.acquireUninterruptibly();
    try {
      Optional<Inspection> inspection = inspect(machine.get(), options.get(), diagnostics);
      return inspection.map(found -> state(arguments, found));
    } finally {
      turns.release();
    }
  }

  private Optional<Inspection> inspect(
      Machine machine, InspectOptions options, Diagnostics diagnostics) {
    try {
      if (!isStopped) {
        InspectResult.Success result = kit.inspect(machine, options);
        if (!isStopped) { // what was stopped on its way is not a whole report
          log.read(result);
          warn(result.inspection().problems(), diagnostics);
          return Optional.of(result.inspection());
        }
      }
      diagnostics.error(Place.BLOCK, "Stopped", "Terraform stopped before the image was read");
    } catch (ImageException e) {
      refuse(machine, e, diagnostics);
    }
    return Optional.empty();
  }

  /** A plan that rests on half a report should not look like any other. */
  private static void warn(List<Problem> problems, Diagnostics diagnostics) {
    if (!problems.isEmpty()) {
      int count = problems.size();
      Problem first = problems.getFirst();
      diagnostics.warning(
          Place.attribute(InspectionArguments.PATH),
          count == 1 ? "A part was not read" : count + " parts were not read",
          "The first: %s. What could be read is there; the attribute problems lists what could not"
              .formatted(first.message()));
    }
  }

  /** Tells the error at the disk that cannot be opened: the first that alone cannot be either. */
  private void refuse(Machine machine, ImageException error, Diagnostics diagnostics) {
    Place place = Place.attribute(InspectionArguments.PATH);
    List<Path> disks = machine.disks();
    for (int i = 0; i < disks.size() && disks.size() > 1; i++) {
      try {
        kit.image(disks.get(i));
      } catch (ImageException e) {
        place = i == 0 ? place : Place.element(InspectionArguments.ADDITIONAL_DISKS, i - 1);
        break;
      }
    }
    diagnostics.error(place, Sentences.summary(error), Sentences.detail(error));
  }

  private ByteString state(InspectionArguments arguments, Inspection inspection) {
    try (StateWriter out = new StateWriter()) {
      out.object(4 + report().count());
      out.text(InspectionArguments.PATH);
      out.value(arguments.path());
      out.text(InspectionArguments.ADDITIONAL_DISKS);
      out.value(arguments.additionalDisks());
      out.text(InspectionArguments.PROFILE);
      out.value(arguments.profile());
      out.text(InspectionArguments.FACTS);
      if (arguments.facts() instanceof ConfigValue.Null) {
        out.list(inspection.facts().size());
        for (String fact : inspection.facts()) {
          out.text(fact);
        }
      } else {
        out.value(arguments.facts());
      }
      report().write(inspection, out);
      return ByteString.copyFrom(out.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
