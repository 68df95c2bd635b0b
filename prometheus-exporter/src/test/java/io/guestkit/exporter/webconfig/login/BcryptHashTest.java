package io.guestkit.exporter.webconfig.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Tool;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptHashTest {
  private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  /** Source: crypt_blowfish, wrapper.c, whose bytes are here letters of Latin-1. */
  @ParameterizedTest
  @CsvSource({
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, U*U*",
    "$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a, U*U*U",
    "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui, "
        + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789more",
    "$2y$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e, \u00ff\u00ff\u00a3",
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy, ''"
  })
  void knowsThePassword(String hash, String password) {
    assertThat(BcryptHash.isOne(hash)).isTrue();
    assertThat(BcryptHash.matches(hash, password.getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    assertThat(BcryptHash.matches(hash, "another".getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2a", "2b", "2y"})
  void agreesWithTheHost(String version) {
    String salt = "$" + version + "$06$abcdefghijklmnopqrstuu";
    String hash = Tool.run("perl", "-e", "print crypt($ARGV[0], $ARGV[1])", "pässword", salt);

    assertThat(hash).startsWith(salt);
    assertThat(BcryptHash.isOne(hash)).isTrue();
    assertThat(BcryptHash.matches(hash, "pässword".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThat(BcryptHash.isOne("")).isFalse();
    assertThat(BcryptHash.isOne("secret")).isFalse();
    assertThat(BcryptHash.isOne(HASH)).isTrue();
    assertThat(BcryptHash.isOne(HASH + ".")).isFalse();
    assertThat(BcryptHash.isOne(HASH.substring(1))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("$2a$", "$2x$"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("$05$", "$03$"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("$05$", "$19$"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("$05$", "$5a$"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("$05$", "$055"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("E5YP", "E5:P"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("E5YP", "E5 P"))).isFalse();
    assertThat(BcryptHash.isOne(HASH.replace("CC.E", "CCzE"))).as("bits beyond the salt").isFalse();
  }
}
