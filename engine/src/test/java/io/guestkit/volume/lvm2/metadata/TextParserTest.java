package io.guestkit.volume.lvm2.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextParserTest {

  private static <T> T parse(String text, TextParser.Reading<T> reading) throws ImageException {
    return TextParser.parse(
        "text",
        text.getBytes(StandardCharsets.ISO_8859_1),
        Budget.of(Duration.ofMinutes(1)),
        reading);
  }

  private static String shown(String text) throws ImageException {
    return parse(
        text,
        all -> {
          StringBuilder shown = new StringBuilder();
          show(all, shown);
          return shown.toString();
        });
  }

  private static void show(Section section, StringBuilder shown) {
    for (Section.Entry entry : section.entries()) {
      shown.append(entry.key()).append('@').append(entry.position()).append('=');
      if (entry.value() instanceof Value.Block(Section inner)) {
        shown.append('{');
        show(inner, shown);
        shown.append('}');
      } else {
        shown.append(entry.value());
      }
      shown.append(';');
    }
  }

  @Test
  void readsEveryKindOfValue() throws ImageException {
    assertThat(shown("a = 1 b=-2\nc=\"x\" # d = 4\ne = 1.5\tf=[]"))
        .isEqualTo(
            "a@0=Whole[number=1];b@6=Whole[number=-2];c@11=Text[text=x];"
                + "e@25=Fraction[number=1.5];f@33=Array[values=[]];");
    assertThat(shown("a=[1, \"b\" ,-3.5,]"))
        .isEqualTo("a@0=Array[values=[Whole[number=1], Text[text=b], Fraction[number=-3.5]]];");
    assertThat(shown("a{b{c=1}d=2}e {}"))
        .isEqualTo("a@0={b@2={c@4=Whole[number=1];};d@8=Whole[number=2];};e@12={};");
    assertThat(shown("a=\"q\\\"b\\\\s#{}\"#end")).isEqualTo("a@0=Text[text=q\"b\\s#{}];");
    assertThat(shown("a=\"\u00e9\"")).isEqualTo("a@0=Text[text=\u00e9];");
    assertThat(shown("a/b+c.d-e=9223372036854775807"))
        .isEqualTo("a/b+c.d-e@0=Whole[number=9223372036854775807];");
    assertThat(shown("")).isEmpty();
    assertThat(shown(" # nothing")).isEmpty();
    assertThat(shown("a=1\0}}}")).isEqualTo("a@0=Whole[number=1];");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a`, 1, no value after a",
        "`a b`, 2, no value after a",
        "`a=`, 2, neither a number nor a string",
        "`a=b`, 2, neither a number nor a string",
        "`a=1x`, 2, neither a number nor a string",
        "`a=9223372036854775808`, 2, neither a number nor a string",
        "`a=1.2.3`, 2, neither a number nor a string",
        "`a = \"x`, 4, a string without end",
        "`a = \"x\\\"`, 4, a string without end",
        "`a = \"x\\`, 4, a string without end",
        "`a=[1`, 4, the text ends in an array",
        "`a=[1 2]`, 5, no comma in an array",
        "`a=[[1]]`, 3, neither a number nor a string",
        "`a {`, 3, the text ends in a section",
        "`a { b = 1`, 9, the text ends in a section",
        "`}`, 0, '}' where a name is expected",
        "`a{}}`, 3, '}' where a name is expected",
        "`= 1`, 0, '=' where a name is expected",
        "`\"a\" = 1`, 0, '\"' where a name is expected",
      })
  void saysWhereTheTextIsWrong(String text, long offset, String what) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> shown(text))
        .withMessage("text at offset %d: %s", offset, what)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @Test
  void refusesSectionsThatAreNestedTooDeep() throws ImageException {
    assertThat(shown("a{".repeat(16) + "}".repeat(16))).startsWith("a@0={a@2={");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> shown("a{".repeat(100_000)))
        .withMessage("text at offset 34: sections nested more than 16 deep");
  }

  @Test
  void givesTheMemoryOfTheSectionsBack() throws ImageException {
    Budget budget = new Budget(Duration.ofMinutes(1), 1000, 1);
    for (int i = 0; i < 10; i++) {
      byte[] text = "a=1 b=2 c=3 d=4".getBytes(StandardCharsets.US_ASCII);
      assertThat(TextParser.<Integer>parse("text", text, budget, all -> all.entries().size()))
          .isEqualTo(4);
    }
    budget.reserve(1000, "all of it");
  }

  @Test
  void takesOnlyWhatAnEntryHolds() throws ImageException {
    String text = "s { n = 5 t = \"x\" a = [\"y\", \"z\"] m = [\"y\", 1] i { } }";
    Section s = parse(text, all -> all.section("s").orElseThrow());
    assertThat(s.number("n")).isEqualTo(5);
    assertThat(s.number("none", 7)).isEqualTo(7);
    assertThat(s.text("t")).isEqualTo("x");
    assertThat(s.textOrNull("none")).isNull();
    assertThat(s.texts("a")).isEqualTo(List.of("y", "z"));
    assertThat(s.texts("t")).isEqualTo(List.of("x"));
    assertThat(s.section("none")).isEmpty();
    assertRefused(() -> s.number("t"), 10, "s: t: no whole number");
    assertRefused(() -> s.text("n"), 4, "s: n: no string");
    assertRefused(() -> s.texts("m"), 33, "s: m: not only strings");
    assertRefused(() -> s.section("n"), 4, "s: n: no section");
    assertRefused(() -> s.number("none"), 0, "s: none is missing");
    assertRefused(() -> s.within(6, 9, "n"), 4, "s: n: value 5");
    assertRefused(() -> s.within(1, 4, "n"), 4, "s: n: value 5");
  }

  private static void assertRefused(ThrowingCallable taking, long offset, String what) {
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(taking)
        .withMessage("text at offset %d: %s", offset, what);
  }

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "A-z0.9+_, true",
    ".a, true",
    "+, true",
    "-a, false",
    "., false",
    ".., false",
    "a/b, false",
    "a b, false",
    "'', false",
    "ä, false",
  })
  void knowsTheNamesThatLvmAllows(String name, boolean isValid) {
    assertThat(Names.isValid(name)).isEqualTo(isValid);
    assertThat(Names.isValid("a".repeat(127))).isTrue();
    assertThat(Names.isValid("a".repeat(128))).isFalse();
  }

  @Test
  void showsIdentifiersAsLvmDoes() {
    assertThat(Names.uuid("7rAS2OFS9H0mQqdmoBB2gO7if1enpObI"))
        .isEqualTo("7rAS2O-FS9H-0mQq-dmoB-B2gO-7if1-enpObI");
    assertThat(Names.isId("7rAS2OFS9H0mQqdmoBB2gO7if1enpObI")).isTrue();
    assertThat(Names.isId("7rAS2OFS9H0mQqdmoBB2gO7if1enpOb")).isFalse();
    assertThat(Names.isId("7rAS2OFS9H0mQqdmoBB2gO7if1enpOb/")).isFalse();
  }
}
