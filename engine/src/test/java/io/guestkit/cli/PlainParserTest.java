package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.export.Colours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainParserTest {
  private static final int COUNT = 3_000;

  /** Wherever the fast parser has an answer, picocli has the same one. */
  @Test
  void agreesWithPicocli() throws UsageException {
    Random random = new Random(5);
    int answers = 0;
    for (int i = 0; i < COUNT; i++) {
      Command command = Commands.all().get(random.nextInt(Commands.all().size()));
      List<String> words = new ArrayList<>(List.of(command.model().name().split(" ", -1)));
      int first = words.size();
      for (int j = random.nextInt(6); j > 0; j--) {
        words.add(word(command.model(), random));
      }
      String[] line = words.toArray(String[]::new);
      Optional<Arguments> plain = PlainParser.parse(command.model(), line, first);
      if (plain.isPresent()) {
        answers++;
        assertThat(PicocliParser.parse(line, Colours.NONE).arguments())
            .as(words.toString())
            .isEqualTo(plain.get());
      }
    }
    assertThat(answers).isGreaterThan(COUNT / 10);
  }

  private static String word(CommandModel model, Random random) {
    String[] odd = {
      "a", "/b c", "1", "json", "text", "@x", "-", "--", "-5", "", "x=y", "\"q\"", "\\x5c"
    };
    if (model.options().isEmpty() || random.nextInt(2) == 0) {
      return odd[random.nextInt(odd.length)];
    }
    Option option = model.options().get(random.nextInt(model.options().size()));
    return switch (random.nextInt(4)) {
      case 0 -> option.name() + "=" + odd[random.nextInt(odd.length)];
      case 1 -> option.shortName().isEmpty() ? option.name() : option.shortName();
      default -> option.name();
    };
  }

  @Test
  void leavesTheUnusualToPicocli() {
    CommandModel model = new ListCommand().model();
    for (String[] line :
        new String[][] {{"-lR", "a"}, {"--help"}, {"--", "a"}, {"-x", "a"}, {}, {"a", "b", "c"}}) {
      assertThat(PlainParser.parse(model, line, 0)).isEmpty();
    }
  }

  @Test
  void picocliKnowsClustersAndTheEndOfOptions() throws UsageException {
    PicocliParser.Request request =
        PicocliParser.parse(new String[] {"ls", "-lR", "--", "-image"}, Colours.NONE);
    assertThat(request.arguments().options().keySet())
        .containsExactlyInAnyOrder("--long", "--recursive");
    assertThat(request.arguments().operands()).containsExactly("-image");
  }
}
