package io.guestkit.exporter.pages.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @Test
  void escapesTextAndAttributes() {
    Html html = new Html().open("a").attribute("href", "\"><script>'&").text("</a><b>\"'&").close();

    assertThat(html.document())
        .isEqualTo(
            """
            <!DOCTYPE html>
            <a href="&quot;&gt;&lt;script&gt;&#39;&amp;">&lt;/a&gt;&lt;b&gt;&quot;&#39;&amp;</a>
            """);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a\u001b[31mb, `a\\x1b[31mb`",
        "a\u0007b, `a\\x07b`",
        "a\u202eb, `a\\u202eb`",
        "a\u2066b, `a\\u2066b`",
        "a\u200bb, `a\\u200bb`",
        "a\u2028b, `a\\u2028b`",
        "a\uffffb, `a\\uffffb`",
        "a\udcffb, `a\\xffb`",
        "a\ud83d\ude00b, a\ud83d\ude00b",
        "\u05d0\u05d1, \u05d0\u05d1",
      })
  void showsWhatCouldMislead(String text, String shown) {
    assertThat(Html.shown(text)).isEqualTo(shown);
  }

  @Test
  void keepsTextOnOneLine() {
    assertThat(new Html().open("p").text("a\r\nb\tc").document())
        .isEqualTo("<!DOCTYPE html>\n<p>a\\x0d\\x0ab\\x09c</p>\n");
  }

  @Test
  void cutsTextThatNobodyReads() {
    assertThat(new Html().open("p").text("a".repeat(1_000_000)).document())
        .hasSizeLessThan(2100)
        .endsWith("aa\u2026</p>\n");
  }

  @Test
  void refusesAnAttributeOutsideOfAnElement() {
    Html html = new Html().open("p").text("a");
    assertThatIllegalStateException().isThrownBy(() -> html.attribute("class", "a"));
  }
}
