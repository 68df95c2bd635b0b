package io.guestkit.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.Build;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, the answer is one line of JSON, and the status says whether it failed. */
public class MainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String VERSION = Build.current().version();

  /** An answer and its exit status. */
  public record Answer(int status, JsonNode json) {

    /** Returns the sentence of a failure. */
    public String sentence() {
      return json.path("msg").asText();
    }
  }

  static Answer ask(byte[] input, String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = Main.run(words, new ByteArrayInputStream(input), out);
    String line = out.toString(StandardCharsets.UTF_8);
    assertThat(line).as("one line of ASCII").endsWith("}\n");
    assertThat(line.chars().limit(line.length() - 1)).allMatch(c -> c >= 0x20 && c < 0x7f);
    return new Answer(status, JSON.readTree(line));
  }

  /** Runs a module with arguments, a JSON object. */
  public static Answer module(String name, String arguments) throws IOException {
    return ask(arguments.getBytes(StandardCharsets.UTF_8), name, VERSION, "-");
  }

  private static Answer inspectionInfo(String arguments) throws IOException {
    byte[] input = arguments.getBytes(StandardCharsets.UTF_8);
    return ask(input, "inspection_info", VERSION, "-");
  }

  private static void assertFailed(Answer answer, String... parts) {
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.json().path("failed").asBoolean()).isTrue();
    assertThat(answer.json().path("changed").asBoolean(true)).isFalse();
    assertThat(answer.sentence()).contains(parts).doesNotContain("\n", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{}}",
        "{\"path\": }",
        "{'path': 'a'}",
        "path=a",
        "\u0000",
        "{\"timeout\": 1e999999999999}x"
      })
  void whatIsNoObjectIsNamed(String input) throws IOException {
    assertFailed(inspectionInfo(input), "not one JSON object");
  }

  @Test
  void nestingHasAnEnd() throws IOException {
    assertFailed(inspectionInfo("{\"a\":" + "[".repeat(1_000_000)), "nested too deep");
    assertFailed(inspectionInfo("{\"a\":".repeat(1_000_000)), "nested too deep");
    assertFailed(inspectionInfo("{\"a\":" + "9".repeat(1_000_000) + "}"), "too long a number");
  }

  @Test
  void inputHasAnEnd() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.run(new String[] {"inspection_info", VERSION, "-"}, endless, out)).isEqualTo(1);
    assertThat(JSON.readTree(out.toByteArray()).path("msg").asText()).contains("16 MiB");
  }

  @Test
  void noiseIsNoObject() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(1, 2000)];
      random.nextBytes(noise);
      assertFailed(ask(noise, "inspection_info", VERSION, "-"), "not one JSON object");
    }
  }

  @Test
  void everyTruncationIsNamed() throws IOException {
    String whole =
        "{\"path\": \"/no/such\", \"facts\": [\"users\"], \"timeout\": 5, \"_ansible_x\": true}";
    for (int end = 0; end < whole.length(); end++) {
      assertFailed(inspectionInfo(whole.substring(0, end)), "not one JSON object");
    }
    assertFailed(inspectionInfo(whole), "/no/such");
  }

  @Test
  void whatIsNoModuleIsNamed() throws IOException {
    assertFailed(
        ask(new byte[0], "disk_info", VERSION, "-"), "no module disk_info", "inspection_info");
    assertFailed(ask(new byte[0]), "usage");
    assertFailed(ask(new byte[0], "inspection_info"), "usage");
    assertFailed(ask(new byte[0], "inspection_info", "-"), "usage");
    assertFailed(ask(new byte[0], "inspection_info", VERSION, "arguments.json"), "usage");
    assertFailed(ask(new byte[0], "a\nb\u001b[31m", VERSION, "-"), "a\\x0ab\\x1b[31m");
  }

  @Test
  void aCollectionOfAnotherVersionIsRefused() throws IOException {
    byte[] arguments = "{\"path\": \"/no/such\"}".getBytes(StandardCharsets.UTF_8);
    Answer answer = ask(arguments, "inspection_info", "9.8.7", "-");
    assertFailed(answer, VERSION, "9.8.7", "role guestkit.guestkit.engine");
    assertThat(answer.json().path("engine_version").asText()).isEqualTo(VERSION);
    assertThat(answer.json().path("collection_version").asText()).isEqualTo("9.8.7");
  }

  @Test
  void theVersionIsThatOfTheEngine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] words = {"--version"};
    assertThat(Main.run(words, InputStream.nullInputStream(), out)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("guestkit-ansible " + Build.current().version() + "\n");
  }

  @Test
  void anUnsupportedArgumentIsNamedWithTheModuleAsTheTaskNamesIt() throws IOException {
    assertFailed(
        inspectionInfo("{\"path\": \"a\", \"disk\": 1, \"_ansible_verbosity\": 0}"),
        "Unsupported parameters for (inspection_info) module: disk. Supported parameters include:"
            + " additional_disks, allow_dirs, cache, cache_dir, facts, fail_on_error, fields, path,"
            + " paths, profile, timeout.");
    assertFailed(
        inspectionInfo(
            "{\"disk\": 1, \"path\": 1, \"_ansible_module_name\": \"guestkit.guestkit.x\"}"),
        "Unsupported parameters for (guestkit.guestkit.x) module: disk.");
  }

  @Test
  void theAnswerShowsTheArgumentsThatItUsed() throws IOException {
    Answer answer =
        inspectionInfo(
            "{\"path\": \"/n\\u00f6\", \"facts\": \"packages,users\", \"timeout\": \"7\","
                + " \"_ansible_check_mode\": true}");
    assertThat(answer.json().path("invocation").path("module_args"))
        .isEqualTo(
            JSON.readTree(
                """
                {"path": "/n\u00f6", "facts": ["packages", "users"], "timeout": 7, "paths": null,
                 "additional_disks": null, "fields": null, "allow_dirs": null, "profile": null,
                 "fail_on_error": false, "cache": true, "cache_dir": null}
                """));
  }

  @Test
  void anAnswerThatNobodyReadsIsAFailure() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    String[] words = {"inspection_info", VERSION, "-"};
    assertThat(Main.run(words, InputStream.nullInputStream(), closed)).isEqualTo(1);
  }
}
