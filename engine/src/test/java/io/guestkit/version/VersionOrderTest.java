package io.guestkit.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formats' own documents and tests say of pairs of versions. */
class VersionOrderTest {

  private static VersionOrder order(String format) {
    return VersionOrder.named(format).orElseThrow();
  }

  /** Checks lines of versions with a sign between each and the next, both ways round. */
  private static void check(String format, String facts) {
    VersionOrder order = order(format);
    for (String line : facts.lines().toList()) {
      List<String> words = List.of(line.split(" +"));
      for (int i = 0; i + 2 < words.size(); i += 2) {
        String a = words.get(i);
        String b = words.get(i + 2);
        int expected = List.of("<", "=", ">").indexOf(words.get(i + 1)) - 1;
        assertThat(order.compare(a, b)).as("%s: %s and %s", format, a, b).isEqualTo(expected);
        assertThat(order.compare(b, a)).as("%s: %s and %s", format, b, a).isEqualTo(-expected);
        assertThat(order.compare(a, a)).isZero();
      }
    }
  }

  @Test
  void namesItsFormats() {
    assertThat(VersionOrder.names()).containsExactly("rpm", "deb", "apk", "pacman", "semver");
    assertThat(VersionOrder.named("dpkg")).isEmpty();
  }

  /** Source: rpm-version(7) and what rpm's own tests expect of its comparison. */
  @Test
  void ordersVersionsOfRpm() {
    check(
        "rpm",
        """
        1.0 < 2.0 < 2.0.1 < 2.0.1a
        5.5p1 < 5.5p2 < 5.5p10 < 5.6p1 < 6.5p1
        10xyz < 10.1xyz
        xyz10 < xyz10.1
        xyz.4 < 2 < 8
        6.0 < 6.0.rc1
        10a2 < 10b2 > 10a1
        1.0a < 1.0aa
        10.0001 = 10.1
        10.0001 < 10.0039
        4.999.9 < 5.0
        20101121 < 20101122
        2_0 = 2.0
        a+ = a_ = a
        +a = _a
        + = _
        1.0~rc1~git123 < 1.0~rc1 < 1.0~rc2 < 1.0 < 1.0^
        1.0 < 1.0^git1 < 1.0^git2 < 1.01
        1.0^20160101 < 1.0^20160101^git1 < 1.0^20160102 < 1.0.1
        1.0~rc1 < 1.0~rc1^git1 < 1.0
        1.0^git1~pre < 1.0^git1
        1b.fc17 < 1.fc17 < 1g.fc17
        2.0-1 < 1:1.0-1 < 2:0.1
        0:1.0 = 1.0
        1.0 < 1.0-1 < 1.0-1.el9 < 1.0-2 < 1.0-10
        1.10-1 > 1.9-2
        00000000000000000000000000000000000000001 < 18446744073709551617
        """);
  }

  /** Source: deb-version(7), Debian Policy 5.6.12. */
  @Test
  void ordersVersionsOfDebian() {
    check(
        "deb",
        """
        1~~ < 1~~a < 1~ < 1 < 1a
        1.0~beta1~svn1245 < 1.0~beta1 < 1.0
        1.0 = 1.0-0 = 0:1.0 = 1.00
        1.0-1 < 1.0-1.1 < 1.0-2 < 1.0-10 < 1.0.1-1
        1.0-1~bpo12+1 < 1.0-1 < 1.0-1+b1 < 1.0-1+deb12u1
        2.0-1 < 1:1.0-1 < 10:0.1
        1.2a < 1.2z < 1.2+ < 1.2.
        1.2Z < 1.2a
        1.0-rc1-1 > 1.0-1
        1:1:2 > 1:1.2 > 1:1a2 > 1:1
        7.4.052-1 = 7.4.52-1
        2147483647:1 > 2147483646:1
        1.0-1+0 > 1.0-1
        """);
  }

  /** Source: what apk-tools' own tests expect of {@code apk version --test}. */
  @Test
  void ordersVersionsOfApk() {
    check(
        "apk",
        """
        2.34 > 0.1.0_alpha = 0.1.0_alpha < 0.1.3_alpha
        0.1.0_alpha < 0.1.0_alpha2 < 0.1.0_beta < 0.1.0_pre < 0.1.0_rc < 0.1.0
        0.1.0 < 0.1.0_cvs < 0.1.0_svn < 0.1.0_git < 0.1.0_hg < 0.1.0_p
        1.0.4-r3 < 1.0.4-r4 < 1.6
        1.2.2-r1 > 1.2.2
        0.12.3 > 0.12
        2.3.0b-r3 < 2.3.0b-r4
        3.1_p16 < 3.1_p17 > 1.06-r6 < 006 > 1.0.0
        3.9.8-r5 > 2.01.01_alpha10 > 0.94
        1.39 > 1.00_beta2 > 0.9.2
        4.2.52_p2-r1 < 4.2.52_p4-r2 > 1.02.07
        2.0.0_rc3-r1 > 1.5
        3.9_pre20060124 > 0.01
        4.5_p1 < 4.5_p1-r1
        1.8.5 < 1.8.5_p2
        1.3_pre1-r1 < 1.3.2
        1.0_p9-r0 < 1.0_p10-r0
        0.1.0_alpha_pre2 < 0.1.0_alpha
        1.0.0_pre20191002222144-r0 < 1.0.0_pre20210530193627-r0
        6.0_pre1 < 6.0 < 6.0_p1
        8.2.0 < 8.2.001 < 8.2.0015 < 8.2.002
        1.0~1234 < 1.0~2345
        1.0~1234-r0 < 1.0~1234-r1 < 1.0~2345-r0
        1.01 < 1.1
        1.2 < 1.2a < 1.2b < 1.2.1
        1.2 = 1.2
        """);
  }

  /** Source: vercmp(8), and what pacman's own tests expect of it. */
  @Test
  void ordersVersionsOfPacman() {
    check(
        "pacman",
        """
        1.0a < 1.0b < 1.0beta < 1.0p < 1.0pre < 1.0rc < 1.0 < 1.0.a < 1.0.1
        1 < 1.0 < 1.1 < 1.1.1 < 1.2 < 2.0 < 3.0.0
        1.5 < 1.5.a < 1.5.b < 1.5.1
        1.5.0-1 < 1.5.0-2 < 1.5.1-1
        1.5-1 = 1.5 = 1.5-2
        1.1-1 > 1.0
        1.0-1 < 1.1
        1.5.b-1 = 1.5.b > 1.5-1
        1.5b-1 = 1.5b < 1.5
        1.001a = 1.1a
        2.0 = 2_0
        2.0_a = 2_0.a
        2.0a < 2.0.a
        2___a > 2_a
        1.0. > 1.0 < 1..0
        1:1.0 > 2.0-1
        0:1.0 = 1.0 < 1:1.0-1 < 2:0.1
        1.0+1 = 1.0.1
        """);
  }

  /** Source: semver.org 2.0.0, section 11. */
  @Test
  void ordersSemanticVersions() {
    check(
        "semver",
        """
        1.0.0 < 2.0.0 < 2.1.0 < 2.1.1
        1.0.0-alpha < 1.0.0
        1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2
        1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0
        1.0.0+a = 1.0.0 = 1.0.0+b.001
        1.0.0-a+b = 1.0.0-a
        1.0.0-1 < 1.0.0-A < 1.0.0-a < 1.0.0-a-b
        1.9.0 < 1.10.0 < 1.11.0
        1.0.0-99999999999999999999 < 1.0.0-100000000000000000000
        1.0.0--1 > 1.0.0-1
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2", "0.1_pre2~1234abcd", "0.1_p1_pre2", "0.1_alpha1_pre2", "1a_git1-r0"})
  void apkTakesWhatItsToolTakes(String version) {
    order("apk").check(version);
  }

  /** Source: what apk-tools' own tests expect {@code apk version --check} to refuse. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.1bc",
        "0.1bc1",
        "0.1a1",
        "0.1a.1",
        "0.1_pre2~",
        "0.1_pre2~1234xbcd",
        "0.1_pre2~1234abcd_pre1",
        "0.1_pre2-r1~1234",
        "0.1_foobar",
        "0.1_foobar1",
        "0.1-pre1.1",
        "0.1-r",
        "0.1-r2_pre1",
        "0.1-r2_p3_pre1",
        "0.1-r2-r3",
        "0.1-r2.1",
        ".1",
        "a",
        "_pre1",
        "-r1",
        "0.1_",
        "0.1_-r0",
        "0.1__alpha",
        "0.1_1_alpha",
        "1..2",
        "1.",
        "1~ABC",
        "1.0\n"
      })
  void apkRefusesWhatItsToolRefuses(String version) {
    refuses("apk", version);
  }

  /** Source: semver.org 2.0.0, sections 2, 9 and 10. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "v1.2.3",
        "1.2.x",
        "01.2.3",
        "1.02.3",
        "1.2.03",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "1.2.3-a.",
        "1.2.3-a_b",
        "1.2.3+",
        "1.2.3+a+b",
        "1.2.3+a..b",
        "-1.2.3",
        "1..3",
        " 1.2.3",
        "1.2.3-é"
      })
  void semverRefusesWhatIsNone(String version) {
    refuses("semver", version);
  }

  @Test
  void semverTakesOddIdentifiers() {
    VersionOrder semver = order("semver");
    semver.check("0.0.0-0");
    semver.check("1.0.0-0A.-.--+-.00");
    semver.check("99999999999999999999999.999999999999999999.99999999999999999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " 1", "1 2", ":1", "a:1", "-1:1", "1:", "1-", "-1", "1:-1", "1:2-", "1/2", "1:2:3/",
        "1\n", "1.0é"
      })
  void theFormatsOfPackagesRefuseWhatIsNone(String version) {
    for (String format : List.of("rpm", "deb", "pacman")) {
      refuses(format, version);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rpm, 1-2-3, may not hold '-'",
    "rpm, 1%2, may not hold '%'",
    "rpm, 1:2:3, may not hold ':'",
    "deb, a1, does not start with a digit",
    "deb, 1_2, may not hold '_'",
    "deb, 2147483648:1, above 2147483647",
    "rpm, 4294967296:1, above 4294967295",
    "deb, 1:2-3:4, may not hold ':'",
    "pacman, 1-2-3, may not hold '-'",
    "apk, 1.0-1, may not stand at character 4",
    "semver, 1.0, does not start with three numbers",
  })
  void saysWhatIsWrong(String format, String version, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order(format).compare("1.0.0", version))
        .withMessageStartingWith("'" + version + "' is no version of " + format + ": ")
        .withMessageContaining(why);
  }

  /** Any texts: a sentence why one is none, or an order that is the other way round too. */
  @ParameterizedTest
  @ValueSource(strings = {"rpm", "deb", "apk", "pacman", "semver"})
  void answersAnyTexts(String format) {
    VersionOrder order = order(format);
    Random random = new Random(7);
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      String a = text(random, format.equals("semver") ? "1.0.0" : "1");
      String b = text(random, format.equals("semver") ? "1.0.0" : "1");
      try {
        assertThat(order.compare(a, b)).as("%s %s", a, b).isEqualTo(-order.compare(b, a));
        compared++;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("' is no version of " + format + ": ");
      }
    }
    assertThat(compared).isBetween(100, 19_999);
  }

  private static String text(Random random, String start) {
    List<String> pieces =
        List.of("0", "1", "9", "a", "B", ".", "-", "+", "~", "^", ":", "_rc", "_p", "-r1", "é");
    StringBuilder text = new StringBuilder(start);
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  @Test
  void aMessageDoesNotRepeatAWholeLongText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order("deb").check("x".repeat(1 << 20)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  private static void refuses(String format, String version) {
    assertThatIllegalArgumentException()
        .as("%s: %s", format, version)
        .isThrownBy(() -> order(format).check(version));
  }
}
