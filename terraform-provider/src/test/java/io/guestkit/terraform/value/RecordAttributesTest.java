package io.guestkit.terraform.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.guestkit.report.Component;
import io.guestkit.report.Inspection;
import io.guestkit.report.Unit;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Public, as records of reports are. */
public class RecordAttributesTest {
  public record Below(@Component("Name.") String name) {}

  public record Sample(
      @Component(value = "Size.", unit = Unit.BYTES) long sizeBytes,
      @Component("Share.") @Nullable Double share,
      @Component("Whether.") boolean isSo,
      @Component("When.") @Nullable Instant time,
      @Component(value = "Key.", isSensitive = true) String key,
      @Component(value = "Now.", isVolatile = true) long age,
      @Component("Words.") List<String> words,
      @Component("One.") @Nullable Below one,
      @Component("All.") List<Below> all) {
    public Sample {
      words = List.copyOf(words);
      all = List.copyOf(all);
    }
  }

  private static final RecordAttributes SAMPLE = RecordAttributes.of(Sample.class);

  private static Schema.Attribute attribute(String name) {
    return SAMPLE.schema().stream().filter(a -> a.getName().equals(name)).findAny().orElseThrow();
  }

  @Test
  void givesEachComponentItsType() {
    assertThat(attribute("size_bytes").getType().toStringUtf8()).isEqualTo("\"number\"");
    assertThat(attribute("share").getType().toStringUtf8()).isEqualTo("\"number\"");
    assertThat(attribute("is_so").getType().toStringUtf8()).isEqualTo("\"bool\"");
    assertThat(attribute("time").getType().toStringUtf8()).isEqualTo("\"string\"");
    assertThat(attribute("words").getType().toStringUtf8()).isEqualTo("[\"list\",\"string\"]");
    assertThat(attribute("one").getType().isEmpty()).isTrue();
    assertThat(attribute("one").getNestedType().getNesting())
        .isEqualTo(Schema.Object.NestingMode.SINGLE);
    assertThat(attribute("all").getNestedType().getNesting())
        .isEqualTo(Schema.Object.NestingMode.LIST);
    assertThat(attribute("all").getNestedType().getAttributes(0).getComputed()).isTrue();
  }

  @Test
  void describesAndHides() {
    assertThat(attribute("size_bytes").getDescription()).isEqualTo("Size. In bytes.");
    assertThat(attribute("key").getSensitive()).isTrue();
    assertThat(attribute("words").getSensitive()).isFalse();
    assertThat(SAMPLE.schema()).noneMatch(a -> a.getName().equals("age"));
    assertThat(SAMPLE.count()).isEqualTo(8);
    assertThat(SAMPLE.without("key").count()).isEqualTo(7);
  }

  @Test
  void writesTheValuesThatReportsShow() throws IOException {
    Sample sample =
        new Sample(
            1L << 40,
            0.5,
            true,
            Instant.parse("2026-01-02T03:04:05Z"),
            "\udcff",
            7,
            List.of("a"),
            new Below("b"),
            List.of(new Below("c"), new Below("d")));
    Map<String, ConfigValue> values = written(sample);
    assertThat(values).hasSize(8);
    assertThat(values.get("size_bytes"))
        .isEqualTo(new ConfigValue.Numeric(BigDecimal.valueOf(1L << 40)));
    assertThat(values.get("share")).isEqualTo(new ConfigValue.Numeric(new BigDecimal("0.5")));
    assertThat(values.get("is_so")).isEqualTo(new ConfigValue.Flag(true));
    assertThat(values.get("time")).isEqualTo(new ConfigValue.Text("2026-01-02T03:04:05Z"));
    assertThat(values.get("key")).as("no UTF-8").isEqualTo(new ConfigValue.Text("\\xff"));
    assertThat(values.get("one")).isEqualTo(below("b"));
    assertThat(values.get("all"))
        .isEqualTo(new ConfigValue.Elements(List.of(below("c"), below("d"))));
  }

  @Test
  void writesTheUndeterminedAsNull() throws IOException {
    Map<String, ConfigValue> values =
        written(new Sample(1, null, false, null, "", 7, List.of(), null, List.of()));
    assertThat(values.get("share")).isEqualTo(new ConfigValue.Null());
    assertThat(values.get("time")).isEqualTo(new ConfigValue.Null());
    assertThat(values.get("one")).isEqualTo(new ConfigValue.Null());
    assertThat(values.get("all")).isEqualTo(new ConfigValue.Elements(List.of()));
  }

  @Test
  void writesAMap() throws IOException {
    RecordAttributes below = RecordAttributes.of(Below.class);
    Schema.Attribute schema = below.mapOf("map", "Described.");
    assertThat(schema.getNestedType().getNesting()).isEqualTo(Schema.Object.NestingMode.MAP);
    assertThat(schema.getNestedType().getAttributes(0).getName()).isEqualTo("name");
    try (StateWriter out = new StateWriter()) {
      below.writeMap(Map.of("x", new Below("a"), "y", new Below("b")), out);
      assertThat(ConfigReader.read(out.bytes()).values())
          .isEqualTo(Map.of("x", below("a"), "y", below("b")));
    }
  }

  private static ConfigValue below(String name) {
    return new ConfigValue.Attributes(Map.of("name", new ConfigValue.Text(name)));
  }

  private static Map<String, ConfigValue> written(Sample sample) throws IOException {
    try (StateWriter out = new StateWriter()) {
      out.object(SAMPLE.count());
      SAMPLE.write(sample, out);
      return ConfigReader.read(
              DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(out.bytes())).build())
          .values();
    }
  }

  /** Terraform takes these names in every data block for itself. */
  @Test
  void noComponentHasANameOfTerraforms() {
    assertThat(RecordAttributes.of(Inspection.class).schema())
        .extracting(Schema.Attribute::getName)
        .doesNotContain(
            "count", "for_each", "depends_on", "provider", "lifecycle", "connection", "provisioner")
        .doesNotContain("path", "additional_disks", "profile", "timeouts");
  }
}
