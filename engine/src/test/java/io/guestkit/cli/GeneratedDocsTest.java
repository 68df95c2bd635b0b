package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.export.ReportReference;
import io.guestkit.testing.Repository;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Holds the generated files of docs/ to what they are generated from, or renews them. */
class GeneratedDocsTest {
  private static final String RENEW =
      "mvn -pl engine test -Dtest=GeneratedDocsTest -Dguestkit.regenerate=true";

  @Test
  void schemaIsFresh() throws IOException {
    check("inspection.schema.json", GuestKit.schema());
  }

  @Test
  void referenceOfTheReportIsFresh() throws IOException {
    check("report.md", ReportReference.markdown());
  }

  @Test
  void referenceOfTheCommandsIsFresh() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            # The command line

            <!-- Generated from the commands; a test fails when it is stale and says how to renew it. -->

            Errors are one sentence on standard error, `guestkit: ...`. `GUESTKIT_DEBUG=1` adds the trace of a fault.
            [limits.md](limits.md) says what an image may cost, and what happens when that ends.
            """);
    append(text, PicocliParser.commandLine());
    check("cli.md", text.toString());
  }

  private static void append(StringBuilder text, CommandLine line) {
    text.append("\n## ").append(line.getCommandSpec().qualifiedName()).append("\n\n```text\n");
    text.append(line.getUsageMessage(Ansi.OFF)).append("```\n");
    line.getSubcommands().values().forEach(subcommand -> append(text, subcommand));
  }

  private static void check(String name, String expected) throws IOException {
    Repository.checkGenerated(Repository.path("docs/" + name), expected, RENEW);
  }
}
