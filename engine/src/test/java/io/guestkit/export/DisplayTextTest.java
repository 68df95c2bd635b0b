package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.filesystem.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisplayTextTest {

  private static String name(int... bytes) {
    byte[] name = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      name[i] = (byte) bytes[i];
    }
    return FileName.decode(name);
  }

  @Test
  void leavesTextAlone() {
    assertThat(DisplayText.show("/etc/ä 😀 \\ back\\slash")).isEqualTo("/etc/ä 😀 \\ back\\slash");
  }

  @Test
  void leavesTheNamesOfSystemdAlone() {
    String unit = "dev-disk-by\\x2duuid.swap";
    assertThat(DisplayText.show(unit)).isEqualTo(unit);
    assertThat(DisplayText.parse(unit)).isEqualTo(unit);
  }

  @Test
  void showsBytesThatAreNotUtf8() {
    assertThat(DisplayText.show(name('a', 0xff, 0xc3, 0x28))).isEqualTo("a\\xff\\xc3(");
  }

  @Test
  void showsControlCharacters() {
    assertThat(DisplayText.show("a\nb\u001b[2J\u007f\u0085"))
        .isEqualTo("a\\x0ab\\x1b[2J\\x7f\\xc2\\x85");
  }

  @Test
  void showsABackslashThatWouldReadAsAnEscape() {
    assertThat(DisplayText.show("a\\xff")).isEqualTo("a\\x5cxff");
    assertThat(DisplayText.show("a\\x5c")).isEqualTo("a\\x5cx5c");
    assertThat(DisplayText.parse("a\\x5cxff")).isEqualTo("a\\xff");
  }

  @Test
  void replacesWhatStandsForNoByte() {
    assertThat(DisplayText.encodable("a\ud800b")).isEqualTo("a\ufffdb");
  }

  @Test
  void keepsControlCharactersWhereOnlyTheEncodingMatters() {
    assertThat(DisplayText.encodable("a\n\udcff")).isEqualTo("a\n\\xff");
    assertThat(DisplayText.encodable("a\n\\xff")).isEqualTo("a\n\\xff");
  }

  @Test
  void takesEveryNameThereAndBack() {
    Random random = new Random(1);
    String alphabet = "\\x5cff0a2dñ";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      byte[] letters = alphabet.getBytes(StandardCharsets.UTF_8);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            random.nextInt(3) == 0
                ? (byte) random.nextInt(256)
                : letters[random.nextInt(letters.length)];
      }
      String name = FileName.decode(bytes);
      String shown = DisplayText.show(name);
      assertThat(DisplayText.parse(shown)).isEqualTo(name);
      assertThat(shown.chars().noneMatch(Character::isISOControl)).isTrue();
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(DisplayText.encodable(name)))
          .isTrue();
    }
  }
}
