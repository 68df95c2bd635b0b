package io.guestkit.terraform.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.tfplugin6.FunctionError;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of Terraform's calls, and those that answer them. */
class FunctionCallsTest {
  private final FunctionCalls functions = new FunctionCalls();

  private static DynamicValue text(String text) throws IOException {
    try (StateWriter out = new StateWriter()) {
      out.text(text);
      return bytes(out.bytes());
    }
  }

  private static DynamicValue bytes(byte... bytes) {
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(bytes)).build();
  }

  private CallFunction.Response call(String name, DynamicValue... arguments) {
    return functions.call(
        CallFunction.Request.newBuilder()
            .setName(name)
            .addAllArguments(Arrays.asList(arguments))
            .build());
  }

  private ConfigValue result(String name, String... arguments) throws IOException {
    CallFunction.Request.Builder request = CallFunction.Request.newBuilder().setName(name);
    for (String argument : arguments) {
      request.addArguments(text(argument));
    }
    CallFunction.Response response = functions.call(request.build());
    assertThat(response.hasError()).as(response.getError().getText()).isFalse();
    return ConfigReader.readAny(response.getResult());
  }

  private Function signature(String name) {
    return Objects.requireNonNull(functions.signatures().get(name));
  }

  @Test
  void listsEachWithItsSignature() {
    Map<String, Function> signatures = functions.signatures();
    assertThat(signatures)
        .containsOnlyKeys("compare_versions", "parse_os_release", "version_at_least");
    assertThat(functions.metadata())
        .extracting(GetMetadata.FunctionName::getName)
        .containsExactlyInAnyOrderElementsOf(signatures.keySet());
    assertThat(signature("compare_versions").getParametersList())
        .extracting(Function.Parameter::getName)
        .containsExactly("format", "a", "b");
    assertThat(signature("version_at_least").getParametersList())
        .extracting(Function.Parameter::getName)
        .containsExactly("format", "version", "minimum");
    for (Function signature : signatures.values()) {
      assertThat(signature.getSummary()).isNotEmpty();
      assertThat(signature.getDescription()).endsWith(".");
      assertThat(signature.getParametersList())
          .isNotEmpty()
          .allSatisfy(parameter -> {
            assertThat(parameter.getType().toStringUtf8()).isEqualTo("\"string\"");
            assertThat(parameter.getDescription()).endsWith(".");
            assertThat(parameter.getAllowNullValue()).isFalse();
            assertThat(parameter.getAllowUnknownValues()).isFalse();
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rpm, 1.0~rc1, 1.0, -1",
    "deb, 1:1.0-1, 2.0-1, 1",
    "apk, 1.2.3-r0, 1.2.3-r0, 0",
    "pacman, 1.0-1, 1.0, 0",
    "semver, 1.0.0, 1.0.0-rc.1, 1"
  })
  void compares(String format, String a, String b, int order) throws IOException {
    assertThat(result("compare_versions", format, a, b))
        .isEqualTo(new ConfigValue.Numeric(BigDecimal.valueOf(order)));
    assertThat(result("version_at_least", format, a, b))
        .isEqualTo(new ConfigValue.Flag(order >= 0));
  }

  @Test
  void parsesAnOsRelease() throws IOException {
    String file =
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nID_LIKE='a b'\nX_OWN=1\nEMPTY=\n";
    ConfigValue.Attributes release = (ConfigValue.Attributes) result("parse_os_release", file);
    assertThat(release.get("id")).isEqualTo(new ConfigValue.Text("debian"));
    assertThat(release.get("pretty_name"))
        .isEqualTo(new ConfigValue.Text("Debian GNU/Linux 12 (bookworm)"));
    assertThat(release.get("id_like"))
        .isEqualTo(
            new ConfigValue.Elements(
                List.of(new ConfigValue.Text("a"), new ConfigValue.Text("b"))));
    assertThat(release.get("version_id")).isEqualTo(new ConfigValue.Null());
    ConfigValue.Attributes assignments = (ConfigValue.Attributes) release.get("assignments");
    assertThat(assignments.values())
        .containsOnlyKeys("PRETTY_NAME", "ID", "ID_LIKE", "X_OWN", "EMPTY");
    assertThat(assignments.get("X_OWN")).isEqualTo(new ConfigValue.Text("1"));
    assertThat(assignments.get("EMPTY")).isEqualTo(new ConfigValue.Text(""));
  }

  /** Terraform takes an object that has exactly the attributes of its type. */
  @Test
  void theTypeOfAnOsReleaseNamesEachAttribute() throws IOException {
    String type = signature("parse_os_release").getReturn().getType().toStringUtf8();
    ConfigValue.Attributes nothing = (ConfigValue.Attributes) result("parse_os_release", "nothing");
    assertThat(type)
        .startsWith("[\"object\",{\"id\":\"string\",\"id_like\":[\"list\",\"string\"],");
    assertThat(type).endsWith(",\"assignments\":[\"map\",\"string\"]}]");
    assertThat(nothing.values()).hasSize(13).containsKeys("cpe_name", "support_end");
    for (String name : nothing.values().keySet()) {
      assertThat(type).contains("\"" + name + "\":");
    }
    assertThat(nothing.get("id_like")).isEqualTo(new ConfigValue.Elements(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "dpkg, 1, 2, 0, 'no format is named ''dpkg''; there are rpm, deb, apk, pacman, semver'",
    "deb, , 2, 1, ''''' is no version of deb: the version is empty'",
    "semver, 1.0.0, 1.0, 2, '''1.0'' is no version of semver: it does not start with three numbers, as 1.2.3'"
  })
  void tellsWhichArgumentIsWrong(String format, @Nullable String a, String b, int index, String why)
      throws IOException {
    for (String name : List.of("compare_versions", "version_at_least")) {
      FunctionError error = call(name, text(format), text(a == null ? "" : a), text(b)).getError();
      assertThat(error.getText()).isEqualTo(why);
      assertThat(error.hasFunctionArgument()).isTrue();
      assertThat(error.getFunctionArgument()).isEqualTo(index);
    }
  }

  @Test
  void wantsTextsThatAreKnown() throws IOException {
    byte[][] wrong = {
      {(byte) 0xc0}, {(byte) 0xd4, 0, 0}, {1}, {(byte) 0x80}, {}, {(byte) 0xc1}, {(byte) 0xa1}
    };
    List<String> said =
        List.of(
            "it is null",
            "not known yet",
            "a text is needed here",
            "a text is needed here",
            "not understood",
            "not understood",
            "not understood");
    for (int i = 0; i < wrong.length; i++) {
      FunctionError error =
          call("compare_versions", text("deb"), text("1"), bytes(wrong[i])).getError();
      assertThat(error.getText()).contains(said.get(i));
      assertThat(error.getFunctionArgument()).isEqualTo(2);
    }
  }

  @Test
  void refusesCallsThatTerraformDoesNotMake() throws IOException {
    FunctionError unknown = call("uptime").getError();
    assertThat(unknown.getText()).contains("there is no function uptime");
    assertThat(unknown.hasFunctionArgument()).isFalse();
    assertThat(call("parse_os_release", text("a"), text("b")).getError().getText())
        .contains("parse_os_release was called with 2 arguments in place of 1");
  }

  @Test
  void answersAnyBytes() throws IOException {
    byte[] whole = text("ID=debian\nID_LIKE=a b\n").getMsgpack().toByteArray();
    Random random = new Random(7);
    int results = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = whole.clone();
      mutated[random.nextInt(i % 3 + 1)] = (byte) random.nextInt();
      CallFunction.Response response = call("parse_os_release", bytes(mutated));
      assertThat(response.hasResult()).isNotEqualTo(response.hasError());
      assertThat(response.getError().getText()).doesNotContain("fault");
      results += response.hasResult() ? 1 : 0;
    }
    assertThat(results).isBetween(1, 19_999);
  }
}
