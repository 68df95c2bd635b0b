package io.guestkit.terraform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  private static DynamicValue sent(String json) {
    return DynamicValue.newBuilder().setJson(ByteString.copyFromUtf8(json)).build();
  }

  @Test
  void readsWhatAConfigurationHas() throws IOException {
    assertThat(
            ConfigReader.read(
                    sent(
                        "{\"a\": null, \"b\": [\"x\", true, false], \"c\": 1.5, \"d\": {\"e\": -7}}"))
                .values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                new ConfigValue.Null(),
                "b",
                new ConfigValue.Elements(
                    List.of(
                        new ConfigValue.Text("x"),
                        new ConfigValue.Flag(true),
                        new ConfigValue.Flag(false))),
                "c",
                new ConfigValue.Numeric(new BigDecimal("1.5")),
                "d",
                new ConfigValue.Attributes(
                    Map.of("e", new ConfigValue.Numeric(new BigDecimal(-7))))));
  }

  @Test
  void takesMessagePackWhereThereAreBoth() throws IOException {
    DynamicValue both = sent("1").toBuilder().setMsgpack(ByteString.fromHex("02")).build();
    assertThat(ConfigReader.readAny(both)).isEqualTo(new ConfigValue.Numeric(new BigDecimal(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | no object",
        "{} 1 | ends before its bytes",
        "{\"a\": | is not JSON",
        "{\"a\": tru} | is not JSON",
        "{\"a\": 1e999999999} | the number",
        "{\"a\": NaN} | is not JSON",
        "' ' | is not JSON"
      })
  void refusesWhatIsNoConfiguration(String json, String why) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.read(sent(json)))
        .withMessageContaining(why);
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent("[".repeat(100_000))))
        .withMessageContaining("32 deep");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent("[" + "0,".repeat(1_000_000) + "0]")))
        .withMessageContaining("more than 1000000 values");
    StringBuilder attributes = new StringBuilder("{\"0\": 0");
    for (int i = 1; i <= 1000; i++) {
      attributes.append(", \"").append(i).append("\": 0");
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ConfigReader.readAny(sent(attributes + "}")))
        .withMessageContaining("more than 1000 attributes");
  }

  @Test
  void endsOnAnyBytes() {
    byte[] whole =
        "{\"a\": [1, 2.5e3, \"\\u00e4\"], \"b\": {\"c\": null}}".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = Arrays.copyOf(whole, whole.length - random.nextInt(3));
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      try {
        ConfigReader.readAny(
            DynamicValue.newBuilder().setJson(ByteString.copyFrom(mutated)).build());
        read++;
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("the value ");
      }
    }
    assertThat(read).isBetween(1, 19_999);
  }
}
