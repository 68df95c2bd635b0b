package io.guestkit.ansible.argument;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.guestkit.ansible.docs.PythonSpecs;
import io.guestkit.ansible.image.InspectionInfoModule;
import io.guestkit.ansible.task.Json;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments are checked with the results and in the words of the ansible-core of this machine. */
class ArgumentCheckTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String BOOLEANS = "Valid booleans include: ";

  /** Values of every type, and text that is nearly one. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "2",
          "3",
          "9223372036854775807",
          "9223372036854775808",
          "-123456789012345678901234567890",
          "0.0",
          "1.0",
          "1.5",
          "-0.0",
          "1e16",
          "1e15",
          "123456789012345680.0",
          "0.0001",
          "0.00001",
          "1.7976931348623157e308",
          "2.5e-308",
          "''",
          "' '",
          "'a'",
          "'a,b'",
          "'a, b,'",
          "'yes'",
          "'Yes '",
          "'ON'",
          "'off'",
          "'no'",
          "'True'",
          "'False'",
          "'y'",
          "'t'",
          "'F'",
          "'1'",
          "'0'",
          "'1.0'",
          "'3'",
          "' 3\\n'",
          "'\\u2003 3\\u00a0'",
          "'+3'",
          "'-03'",
          "'--3'",
          "'1_000'",
          "'1__0'",
          "'_1'",
          "'1_'",
          "'1_.0'",
          "'1._0'",
          "'3.0'",
          "'3.'",
          "'.5'",
          "'.'",
          "'-.5e-3'",
          "'1e5'",
          "'1e'",
          "'1E+05'",
          "'1f'",
          "'0x10'",
          "'0x1p3'",
          "'inf'",
          "'-Infinity'",
          "'\\u0663\\u0664'",
          "'\\uff11'",
          "'9223372036854775808'",
          "'$HOME/x'",
          "'${HOME}/x'",
          "'${HOME'",
          "'$'",
          "'a$GUESTKIT_NOT_SET/b'",
          "'~'",
          "'~/x'",
          "'~root/x'",
          "'~nobody-of-that-name/x'",
          "'x~'",
          "\"a'b\"",
          "'\\u00e9\\ud83d\\ude00\\udc80'",
          "[]",
          "['a', 'b']",
          "['a', 1, 2.5, true, null, ['b'], {'c': 'd'}]",
          "{}",
          "{'a': 1}",
          "{\"k\": [\"it's\", \"say '\\\"'\", \"\\\"\", \"\\\\\", \"\\n\\t\\r\\u0001\\u007f\"]}",
          "{'u': ['\\u00e9', '\\u00a0', '\\u200b', '\\u2028', '\\ue000', '\\udc80',"
              + " '\\ud83d\\ude00', '\\udb80\\udc00'], 'n': [null, true, false, 1.0, 1e100]}");

  @TempDir Path dir;

  /** One task. */
  private record Case(ArgumentSpec spec, String given) {}

  @Test
  void everyValueBecomesWhatAnsibleMakesOfIt() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String value : VALUES) {
      for (ArgumentType type : ArgumentType.values()) {
        cases.add(new Case(spec(Argument.of("a", type, "")), "{\"a\": " + json(value) + "}"));
        cases.add(new Case(spec(Argument.listOf("a", type, "")), "{\"a\": " + json(value) + "}"));
      }
    }
    compare(cases);
  }

  @Test
  void everyMistakeIsNamedAsAnsibleNamesIt() throws IOException {
    Argument path = Argument.of("path", ArgumentType.PATH, "").alias("image", "file");
    Argument paths = Argument.listOf("paths", ArgumentType.PATH, "");
    Argument name = Argument.of("name", ArgumentType.STR, "").required().alias("id");
    Argument size = Argument.of("size", ArgumentType.INT, "").required();
    Argument state =
        Argument.of("state", ArgumentType.STR, "").orElse("on").oneOf(List.of("on", "no", "x"));
    Argument facts =
        Argument.listOf("facts", ArgumentType.STR, "")
            .orElse(List.of("default"))
            .oneOf(List.of("default", "full"));
    ArgumentSpec groups =
        new ArgumentSpec(
            List.of(path, paths, state, facts),
            List.of(List.of("path", "paths"), List.of("facts", "paths")),
            List.of(List.of("path", "paths"), List.of("state", "facts")));
    ArgumentSpec required = spec(name, size, facts);
    List<Case> cases = new ArrayList<>();
    for (String given :
        List.of(
            "{}",
            "{'path': null}",
            "{'path': 'a', 'paths': null}",
            "{'path': 'a', 'paths': 'b', 'facts': 'full'}",
            "{'image': 'a'}",
            "{'image': 'a', 'paths': 'b'}",
            "{'image': 'a', 'path': 'b'}",
            "{'image': 'a', 'file': 'b'}",
            "{'path': 'a', 'x': 1}",
            "{'path': 'a', 'y': {}, 'x': null, 'facts': 'all'}",
            "{'x': 1}",
            "{'path': 'a', 'facts': ['full', 'all', 'none']}",
            "{'path': 'a', 'facts': 'full, default'}",
            "{'path': 'a', 'facts': null}",
            "{'path': 'a', 'facts': []}",
            "{'path': 'a', 'state': 'off'}",
            "{'path': 'a', 'state': 'On'}",
            "{'path': 'a', 'state': null}",
            "{'path': 'a', 'state': true}",
            "{'path': 'a', 'state': false}",
            "{'path': 'a', 'state': 'False'}",
            "{'path': 'a', 'state': ['x']}")) {
      cases.add(new Case(groups, given));
    }
    for (String given :
        List.of(
            "{}",
            "{'name': 'a'}",
            "{'id': 'a', 'size': 'b'}",
            "{'name': 'a', 'size': {}, 'facts': {}}",
            "{'id': null, 'size': null}")) {
      cases.add(new Case(required, given));
    }
    for (String given :
        List.of(
            "{'path': 'a', 'paths': ['b']}",
            "{'paths': 'a,b', 'additional_disks': []}",
            "{'path': 'a', 'timeout': 'soon'}",
            "{'path': 'a', 'facts': ['packages', 'software'], 'profile': 'all'}",
            "{'disk': 'a'}",
            "{'paths': [['a']], 'timeout': '7', 'fields': 'a,b', 'allow_dirs': '~,/x'}")) {
      cases.add(new Case(new InspectionInfoModule().spec(), given));
    }
    compare(cases);
  }

  private static ArgumentSpec spec(Argument... arguments) {
    return new ArgumentSpec(List.of(arguments), List.of(), List.of());
  }

  private void compare(List<Case> cases) throws IOException {
    Tool.require("ansible-playbook");
    ArrayNode input = JSON.createArrayNode();
    for (Case one : cases) {
      ObjectNode node = input.addObject();
      ObjectNode spec = node.putObject("spec");
      for (Argument argument : one.spec().arguments()) {
        spec.set(argument.name(), JSON.valueToTree(PythonSpecs.options(argument)));
      }
      node.set("mutually_exclusive", JSON.valueToTree(one.spec().mutuallyExclusive()));
      node.set("required_one_of", JSON.valueToTree(one.spec().requiredOneOf()));
      // As text: databind would write lone surrogates otherwise than they were written.
      node.putRawValue("given", new RawValue(json(one.given())));
    }
    Path script = Files.write(dir.resolve("validate.py"), resource("validate.py"));
    Path file = Files.writeString(dir.resolve("cases.json"), JSON.writeValueAsString(input));
    // Ansible may be of another Python than the first on PATH: its programs name it.
    String answer =
        Tool.shell(
            "$(sed -n '1s/^#!//p' \"$(command -v ansible-playbook)\") '%s' '%s'"
                .formatted(script, file));
    JsonNode answers = JSON.readTree(answer).path("answers");
    assertThat(answers).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      check(cases.get(i), answers.get(i));
    }
  }

  private static void check(Case one, JsonNode expected) throws IOException {
    Map<String, @Nullable Object> given;
    try {
      given = Json.object(json(one.given()).getBytes(StandardCharsets.UTF_8));
    } catch (ModuleFailure e) {
      throw new AssertionError(one.given(), e);
    }
    CheckedArguments checked = one.spec().check(given, UserPaths.current());
    List<String> errors = new ArrayList<>(checked.errors());
    if (checked.unsupported() != null) {
      errors.add(checked.unsupported());
    }
    assertThat(errors.stream().map(ArgumentCheckTest::inOrder))
        .as(one.given() + " for " + one.spec())
        .isEqualTo(
            texts(expected.path("errors")).stream().map(ArgumentCheckTest::inOrder).toList());
    assertThat(checked.warnings()).isEqualTo(texts(expected.path("warnings")));
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    try (var out = Json.generator(values)) {
      Json.write(out, checked.values());
    }
    assertThat(JSON.readTree(values.toByteArray()))
        .as(one.given() + " for " + one.spec())
        .isEqualTo(expected.path("values"));
  }

  /** Ansible names the booleans in an order that changes from run to run. */
  private static String inOrder(String message) {
    int list = message.indexOf(BOOLEANS);
    if (list < 0) {
      return message;
    }
    String[] words = message.substring(list + BOOLEANS.length()).split(", ", -1);
    Arrays.sort(words);
    return message.substring(0, list) + String.join(", ", words);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  /** Most cases are written with the other quotes. */
  private static String json(String text) {
    return text.indexOf('"') >= 0 ? text : text.replace('\'', '"');
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ArgumentCheckTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }
}
