package io.guestkit.guest.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/var",
        "/var/lib/docker",
        "/srv/a-b",
        "/mnt/.hidden",
        "/x y/z",
        "/a\\b",
        "/é/ü",
        "/a_b:c.d"
      })
  void readsWhatSystemdWrites(String path) {
    String unit = Tool.run("systemd-escape", "--path", "--suffix=mount", path).strip();
    assertThat(UnitPath.of(unit)).contains(path);
  }

  @Test
  void otherNamesAreNoPaths() {
    for (String name :
        new String[] {
          "var.service",
          "var",
          ".mount",
          "a\\x2.mount",
          "a\\xzz.mount",
          "a\\y20.mount",
          "a\\.mount",
          "-a.mount",
          "a-.mount",
          "a--b.mount",
          "a-..-b.mount",
          "..mount",
          "a@b.mount",
          "a\\x00b.mount",
          "é.mount",
          "a".repeat(256) + ".mount",
        }) {
      assertThat(UnitPath.of(name)).as(name).isEmpty();
    }
  }
}
