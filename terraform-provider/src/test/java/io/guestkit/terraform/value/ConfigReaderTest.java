package io.guestkit.terraform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are written by hand from the specification of MessagePack. */
class ConfigReaderTest {
  /** An object with one attribute, "a". */
  private static final String A = "81a161";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static ConfigValue read(String hex) throws IOException {
    return ConfigReader.read(bytes(A + hex)).get("a");
  }

  @Test
  void readsNullAndUnknown() throws IOException {
    assertThat(read("c0")).isEqualTo(new ConfigValue.Null());
    assertThat(read("d40000")).isEqualTo(new ConfigValue.Unknown());
    assertThat(read("c7030c8101c2")).as("with refinements").isEqualTo(new ConfigValue.Unknown());
    assertThat(ConfigReader.read(bytes("80")).get("a")).isEqualTo(new ConfigValue.Null());
  }

  @ParameterizedTest
  @CsvSource({
    "05, 5",
    "ff, -1",
    "cd0100, 256",
    "cfffffffffffffffff, 18446744073709551615",
    "d3ffffffffffffff00, -256",
    "cb3ff8000000000000, 1.5",
    "ca3fc00000, 1.5"
  })
  void readsNumbers(String hex, BigDecimal number) throws IOException {
    assertThat(read(hex)).isEqualTo(new ConfigValue.Numeric(number));
  }

  @Test
  void readsTextsBooleansListsAndObjects() throws IOException {
    assertThat(read("a3c3a478")).isEqualTo(new ConfigValue.Text("äx"));
    assertThat(read("d90178")).isEqualTo(new ConfigValue.Text("x"));
    assertThat(read("c3")).isEqualTo(new ConfigValue.Flag(true));
    assertThat(read("93a178c0d40000"))
        .isEqualTo(
            new ConfigValue.Elements(
                List.of(
                    new ConfigValue.Text("x"), new ConfigValue.Null(), new ConfigValue.Unknown())));
    assertThat(read("81a162c2"))
        .isEqualTo(new ConfigValue.Attributes(Map.of("b", new ConfigValue.Flag(false))));
  }

  @ParameterizedTest
  @CsvSource({
    "'', is not MessagePack",
    "c0, no object",
    "81a161c0c0, ends before its bytes",
    "8101c0, no text",
    "81a161c40100, holds bytes",
    "81a161cb7ff8000000000000, the number NaN",
    "81a161c1, is not MessagePack",
    "dfffffffff, is not MessagePack",
    "81a161ddffffffff, is not MessagePack",
    "81a161db7fffffff78, is not MessagePack",
    "81a161c97fffffff0000, is not MessagePack",
    "81a161c9ffffffff00, is not MessagePack",
    "81a161c6ffffffff00, holds bytes",
    "81a161dbffffffff78, is not MessagePack",
    "81a161a2c328, not UTF-8",
    "81a2c328c0, not UTF-8",
    "de03e9, of 1001 attributes"
  })
  void refusesWhatIsNoConfiguration(String hex, String why) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.read(bytes(hex)))
        .withMessageContaining(why);
  }

  @Test
  void refusesWhatNestsTooDeep() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read("91".repeat(100_000) + "c0"))
        .withMessageContaining("32 deep");
  }

  @Test
  void refusesMoreValuesThanAConfigurationHas() {
    byte[] nulls = new byte[1_000_006];
    Arrays.fill(nulls, (byte) 0xc0);
    System.arraycopy(bytes("dd000f4241"), 0, nulls, 0, 5); // a million and one
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent(nulls)))
        .withMessageContaining("more than 1000000 values");
    nulls[4]--;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent(Arrays.copyOf(nulls, 1_000_005))))
        .withMessageContaining("more than 1000000 values");
    nulls[4]--;
    assertThatNoException()
        .isThrownBy(() -> ConfigReader.readAny(sent(Arrays.copyOf(nulls, 1_000_004))));
  }

  @Test
  void refusesMoreBytesThanAConfigurationHas() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent(new byte[(16 << 20) + 1])))
        .withMessageContaining("takes 16777217 bytes, more than 16777216");
  }

  private static DynamicValue sent(byte[] bytes) {
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(bytes)).build();
  }

  @Test
  void endsOnAnyBytes() throws IOException {
    byte[] whole = bytes("84a161c0a162d40000a16393a178cd0100cb3ff8000000000000a16481a162d90178");
    assertThat(ConfigReader.read(whole).values()).hasSize(4);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> ConfigReader.read(cut));
    }
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = whole.clone();
      mutated[random.nextInt(whole.length)] = (byte) random.nextInt();
      try {
        ConfigReader.read(mutated);
        read++;
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("the value ");
      }
    }
    assertThat(read).isBetween(1, 19_999);
  }
}
