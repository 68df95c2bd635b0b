package io.guestkit.filesystem.ext;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes of names as debugfs computes them: those of signed characters. */
class ExtHashTest {
  private static final String SEED = "8d4e3f5c-1234-4abc-9def-000102030405";
  private static final int[] SEED_WORDS = {0x5c3f4e8d, 0xbc4a3412, 0x0100ef9d, 0x05040302};

  @ParameterizedTest
  @CsvSource({"legacy, 0", "half_md4, 1", "tea, 2"})
  void areThoseOfDebugfs(String algorithm, int version) {
    Tool.require("debugfs");
    for (String name :
        new String[] {"a", "name", "größe", "日本語のなまえ", "x".repeat(16), "y".repeat(255)}) {
      for (boolean seeded : new boolean[] {false, true}) {
        int[] seed = seeded ? SEED_WORDS : new int[4];
        String printed =
            Tool.run(
                "debugfs",
                "-R",
                "dx_hash -h " + algorithm + (seeded ? " -s " + SEED : "") + " " + name);
        DirectoryHash.Hash hash =
            new DirectoryHash(seed, true).both(name.getBytes(StandardCharsets.UTF_8), version);
        assertThat(printed.strip())
            .as("%s, seeded %s", name, seeded)
            .endsWith("is 0x%x (minor 0x%x)".formatted(hash.hash(), hash.minor()));
      }
    }
  }
}
