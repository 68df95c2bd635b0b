package io.guestkit.cli;

import io.guestkit.export.Colours;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The commands as picocli sees them: parsing, help and completion. */
final class PicocliParser {
  static final String PROGRAM = "guestkit";

  /** 100: what most terminals show without wrapping; the reference has the same lines. */
  private static final int HELP_WIDTH = 100;

  private PicocliParser() {}

  /**
   * What a command line asks for.
   *
   * @param command the command, or empty where help is asked for
   * @param arguments its arguments
   * @param help the help that is asked for, else empty
   */
  record Request(Optional<Command> command, Arguments arguments, String help) {}

  /**
   * Parses a command line.
   *
   * @throws UsageException saying what is wrong with it
   */
  static Request parse(String[] words, Colours colours) throws UsageException {
    CommandLine root = commandLine();
    ParseResult result;
    try {
      result = root.parseArgs(words);
    } catch (ParameterException e) {
      throw new UsageException(complaint(e));
    }
    while (result.hasSubcommand() && !result.isUsageHelpRequested()) {
      result = result.subcommand();
    }
    CommandLine chosen = result.commandSpec().commandLine();
    if (result.isUsageHelpRequested()) {
      return new Request(
          Optional.empty(),
          none(),
          chosen.getUsageMessage(colours == Colours.NONE ? Ansi.OFF : Ansi.ON));
    }
    if (chosen.getCommandSpec().userObject() instanceof Command command) {
      return new Request(Optional.of(command), arguments(command.model(), result), "");
    }
    if (result.hasMatchedOption("--version")) {
      return new Request(Optional.of(new VersionCommand()), none(), "");
    }
    throw new UsageException("name a command; " + seeHelp(chosen));
  }

  /** Returns the help of the program, not coloured. */
  static String help() {
    return commandLine().getUsageMessage(Ansi.OFF);
  }

  /** Returns the completion script for bash and zsh. */
  static String completion() {
    return AutoComplete.bash(PROGRAM, commandLine());
  }

  /** Returns every command, the program first. */
  static CommandLine commandLine() {
    CommandSpec root = CommandSpec.create().name(PROGRAM);
    root.usageMessage()
        .description("Reads virtual machine disks in process and reports what is inside.")
        .footer(
            "",
            "Exit status: 0 for a report, with problems in it or without; 1 where an image, or a"
                + " path in a guest, could not be read; 2 for wrong usage.");
    root.addOption(
        OptionSpec.builder("--version")
            .arity("0")
            .type(boolean.class)
            .description("Print the version.")
            .build());
    finish(root);
    for (Command command : Commands.all()) {
      add(root, command);
    }
    CommandLine line = new CommandLine(root);
    line.setExpandAtFiles(false);
    return line;
  }

  private static void add(CommandSpec root, Command command) {
    String name = command.model().name();
    int space = name.indexOf(' ');
    if (space < 0) {
      root.addSubcommand(name, spec(command));
      return;
    }
    String groupName = name.substring(0, space);
    CommandLine group = root.subcommands().get(groupName);
    CommandSpec groupSpec;
    if (group == null) {
      groupSpec = CommandSpec.create().name(groupName);
      groupSpec.usageMessage().description(Commands.groupSummary(groupName));
      finish(groupSpec);
      root.addSubcommand(groupName, groupSpec);
    } else {
      groupSpec = group.getCommandSpec();
    }
    groupSpec.addSubcommand(name.substring(space + 1), spec(command));
  }

  private static CommandSpec spec(Command command) {
    CommandModel model = command.model();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    List<String> description = new ArrayList<>(List.of(model.summary()));
    for (String paragraph : model.details()) {
      description.add("");
      description.add(paragraph);
    }
    List<String> footer = new ArrayList<>(List.of("", "Examples:"));
    for (String example : model.examples()) {
      footer.add("  " + example);
    }
    UsageMessageSpec usage = spec.usageMessage();
    usage.description(escaped(description)).footer(escaped(footer));
    for (Option option : model.options()) {
      spec.addOption(option(option));
    }
    for (int i = 0; i < model.operands().size(); i++) {
      spec.addPositional(positional(model.operands().get(i), i));
    }
    finish(spec);
    return spec;
  }

  private static void finish(CommandSpec spec) {
    boolean isTaken = spec.optionsMap().containsKey("-h"); // du has it as GNU has
    spec.addOption(
        OptionSpec.builder(isTaken ? new String[] {"--help"} : new String[] {"-h", "--help"})
            .arity("0")
            .type(boolean.class)
            .usageHelp(true)
            .description("Print this help.")
            .build());
    spec.usageMessage().width(HELP_WIDTH).sortOptions(false).abbreviateSynopsis(true);
    spec.usageMessage().descriptionHeading("%n").optionListHeading("%nOptions:%n");
    spec.usageMessage().parameterListHeading("%n").commandListHeading("%nCommands:%n");
  }

  /** Texts are formats to picocli. */
  private static String[] escaped(List<String> lines) {
    return lines.stream().map(PicocliParser::escaped).toArray(String[]::new);
  }

  private static String escaped(String line) {
    return line.replace("%", "%%");
  }

  private static OptionSpec option(Option option) {
    OptionSpec.Builder builder =
        option.shortName().isEmpty()
            ? OptionSpec.builder(option.name())
            : OptionSpec.builder(option.shortName(), option.name());
    builder.description(escaped(option.description()));
    if (option.kind() == Option.Kind.SWITCH) {
      return builder.arity("0").type(boolean.class).build();
    }
    builder.arity("1").paramLabel(option.label());
    if (option.kind() == Option.Kind.VALUES) {
      builder.type(List.class).auxiliaryTypes(String.class);
    } else {
      builder.type(String.class);
    }
    if (!option.choices().isEmpty()) {
      builder.completionCandidates(option.choices());
    }
    return builder.converters(value -> checked(option, value)).build();
  }

  private static String checked(Option option, String value) {
    Optional<String> complaint =
        value.isEmpty()
            ? Optional.of(option.name() + " takes a value that is not empty")
            : option.complaint(value);
    if (complaint.isPresent()) {
      throw new TypeConversionException(complaint.get());
    }
    return value;
  }

  private static PositionalParamSpec positional(Operand operand, int index) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(operand.label())
            .description(escaped(operand.description()));
    if (operand.most() == 1) {
      return builder
          .index(Integer.toString(index))
          .arity(operand.least() == 0 ? "0..1" : "1")
          .type(String.class)
          .required(operand.least() > 0)
          .build();
    }
    return builder
        .index(index + "..*")
        .arity(operand.least() + "..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .build();
  }

  private static Arguments none() {
    return new Arguments(Map.of(), List.of());
  }

  private static Arguments arguments(CommandModel model, ParseResult result) {
    Map<String, List<String>> options = new HashMap<>();
    for (Option option : model.options()) {
      if (result.hasMatchedOption(option.name())) {
        options.put(
            option.name(),
            option.kind() == Option.Kind.SWITCH
                ? List.of()
                : strings(result.matchedOption(option.name())));
      }
    }
    List<String> operands = new ArrayList<>();
    for (PositionalParamSpec positional : result.commandSpec().positionalParameters()) {
      operands.addAll(strings(positional));
    }
    return new Arguments(options, operands);
  }

  private static List<String> strings(ArgSpec argument) {
    Object value = argument.getValue();
    if (value instanceof List<?> list) {
      return list.stream().map(String.class::cast).toList();
    }
    return value instanceof String text ? List.of(text) : List.of();
  }

  private static String complaint(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    if (e.getCause() instanceof TypeConversionException converting) {
      message = String.valueOf(converting.getMessage());
    } else if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      message = unmatched(unmatched);
    }
    return message.substring(0, 1).toLowerCase(Locale.ROOT)
        + message.substring(1)
        + "; "
        + seeHelp(e.getCommandLine());
  }

  private static String unmatched(CommandLine.UnmatchedArgumentException e) {
    boolean lacksCommand = !e.getCommandLine().getSubcommands().isEmpty();
    String message =
        lacksCommand && !e.isUnknownOption()
            ? "unknown command '" + e.getUnmatched().getFirst() + "'"
            : String.valueOf(e.getMessage());
    return e.getSuggestions().isEmpty()
        ? message
        : message + ", did you mean " + String.join(" or ", e.getSuggestions()) + "?";
  }

  private static String seeHelp(CommandLine line) {
    return "see " + line.getCommandSpec().qualifiedName() + " --help";
  }
}
