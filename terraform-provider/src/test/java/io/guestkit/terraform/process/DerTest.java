package io.guestkit.terraform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Examples of X.690 and of RFC 5280. */
class DerTest {
  private static String hex(byte[] der) {
    return HexFormat.of().formatHex(der);
  }

  @Test
  void writesLengthsInTheShortestForm() {
    assertThat(hex(Der.octets(new byte[0]))).isEqualTo("0400");
    assertThat(hex(Der.octets(new byte[127]))).startsWith("047f00");
    assertThat(hex(Der.octets(new byte[128]))).startsWith("04818000");
    assertThat(hex(Der.octets(new byte[255]))).startsWith("0481ff00");
    assertThat(hex(Der.octets(new byte[256]))).startsWith("0482010000");
    assertThat(hex(Der.octets(new byte[0x8000]))).startsWith("0482800000");
  }

  @Test
  void writesObjectIdentifiersInBase128() {
    assertThat(hex(Der.objectIdentifier(1, 2, 840, 113549))).isEqualTo("06062a864886f70d");
    assertThat(hex(Der.objectIdentifier(2, 5, 4, 0))).isEqualTo("0603550400");
    assertThat(hex(Der.objectIdentifier(1, 3, 127, 128, 16384))).isEqualTo("06072b7f8100818000");
  }

  @Test
  void writesIntegersWithTheirSign() {
    assertThat(hex(Der.integer(BigInteger.TWO))).isEqualTo("020102");
    assertThat(hex(Der.integer(BigInteger.valueOf(128)))).isEqualTo("02020080");
  }

  @Test
  void writesYearsFrom2050OnWithFourDigits() {
    assertThat(Der.time(Instant.parse("2049-12-31T23:59:59.9Z")))
        .asString()
        .endsWith("491231235959Z");
    assertThat(hex(Der.time(Instant.parse("2049-12-31T23:59:59Z")))).startsWith("170d");
    assertThat(hex(Der.time(Instant.parse("2050-01-01T00:00:00Z")))).startsWith("180f32303530");
  }
}
