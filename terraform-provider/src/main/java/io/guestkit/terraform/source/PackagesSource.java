package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.PackageSelection;
import io.guestkit.report.Inspection;
import io.guestkit.report.PackageInfo;
import io.guestkit.report.Problem;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data source {@code guestkit_packages}: the packages of a machine, by their names. */
public final class PackagesSource implements DataSource {
  private static final MachineArguments MACHINE = MachineArguments.USUAL;

  private static final String NAMES = "names";
  private static final String PACKAGES = "packages";
  private static final String VERSIONS = "versions";
  private static final String MISSING = "missing";
  private static final String PACKAGE_FORMAT = "package_format";
  private static final String PROBLEMS = "problems";
  private static final int COMPUTED = 5;

  private static Arguments arguments() {
    return MachineArguments.usual()
        .optional(
            NAMES,
            Arguments.TEXTS,
            "Names of packages, which may be patterns of a shell with `*`, `?` and `[a-z]`; case"
                + " matters. By default every package.")
        .timeouts();
  }

  private static RecordAttributes packages() {
    return RecordAttributes.of(PackageInfo.class);
  }

  private static RecordAttributes problems() {
    return RecordAttributes.of(Problem.class);
  }

  @Override
  public String name() {
    return "guestkit_packages";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Reads which packages are installed on the disk images of a virtual machine, without"
                + " starting it. Where there are several operating systems, those of all of them.")
        .addAttributes(packages().listOf(PACKAGES, "The packages."))
        .addAttributes(
            Arguments.computed(
                VERSIONS,
                "[\"map\",[\"list\",\"string\"]]",
                "Versions by name, whole with epoch and release, as the function"
                    + " `compare_versions` takes them; each once, the oldest first."))
        .addAttributes(
            Arguments.computed(
                MISSING, Arguments.TEXTS, "Those of `names` that no package has or fits."))
        .addAttributes(
            Arguments.computed(
                PACKAGE_FORMAT,
                Arguments.TEXT,
                "Format of packages: deb, rpm, apk, pacman, ebuild, xbps; null where there is no"
                    + " operating system, or where they differ in it."))
        .addAttributes(problems().listOf(PROBLEMS, "What could not be read."))
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    MACHINE.check(config, diagnostics);
    names(config.get(NAMES), diagnostics);
    Timeouts.read(config, diagnostics);
  }

  /** Returns the names; none where one of them is unknown, or wrong and told so. */
  private static List<String> names(ConfigValue value, Diagnostics diagnostics) {
    List<String> names = new ArrayList<>();
    List<ConfigValue> list =
        value instanceof ConfigValue.Elements elements ? elements.elements() : List.of();
    for (int i = 0; i < list.size(); i++) {
      ConfigValue element = list.get(i);
      if (element instanceof ConfigValue.Text text && !text.text().isEmpty()) {
        names.add(text.text());
      } else if (!(element instanceof ConfigValue.Unknown)) {
        diagnostics.error(
            Place.attribute(NAMES).element(i),
            "No package is named",
            "The name of a package, or a pattern of names, is needed here; it is empty");
      }
    }
    return names.size() < list.size() ? List.of() : names;
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Optional<Machine> machine = MACHINE.machine(config, door, diagnostics);
    List<String> named = names(config.get(NAMES), diagnostics);
    Optional<Duration> timeout = Timeouts.read(config, diagnostics);
    if (machine.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    Optional<List<String>> names =
        config.get(NAMES) instanceof ConfigValue.Null ? Optional.empty() : Optional.of(named);
    InspectOptions options = new InspectOptions(List.of(PACKAGES), false, door.limits(timeout));
    Optional<Inspection> inspection = door.inspect(machine.get(), MACHINE, options, diagnostics);
    return inspection.isEmpty()
        ? Optional.empty()
        : Optional.of(state(config, inspection.get(), names));
  }

  private static ByteString state(
      ConfigValue.Attributes config, Inspection inspection, Optional<List<String>> names)
      throws IOException {
    PackageSelection selection = new PackageSelection(inspection.operatingSystems(), names);
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      out.object(arguments.count() + COMPUTED);
      arguments.write(config, out);
      out.text(PACKAGES);
      packages().writeList(selection.packages(), out);
      out.text(VERSIONS);
      out.object(selection.versions().size());
      for (Map.Entry<String, Set<String>> entry : selection.versions().entrySet()) {
        out.text(entry.getKey());
        out.texts(List.copyOf(entry.getValue()));
      }
      out.text(MISSING);
      out.texts(selection.missing());
      out.text(PACKAGE_FORMAT);
      out.textOrNothing(selection.format());
      out.text(PROBLEMS);
      problems().writeList(inspection.problems(), out);
      return ByteString.copyFrom(out.bytes());
    }
  }
}
