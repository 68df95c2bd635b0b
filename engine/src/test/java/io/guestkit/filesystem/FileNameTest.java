package io.guestkit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNameTest {

  private static void assertRoundTrip(byte... bytes) {
    String text = FileName.decode(bytes);
    assertThat(FileName.encode(text)).as("%s", FileName.display(text)).isEqualTo(bytes);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void decodesUtf8() {
    for (String name :
        new String[] {"", "etc", "caf\u00e9", "\u6839", "\ud83d\ude00", "a\u0000b"}) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      assertThat(FileName.decode(bytes)).isEqualTo(name);
      assertThat(FileName.encode(name)).isEqualTo(bytes);
    }
  }

  @Test
  void escapesEachByteThatIsNotUtf8() {
    assertThat(FileName.decode(bytes(0xff))).isEqualTo("\udcff");
    assertThat(FileName.decode(bytes('a', 0xe9, 'b'))).isEqualTo("a\udce9b");
    assertThat(FileName.decode(bytes(0x80, 0xbf))).isEqualTo("\udc80\udcbf");
  }

  @Test
  void escapesIncompleteSequencesAtTheEnd() {
    assertThat(FileName.decode(bytes('a', 0xc3))).isEqualTo("a\udcc3");
    assertThat(FileName.decode(bytes(0xe6, 0xa0))).isEqualTo("\udce6\udca0");
    assertThat(FileName.decode(bytes(0xf0, 0x9f, 0x98))).isEqualTo("\udcf0\udc9f\udc98");
  }

  @Test
  void escapesSurrogatesOverlongFormsAndWhatIsBeyondUnicode() {
    assertThat(FileName.decode(bytes(0xed, 0xb2, 0x80))).isEqualTo("\udced\udcb2\udc80");
    assertThat(FileName.decode(bytes(0xc0, 0xaf))).isEqualTo("\udcc0\udcaf");
    assertThat(FileName.decode(bytes(0xf4, 0x90, 0x80, 0x80)))
        .isEqualTo("\udcf4\udc90\udc80\udc80");
  }

  @Test
  void comesBackFromEverySequenceOfTwoBytes() {
    for (int first = 0; first < 256; first++) {
      assertRoundTrip((byte) first);
      for (int second = 0; second < 256; second++) {
        assertRoundTrip((byte) first, (byte) second);
      }
    }
  }

  @Test
  void comesBackFromSequencesThatAreAlmostUtf8() {
    int[] pieces = {
      0x00, 0x2f, 0x41, 0x7f, 0x80, 0x9f, 0xa0, 0xb2, 0xbf, 0xc0, 0xc2, 0xc3, 0xdf, 0xe0, 0xed,
      0xef, 0xf0, 0xf4, 0xf5, 0xff
    };
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(9)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) pieces[random.nextInt(pieces.length)];
      }
      assertRoundTrip(bytes);
    }
  }

  @Test
  void keepsDifferentNamesDifferent() {
    assertThat(FileName.decode(bytes(0xed, 0xb2, 0x80))).isNotEqualTo(FileName.decode(bytes(0x80)));
  }

  @Test
  void showsBytesAndControlsToPeople() {
    assertThat(FileName.display("a\udcff\u001b[31m\u00e9\n"))
        .isEqualTo("a\\xff\\x1b[31m\u00e9\\x0a");
    assertThat(FileName.display("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
  }
}
