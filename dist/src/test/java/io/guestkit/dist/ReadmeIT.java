package io.guestkit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The transcripts of the README are what the commands print. Renewed with {@code mvn verify
 * -Dit.test=ReadmeIT -Dguestkit.regenerate=true}.
 */
class ReadmeIT {
  private static final Pattern TRANSCRIPT =
      Pattern.compile("```console\n\\$ \\./guestkit ([^\n]*)\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsWhatTheCommandsPrint() throws IOException, InterruptedException {
    Path readme = Cli.launcher().resolveSibling("README.md");
    String text = Files.readString(readme);
    Matcher matcher = TRANSCRIPT.matcher(text);
    StringBuilder renewed = new StringBuilder();
    List<String> commands = new ArrayList<>();
    while (matcher.find()) {
      String command = matcher.group(1);
      commands.add(command);
      Cli.Result result = Cli.guestkit(command.split(" ", -1));
      assertThat(result.err()).isEmpty();
      String transcript = "```console\n$ ./guestkit " + command + "\n" + result.text() + "```";
      matcher.appendReplacement(renewed, Matcher.quoteReplacement(transcript));
    }
    matcher.appendTail(renewed);

    if (Boolean.getBoolean("guestkit.regenerate")) {
      Files.writeString(readme, renewed);
    }
    assertThat(commands).isNotEmpty();
    assertThat(Files.readString(readme)).isEqualTo(renewed.toString());
  }

  /** Those of other programs are taken from their pages, whose own tests run them. */
  @Test
  void otherTranscriptsAreThoseOfTheirPages() throws IOException {
    Path readme = Cli.launcher().resolveSibling("README.md");
    String pages = "";
    for (String page : List.of("ansible", "terraform", "exporter", "docker")) {
      pages += Files.readString(readme.resolveSibling("docs/" + page + ".md"));
    }
    Matcher blocks =
        Pattern.compile("```(?:console|text)\n(?!\\$ \\./guestkit)(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(readme));
    int count = 0;
    while (blocks.find()) {
      count++;
      assertThat(pages).contains(blocks.group(1));
    }
    assertThat(count).isEqualTo(4);
  }
}
