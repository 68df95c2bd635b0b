package io.guestkit.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.2.3-1, 0, 1.2.3, 1",
    "1:2.30.2-1+deb11u2, 1, 2.30.2, 1+deb11u2",
    "1.0-rc1-2, 0, 1.0-rc1, 2",
    "20230801, 0, 20230801,",
    "2:1:3-4, 2, 1:3, 4",
    "a:1-2, 0, a:1, 2",
    "99999999999:1, 0, 99999999999:1,",
    "1-a:b-2, 0, 1-a:b, 2",
    "-1, 0, '', 1",
  })
  void splitsAsDpkgDoes(String text, int epoch, String version, @Nullable String release) {
    assertThat(PackageVersion.split(text)).isEqualTo(new PackageVersion(epoch, version, release));
  }
}
