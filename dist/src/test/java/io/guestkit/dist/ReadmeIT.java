package io.guestkit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The transcripts of the README are what the commands print. */
class ReadmeIT {
  private static final String RENEW = "mvn verify -Dit.test=ReadmeIT -Dguestkit.regenerate=true";

  private static final Path README = Repository.path("README.md");

  private static final Pattern TRANSCRIPT =
      Pattern.compile("```console\n\\$ \\./guestkit ([^\n]*)\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsWhatTheCommandsPrint() throws IOException, InterruptedException {
    String text = Files.readString(README);
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

    assertThat(commands).isNotEmpty();
    Repository.checkGenerated(README, renewed.toString(), RENEW);
  }

  /** Those of other programs are taken from their pages, whose own tests run them. */
  @Test
  void otherTranscriptsAreThoseOfTheirPages() throws IOException {
    String pages = "";
    for (String page : List.of("ansible", "terraform", "exporter", "docker")) {
      pages += Files.readString(Repository.path("docs/" + page + ".md"));
    }
    Matcher blocks =
        Pattern.compile("```(?:console|text)\n(?!\\$ \\./guestkit)(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    int count = 0;
    while (blocks.find()) {
      count++;
      assertThat(pages).contains(blocks.group(1));
    }
    assertThat(count).isEqualTo(4);
  }
}
