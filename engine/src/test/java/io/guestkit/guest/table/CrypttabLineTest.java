package io.guestkit.guest.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrypttabLineTest {

  @Test
  void readsFieldsAndDefaults() {
    assertThat(
            CrypttabLine.parse(
                """
                # <name> <device> <key> <options>
                sda3_crypt UUID=1234-56 none luks,discard
                \tswap  /dev/sda2\t/dev/urandom swap,cipher=aes-xts-plain64,size=512
                data PARTUUID=ab - x-systemd.device-timeout=0,,nofail
                home /dev/sdb1 /etc/keys/home.key
                usb /dev/sdc1 /key.bin:UUID=77 luks
                plain /dev/sdd1
                alone
                """))
        .containsExactly(
            new CrypttabLine("sda3_crypt", "UUID=1234-56", null, List.of("luks", "discard")),
            new CrypttabLine(
                "swap",
                "/dev/sda2",
                "/dev/urandom",
                List.of("swap", "cipher=aes-xts-plain64", "size=512")),
            new CrypttabLine(
                "data", "PARTUUID=ab", null, List.of("x-systemd.device-timeout=0", "nofail")),
            new CrypttabLine("home", "/dev/sdb1", "/etc/keys/home.key", List.of()),
            new CrypttabLine("usb", "/dev/sdc1", "/key.bin:UUID=77", List.of("luks")),
            new CrypttabLine("plain", "/dev/sdd1", null, List.of()));
  }

  @Test
  void keepsNothingOfWhatAScriptTakesForTheKey() {
    assertThat(
            CrypttabLine.parse(
                """
                a /dev/sda1 my-passphrase luks,keyscript=/bin/echo
                b /dev/sda2 /my/passphrase keyscript=/bin/echo
                c /dev/sda3 secret luks
                """))
        .extracting(CrypttabLine::keyFile)
        .containsOnlyNulls()
        .hasSize(3);
  }

  @Test
  void readsNoMoreLinesThanAnySystemHas() {
    assertThat(CrypttabLine.parse("a /dev/b\n".repeat(5000))).hasSize(1024);
  }
}
