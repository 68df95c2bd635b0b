package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.ResultOrder;
import io.guestkit.export.Colours;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.VirtInspectorXml;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Inspects machines. */
final class InspectCommand implements Command {
  private static final Option OUTPUT =
      OutputOption.of("text", "json", "jsonl", "yaml", OutputOption.VIRT_INSPECTOR_XML);

  private static final Option PROFILE =
      Option.choice(
          "--profile",
          "NAME",
          InspectOptions.profileNames(),
          "What to read: minimal (disks, volumes, filesystems, mount points), default (every fact"
              + " but those that take longer the more files a guest has) or full (every fact);"
              + " default where neither this nor --facts is given.");

  private static final Option FACTS =
      Option.values(
          "--facts",
          "NAME,...",
          "The facts to read, by the names of the report's components: these alone, or with"
              + " --profile these besides its own. What a system is (distribution, version, host"
              + " name) always is read.");

  private static final Option FIELDS =
      Option.values(
          "--fields",
          "PATH,...",
          "Print these fields of the report only, such as operating_systems.packages.name; with"
              + " json, jsonl or yaml.");

  private static final Option EVIDENCE =
      Option.toggle("--evidence", "Show the files of the guest that each fact comes from.");

  private static final Option STATISTICS =
      Option.toggle(
          "--statistics",
          "Say on standard error how long each image took and what was read of it.");

  private static final Option JOBS =
      Option.number(
          "--jobs",
          "N",
          "How many images to read at once, as far as there is memory for them; the number of"
              + " processors by default.");

  private static final Option SAMPLE =
      Option.toggle("--sample", "Inspect the small image that comes with guestkit.");

  private static final Option NO_COLOR =
      Option.toggle(
          "--no-color",
          "Do not colour text; nor is it where NO_COLOR is set, or not on a terminal.");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "inspect",
        "Report what is inside of machines: disks, filesystems, systems, packages, users.",
        List.of(
            "Each IMAGE is a machine of its own; --disk adds further disks to a single one. What"
                + " could not be read of an image is in its report, as problems.",
            "json and yaml are the report of one IMAGE, or for several a list in their order; its"
                + " items, and the lines of jsonl, which come as each image is ready, are"
                + " {\"path\", \"inspection\"} or {\"path\", \"error\": {\"kind\", \"message\"}}.",
            "A finished report is kept, and answers the next time as long as the image is what it"
                + " was: every file of its chain, by inode, size and times, its partition tables"
                + " and superblocks. See guestkit cache --help.",
            "virt-inspector-xml is the document of virt-inspector, for one IMAGE; nothing is read"
                + " for it but what it holds, where neither --profile nor --facts is given."),
        options(),
        List.of(Operand.any("IMAGE", "The images.")),
        List.of(
            "guestkit inspect disk.qcow2",
            "guestkit inspect disk.qcow2 --output json --fields operating_systems.packages.name",
            "guestkit inspect system.img --disk data.img --profile minimal",
            "guestkit inspect disk.qcow2 --facts packages,users --evidence",
            "guestkit inspect --output jsonl --jobs 4 /var/lib/libvirt/images/*.qcow2"));
  }

  private static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.addAll(List.of(OUTPUT, PROFILE, FACTS, FIELDS, EVIDENCE, STATISTICS));
    options.addAll(List.of(ImageArguments.DISK, ImageArguments.ALLOW_DIR, ImageArguments.SNAPSHOT));
    options.addAll(LimitOptions.ALL);
    options.addAll(List.of(JOBS, CacheArguments.CACHE, CacheArguments.NO_CACHE, SAMPLE, NO_COLOR));
    return options;
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    Colours colours = arguments.has(NO_COLOR) ? Colours.NONE : streams.colours();
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    Printing printing = new Printing(output, fields(arguments, output), colours);
    InspectOptions options = options(arguments, output);
    List<String> images = arguments.operands();
    if (arguments.has(SAMPLE)) {
      if (!images.isEmpty()) {
        throw new UsageException("--sample takes the place of an image; leave out one of them");
      }
      try (SampleImage sample = SampleImage.open()) {
        Machine machine = ImageArguments.machine(sample.path().toString(), arguments);
        List<InspectRun.Target> targets = List.of(new InspectRun.Target("sample", machine));
        return run(targets, options, printing, arguments, streams);
      }
    }
    if (images.isEmpty()) {
      throw new UsageException("name an image, or --sample; see guestkit inspect --help");
    }
    if (images.size() > 1 && arguments.has(ImageArguments.DISK)) {
      throw new UsageException(
          "--disk adds to one image, but several were named; inspect them one by one");
    }
    if (images.size() > 1 && output.equals(OutputOption.VIRT_INSPECTOR_XML)) {
      throw new UsageException(
          "--output virt-inspector-xml is a document of one machine; inspect them one by one");
    }
    List<InspectRun.Target> targets = new ArrayList<>();
    for (String image : images) {
      targets.add(new InspectRun.Target(image, ImageArguments.machine(image, arguments)));
    }
    return run(targets, options, printing, arguments, streams);
  }

  /**
   * How reports are printed.
   *
   * @param output the value of {@code --output}
   * @param fields the fields of a report that are
   * @param colours of text
   */
  private record Printing(String output, FieldSelection fields, Colours colours) {}

  private static int run(
      List<InspectRun.Target> targets,
      InspectOptions options,
      Printing printing,
      Arguments arguments,
      Streams streams)
      throws IOException, UsageException {
    int jobs = arguments.number(JOBS, Runtime.getRuntime().availableProcessors());
    try (GuestKit kit = ImageArguments.kitWithReports(arguments, streams);
        ReportSink sink = sink(printing, targets.size(), streams)) {
      InspectRun run = new InspectRun(kit, targets, streams, arguments.has(STATISTICS));
      ResultOrder order =
          printing.output().equals(OutputOption.JSONL)
              ? ResultOrder.AS_READY
              : ResultOrder.AS_GIVEN;
      return run.run(sink, options, jobs, order);
    }
  }

  private static ReportSink sink(Printing printing, int images, Streams streams)
      throws IOException {
    if (printing.output().equals(OutputOption.TEXT)) {
      return new TextSink(streams, printing.colours());
    }
    if (printing.output().equals(OutputOption.VIRT_INSPECTOR_XML)) {
      return new VirtInspectorSink(streams);
    }
    ReportFormat format = OutputOption.format(printing.output());
    RecordSink.Layout layout =
        format == ReportFormat.JSONL
            ? RecordSink.Layout.LINES
            : images == 1 ? RecordSink.Layout.SINGLE : RecordSink.Layout.ARRAY;
    return new RecordSink(streams, format, layout, printing.fields());
  }

  /** What is asked for, or else what the output holds. */
  private static List<String> facts(Arguments arguments, String output) throws UsageException {
    List<String> facts = new ArrayList<>(arguments.values(PROFILE));
    facts.addAll(arguments.names(FACTS));
    if (!facts.isEmpty()) {
      return facts;
    }
    return output.equals(OutputOption.VIRT_INSPECTOR_XML)
        ? VirtInspectorXml.facts()
        : InspectOptions.DEFAULT.facts();
  }

  private static InspectOptions options(Arguments arguments, String output) throws UsageException {
    List<String> facts = facts(arguments, output);
    Limits limits = LimitOptions.limits(arguments);
    try {
      return new InspectOptions(facts, arguments.has(EVIDENCE), limits);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static FieldSelection fields(Arguments arguments, String output) throws UsageException {
    if (!arguments.has(FIELDS)) {
      return FieldSelection.ALL;
    }
    if (output.equals(OutputOption.TEXT) || output.equals(OutputOption.VIRT_INSPECTOR_XML)) {
      throw new UsageException("--fields goes with --output json, jsonl or yaml");
    }
    try {
      return FieldSelection.of(Inspection.class, arguments.names(FIELDS));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
