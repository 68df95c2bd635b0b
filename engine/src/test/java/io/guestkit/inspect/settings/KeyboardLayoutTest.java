package io.guestkit.inspect.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyboardLayoutTest {
  private static final String XORG =
      """
      Section "InputClass"
              Identifier "system-keyboard"
              MatchIsKeyboard "on"
              Option "XkbLayout" "us,de"
              Option "XkbVariant" ",nodeadkeys"
      EndSection
      """;

  private static @Nullable String keyboard(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "keyboard").keyboard();
  }

  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/vconsole.conf | 'KEYMAP=de-nodeadkeys\nFONT=eurlatgr\n' | de-nodeadkeys",
        "/etc/vconsole.conf | 'KEYMAP=de\nXKBLAYOUT=de\nXKBVARIANT=neo\n' | de neo",
        "/etc/vconsole.conf | 'FONT=eurlatgr\n' |",
        "/etc/default/keyboard | 'XKBMODEL=\"pc105\"\nXKBLAYOUT=\"fr\"\nXKBVARIANT=\"\"\n' | fr",
        "/etc/default/keyboard | 'XKBLAYOUT=\"us,ru\"\nXKBVARIANT=\",\"\n' | us,ru",
        "/etc/default/keyboard | 'XKBLAYOUT=\"ch\"\nXKBVARIANT=\"fr\"\n' | ch fr",
        "/etc/sysconfig/keyboard | 'KEYBOARDTYPE=\"pc\"\nKEYTABLE=\"us\"\n' | us",
        "/etc/sysconfig/keyboard | 'KEYTABLE=\"de-latin1.map.gz\"\n' | de-latin1",
        "/etc/conf.d/keymaps | 'keymap=\"uk\"\n' | uk",
        "/etc/conf.d/loadkmap | 'KEYMAP=/usr/share/bkeymaps/it/it.bmap.gz\n' | it",
        "/etc/rc.conf | 'KEYMAP=\"es\"\n' | es",
      })
  void readsTheLayoutWhereEachDistributionKeepsIt(String path, String text, @Nullable String layout)
      throws IOException {
    assertThat(keyboard(system().file(path, text))).isEqualTo(layout);
  }

  @Test
  void readsTheLayoutOfX() throws IOException {
    assertThat(keyboard(system().file("/etc/X11/xorg.conf.d/00-keyboard.conf", XORG)))
        .isEqualTo("us,de ,nodeadkeys");
    assertThat(
            keyboard(
                system()
                    .file("/etc/X11/xorg.conf.d/00-keyboard.conf", XORG)
                    .file("/etc/vconsole.conf", "KEYMAP=us\n")))
        .isEqualTo("us");
    assertThat(keyboard(system())).isNull();
  }

  @Test
  void survivesDamage() {
    for (String path : List.of("/etc/X11/xorg.conf.d/00-keyboard.conf", "/etc/conf.d/loadkmap")) {
      Mutations.run(
          (XORG + "KEYMAP=/usr/de.bmap.gz\n").getBytes(StandardCharsets.US_ASCII),
          List.of(),
          (damaged, session) ->
              keyboard(MemoryFilesystem.create(session).directory("/etc").file(path, damaged)));
    }
  }
}
