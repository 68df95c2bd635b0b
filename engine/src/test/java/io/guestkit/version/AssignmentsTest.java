package io.guestkit.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.guestkit.report.OsRelease;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

  @Test
  void takesQuotesEscapesAndCommentsAsAShellWould() {
    assertThat(
            Assignments.parse(
                """
                # a comment
                PLAIN=word
                DOUBLE="two words"
                SINGLE='a \\ stays'
                ESCAPED="a \\"quote\\" and \\$"
                JOINED=a"b c"d
                AFTER=x # comment
                HASH=a#b
                  export LANG = C
                EMPTY=
                not an assignment
                =nothing
                PLAIN=later
                LAST="no end\
                """))
        .containsExactly(
            entry("PLAIN", "later"),
            entry("DOUBLE", "two words"),
            entry("SINGLE", "a \\ stays"),
            entry("ESCAPED", "a \"quote\" and $"),
            entry("JOINED", "ab cd"),
            entry("AFTER", "x"),
            entry("HASH", "a#b"),
            entry("LANG", "C"),
            entry("EMPTY", ""),
            entry("LAST", "no end"));
  }

  @Test
  void osReleaseKeepsWhatStandsThere() {
    OsRelease release =
        OsReleaseFile.parse(
            "ID=rocky\nID_LIKE=\"rhel  centos fedora\"\nVERSION_ID='9.4'\nVARIANT=\n");

    assertThat(release.id()).isEqualTo("rocky");
    assertThat(release.idLike()).containsExactly("rhel", "centos", "fedora");
    assertThat(release.versionId()).isEqualTo("9.4");
    assertThat(release.variant()).isNull();
  }
}
