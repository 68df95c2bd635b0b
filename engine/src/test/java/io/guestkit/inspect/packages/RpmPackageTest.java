package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.block.CorruptImageException;
import io.guestkit.inspect.rpmdb.HeaderBytes;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmTag;
import io.guestkit.report.PackageInfo;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What packages of real systems do not show; the rest is compared with rpm's word. */
class RpmPackageTest {
  private static PackageInfo read(HeaderBytes bytes) throws CorruptImageException {
    return RpmPackage.of(RpmHeader.of("header 1", ByteBuffer.wrap(bytes.build())));
  }

  private static HeaderBytes plain() {
    return HeaderBytes.of("a", "1", "2");
  }

  @Test
  void whatTheHeaderDoesNotSayIsNull() throws CorruptImageException {
    assertThat(read(plain()))
        .isEqualTo(
            new PackageInfo(
                "a",
                null,
                0,
                "1",
                "2",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "installed",
                false,
                null,
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "a-1-2.src.rpm, a,",
    "a-b-1-3.src.rpm, a-b, 1-3",
    "a-1-2.nosrc.rpm, a,",
    "a-1.el9-2.src.rpm, a, 1.el9-2",
    "a-1-2.rpm, a-1-2.rpm,",
    "a-1.src.rpm, a-1.src.rpm,",
    "-1-2.src.rpm, -1-2.src.rpm,",
    "odd, odd,",
    "(none),,"
  })
  void takesTheSourcePackageApartFromItsEnd(String file, String name, String version)
      throws CorruptImageException {
    PackageInfo info = read(plain().text(RpmTag.SOURCE_RPM, file));

    assertThat(info.sourcePackage()).isEqualTo(name);
    assertThat(info.sourceVersion()).isEqualTo(version);
  }

  @Test
  void aSizeOf64BitsComesFirst() throws CorruptImageException {
    HeaderBytes bytes = plain().number(RpmTag.SIZE, -1);
    assertThat(read(bytes).installedSizeBytes()).isEqualTo(0xffff_ffffL);

    byte[] size = {0, 0, 1, 0, 0, 0, 0, 0};
    assertThat(read(bytes.add(RpmTag.LONG_SIZE, 5, 1, size)).installedSizeBytes())
        .isEqualTo(1L << 40);
    size[0] = (byte) 0x80;
    HeaderBytes negative = plain().add(RpmTag.LONG_SIZE, 5, 1, size);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> read(negative))
        .withMessage("header 1 at offset 0: size 0x8000010000000000");
  }

  @Test
  void refusesAPackageWithoutNameVersionOrRelease() {
    for (HeaderBytes bytes :
        new HeaderBytes[] {
          new HeaderBytes().text(RpmTag.VERSION, "1").text(RpmTag.RELEASE, "1"),
          HeaderBytes.of("", "1", "1"),
          HeaderBytes.of("a", "", "1"),
          HeaderBytes.of("a", "1", ""),
          plain().number(RpmTag.EPOCH, -1)
        }) {
      assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> read(bytes));
    }
  }
}
