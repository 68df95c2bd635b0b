package io.guestkit.inspect.sudo;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.report.User;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministratorsTest {
  private static MemoryFilesystem system() {
    return MemoryFilesystem.create()
        .file("/etc/hostname", "web1.example.net\n")
        .file(
            "/etc/passwd",
            """
            root:x:0:0:::
            toor:x:0:0:::
            ann:x:1000:1000:::
            bob:x:1001:1001:::
            eve:x:1002:27:::
            """)
        .file("/etc/group", "root:x:0:\nann:x:1000:\nbob:x:1001:\nsudo:x:27:ann,ghost\n");
  }

  private static String administrators(MemoryFilesystem tree) throws IOException {
    StringBuilder names = new StringBuilder();
    for (User user : Guests.inspect(tree, "users").users()) {
      if (user.administrator() && user.uid() != 0) {
        names.append(names.isEmpty() ? "" : " ").append(user.name());
      }
      assertThat(user.uid() != 0 || user.administrator()).isTrue();
    }
    return names.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%sudo ALL=(ALL:ALL) ALL | ann eve",
        "%#27 ALL=ALL | ann eve",
        "%%sudo ALL=ALL | ``",
        "#1001 ALL=(root) NOPASSWD: ALL | bob",
        "ALL ALL=ALL | ann bob eve",
        "ALL, !bob ALL=ALL | ann eve",
        "!ann, ALL ALL=ALL | ann bob eve",
        "User_Alias A=bob,%sudo;A ALL=ALL | ann bob eve",
        "ann ALL=(ALL) /bin/x | ``",
        "ann ALL=(ALL) ALL, !/bin/su | ``",
        "ann ALL=(ALL) !/bin/su, ALL | ann",
        "ann ALL=ALL;ann ALL=!/bin/su | ``",
        "ann ALL=ALL;ALL ALL=/bin/x | ann",
        "%sudo ALL=ALL;eve ALL=!ALL | ann",
        "ann ALL=(bob) ALL | ``",
        "ann ALL=(:adm) ALL | ``",
        "ann ALL=() ALL | ``",
        "ann ALL=(ALL, !root) ALL | ``",
        "ann ALL=(#0) ALL | ann",
        "Defaults runas_default=bob;ann ALL=ALL | ``",
        "ann web1=ALL;bob web2=ALL;eve WEB1.example.net=ALL | ann eve",
        "ann ALL, !web1=ALL | ``",
        "Defaults targetpw;ALL ALL=(ALL) ALL;ann ALL=NOPASSWD: ALL | ann",
        "Defaults rootpw;Defaults !rootpw;ann ALL=ALL | ann",
      })
  void sudoMakesAdministrators(String sudoers, String names) throws IOException {
    assertThat(administrators(system().file("/etc/sudoers", sudoers.replace(';', '\n') + "\n")))
        .isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "permit persist :sudo | ann eve",
        "permit :sudo;deny eve | ann",
        "permit ann as root;permit bob as ann;permit eve cmd sh | ann",
      })
  void doasMakesAdministrators(String doas, String names) throws IOException {
    assertThat(administrators(system().file("/etc/doas.conf", doas.replace(';', '\n') + "\n")))
        .isEqualTo(names);
  }
}
