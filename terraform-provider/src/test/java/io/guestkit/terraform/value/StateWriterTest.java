package io.guestkit.terraform.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateWriterTest {

  @Test
  void writesEachKind() throws IOException {
    try (StateWriter out = new StateWriter()) {
      out.object(2);
      out.text("a");
      out.list(5);
      out.number(-1);
      out.number(1L << 40);
      out.number(1.5);
      out.flag(true);
      out.text("ä");
      out.text("b");
      out.nothing();
      assertThat(HexFormat.of().formatHex(out.bytes()))
          .isEqualTo("82a16195ffcf0000010000000000cb3ff8000000000000c3a2c3a4a162c0");
    }
  }

  @Test
  void echoesAConfiguration() throws IOException {
    ConfigValue.Attributes config =
        new ConfigValue.Attributes(
            Map.of(
                "text", new ConfigValue.Text("x"),
                "null", new ConfigValue.Null(),
                "list", new ConfigValue.Elements(List.of(new ConfigValue.Flag(true))),
                "object", new ConfigValue.Attributes(Map.of("a", new ConfigValue.Text("y")))));
    try (StateWriter out = new StateWriter()) {
      out.value(config);
      assertThat(ConfigReader.read(out.bytes())).isEqualTo(config);
    }
  }

  @Test
  void writesNumbersOfAConfigurationAsDigits() throws IOException {
    try (StateWriter out = new StateWriter()) {
      out.value(new ConfigValue.Numeric(new BigDecimal("1E+3")));
      assertThat(HexFormat.of().formatHex(out.bytes())).isEqualTo("a431303030");
    }
  }

  @Test
  void refusesTheUnknown() throws IOException {
    try (StateWriter out = new StateWriter()) {
      assertThatIllegalStateException().isThrownBy(() -> out.value(new ConfigValue.Unknown()));
    }
  }
}
