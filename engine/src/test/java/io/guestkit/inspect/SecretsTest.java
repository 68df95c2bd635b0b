package io.guestkit.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mysqldump -u root --password=abc123 db | mysqldump -u root --password=*** db",
        "pg --password abc123 db | pg --password *** db",
        "TOKEN='a b' run  it | TOKEN=*** run  it",
        "curl -H 'Authorization: Bearer abc' x | curl -H *** x",
        "curl https://ann:abc123@example.net/x | curl https://ann:***@example.net/x",
        "BOOT_IMAGE=/vmlinuz ro quiet | BOOT_IMAGE=/vmlinuz ro quiet",
        "root=UUID=1 inst.rootpw=abc | root=UUID=1 inst.rootpw=***",
        "passwd -l ann | passwd -l ann",
        "AWS_SECRET_ACCESS_KEY=abc123 aws s3 ls | AWS_SECRET_ACCESS_KEY=*** aws s3 ls",
        "`` | ``",
      })
  void masksWhatLooksLikeASecret(String command, String shown) {
    assertThat(Secrets.mask(command)).isEqualTo(shown);
  }
}
