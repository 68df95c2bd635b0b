package io.guestkit.dist.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The transcripts of docs/docker.md are what docker prints. */
@ExtendWith(DockerExtension.class)
class DockerDocsIT {
  private static final String RENEW =
      "mvn verify -Dit.test=DockerDocsIT -Dguestkit.regenerate=true";

  private static final Pattern TRANSCRIPT =
      Pattern.compile(
          "```console\n\\$ (docker run .*? )guestkit( [^\n]*)\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsWhatDockerPrints(DockerImage image) throws IOException {
    Tool.require("docker");
    Path page = Repository.path("docs/docker.md");
    String text = Files.readString(page);
    Matcher matcher = TRANSCRIPT.matcher(text);
    StringBuilder renewed = new StringBuilder();
    int commands = 0;
    while (matcher.find()) {
      commands++;
      String printed = Tool.shell(matcher.group(1) + image.name() + matcher.group(2));
      String transcript =
          "```console\n$ "
              + matcher.group(1)
              + "guestkit"
              + matcher.group(2)
              + "\n"
              + printed
              + "```";
      matcher.appendReplacement(renewed, Matcher.quoteReplacement(transcript));
    }
    matcher.appendTail(renewed);

    assertThat(commands).isPositive();
    Repository.checkGenerated(page, renewed.toString(), RENEW);
  }
}
