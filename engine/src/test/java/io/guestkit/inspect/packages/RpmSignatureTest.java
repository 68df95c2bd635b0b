package io.guestkit.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.block.CorruptImageException;
import io.guestkit.inspect.rpmdb.HeaderBytes;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmTag;
import io.guestkit.testing.Mutations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signature packets; those of real packages are compared with rpm's word in the other test. */
class RpmSignatureTest {
  private static final String KEY_ID = "49fd77499570ff31";

  /** Version 4, RSA and SHA-256, a creation time, the key ID among the other subpackets. */
  private static final String V4 =
      "04000108" + "0006" + "05025f1fffff" + "000a" + "0910" + KEY_ID + "abcd0003ffffff";

  private static byte[] packet(String header, String body) {
    return HexFormat.of().parseHex(header + body);
  }

  private static String length(int bytes, String body) {
    return HexFormat.of().toHexDigits(body.length() / 2L, bytes * 2);
  }

  @ParameterizedTest
  @CsvSource({
    // version 3
    "030500 5f1fffff 49fd77499570ff31 0108 abcd 0003ffffff",
    "04000108 0006 05025f1fffff 000a 0910 49fd77499570ff31 abcd",
    // in the hashed part, and another one outside of it
    "04000108 0010 05025f1fffff 0990 49fd77499570ff31 000a 0910 0000000000000001 abcd",
    // a fingerprint alone; beside a key ID that follows it
    "04000108 0017 1621 04 1ee31af5ab6fdf5a9de7cffc49fd77499570ff31 0000 abcd",
    "04000108 0021 1621 04 1ee31af5ab6fdf5a9de7cffc0000000000000002 0910 49fd77499570ff31 0000 abcd",
    // version 6: lengths of four bytes, the identifier is the start of the fingerprint
    "06001b0a 00000023 2221 06 49fd77499570ff31 000102030405060708090a0b0c0d0e0f1011121314151617 00000000 abcd",
    // a subpacket of a length of two and of five bytes before it
    "04000108 00d4 c008 14 ZEROS 0910 49fd77499570ff31 0000 abcd",
    "04000108 0012 ff00000002 1400 0910 49fd77499570ff31 00 0000 abcd"
  })
  void findsTheIssuer(String spaced) {
    String body = spaced.replace("ZEROS", "00".repeat(199)).replace(" ", "");
    assertThat(RpmSignature.keyId(packet("89" + length(2, body), body))).hasValue(KEY_ID);
    assertThat(RpmSignature.keyId(packet("8a" + length(4, body), body))).hasValue(KEY_ID);
    assertThat(RpmSignature.keyId(packet("8b", body))).hasValue(KEY_ID);
    assertThat(RpmSignature.keyId(packet("c2ff" + length(4, body), body))).hasValue(KEY_ID);
    if (body.length() / 2 < 192) {
      assertThat(RpmSignature.keyId(packet("88" + length(1, body), body))).hasValue(KEY_ID);
      assertThat(RpmSignature.keyId(packet("c2" + length(1, body), body))).hasValue(KEY_ID);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "88",
    "8800",
    "09050400010800",
    "8601ff",
    "c602ffff",
    "880104",
    "8801ff",
    "88020300",
    "8801"
  })
  void otherBytesNameNone(String hex) {
    assertThat(RpmSignature.keyId(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void aSignatureThatIsCutNamesTheKeyOrNone() {
    byte[] whole = packet("88" + length(1, V4), V4);
    for (int length = 0; length < whole.length; length++) {
      assertThat(RpmSignature.keyId(Arrays.copyOf(whole, length))).isEmpty();
    }
    assertThat(RpmSignature.keyId(whole)).hasValue(KEY_ID);
  }

  private static RpmHeader header(HeaderBytes bytes) throws CorruptImageException {
    return RpmHeader.of("header 1", ByteBuffer.wrap(bytes.build()));
  }

  @Test
  void takesTheTagsInTheOrderOfRpm() throws CorruptImageException {
    byte[] wanted = packet("88" + length(1, V4), V4);
    String body = V4.replace(KEY_ID, "0000000000000003");
    byte[] other = packet("88" + length(1, body), body);
    int[] tags = {RpmTag.DSA_HEADER, RpmTag.RSA_HEADER, RpmTag.SIG_GPG, RpmTag.SIG_PGP};
    for (int i = 0; i < tags.length; i++) {
      HeaderBytes bytes = HeaderBytes.of("a", "1", "1").bytes(tags[i], wanted);
      for (int later = i + 1; later < tags.length; later++) {
        bytes.bytes(tags[later], other);
      }
      assertThat(RpmSignature.keyId(header(bytes))).as("tag %d", tags[i]).hasValue(KEY_ID);
    }
    String base64 = Base64.getMimeEncoder().encodeToString(wanted);
    assertThat(RpmSignature.keyId(header(new HeaderBytes().text(RpmTag.OPENPGP, base64))))
        .hasValue(KEY_ID);
    assertThat(RpmSignature.keyId(header(new HeaderBytes().text(RpmTag.OPENPGP, "A")))).isEmpty();
    assertThat(RpmSignature.keyId(header(HeaderBytes.of("a", "1", "1")))).isEmpty();
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        packet("88" + length(1, V4), V4),
        List.of(),
        (bytes, session) -> RpmSignature.keyId(bytes).ifPresent(id -> assertThat(id).hasSize(16)));
  }
}
