package io.guestkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns stand for the files that Python's glob finds. */
class PathPatternsTest {
  @TempDir Path dir;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name :
        List.of(
            "a.qcow2",
            "b.raw",
            "B.qcow2",
            ".hidden.qcow2",
            "[x].raw",
            "x.raw",
            "{c,d}.raw",
            "back\\slash.raw",
            "nö 日本.qcow2",
            "sub/a.qcow2",
            "sub/deep/er/z.qcow2",
            ".dot/h.qcow2",
            "folder.qcow2/inside.qcow2",
            "new\nline.raw")) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Files.createSymbolicLink(dir.resolve("link.qcow2"), Path.of("a.qcow2"));
    Files.createSymbolicLink(dir.resolve("broken.qcow2"), Path.of("nowhere"));
    Files.createSymbolicLink(dir.resolve("sub/loop"), dir);
  }

  private static List<String> expand(String... patterns) throws TooManyPathsException {
    return PathPatterns.expand(List.of(patterns)).paths();
  }

  @Test
  void aPatternIsWhatPythonTakesItFor() throws Exception {
    compare(
        "*.qcow2",
        "*.*",
        "?.raw",
        "[ab]*",
        "[!a]*.qcow2",
        "[a-z].qcow2",
        "[[]x].raw*",
        "{c,d}*",
        "back\\*",
        "*ö*",
        "new*",
        ".*.qcow2",
        ".*/*",
        "*/*.qcow2",
        "su?/deep/*/z*",
        "*/deep/er/*",
        "*q[",
        "nothing*",
        "nowhere/*.raw",
        "a.qcow2/*");
  }

  /** Python follows links to folders, round and round; what is found twice is one image here. */
  @Test
  void twoStarsStandForFoldersAtAnyDepth() throws Exception {
    Files.delete(dir.resolve("sub/loop"));
    compare("**/*.qcow2", "**", "sub/**/z*", "**/deep/**", "**/**/*.raw", "**/er/z.qcow2");
  }

  @Test
  void aLinkToAFolderIsNoWayRoundInCircles() throws Exception {
    assertThat(expand(dir + "/**/a.qcow2")).containsExactly(dir + "/a.qcow2", dir + "/sub/a.qcow2");
  }

  /** Compares with what Python's glob finds and is no folder, each once, sorted. */
  private void compare(String... patterns) throws TooManyPathsException, IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                "-c",
                """
                import glob, json, os, sys
                found = [glob.glob(pattern, recursive=True) for pattern in sys.argv[1:]]
                json.dump([sorted({p for p in paths if not os.path.isdir(p)}) for paths in found], sys.stdout)
                """));
    for (String pattern : patterns) {
      command.add(dir + "/" + pattern);
    }
    JsonNode truth = new ObjectMapper().readTree(Tool.run(command.toArray(String[]::new)));
    for (int i = 0; i < patterns.length; i++) {
      assertThat(expand(dir + "/" + patterns[i]))
          .as(patterns[i])
          .isEqualTo(truth.get(i).valueStream().map(JsonNode::asText).toList());
    }
  }

  @Test
  void pathsStayAsTheyAreAndComeBeforeWhatTheyMightMean() throws Exception {
    String bracket = dir + "/[x].raw";
    assertThat(expand(bracket, "relative", "", dir + "/missing.raw"))
        .containsExactly(bracket, "relative", "", dir + "/missing.raw");
    assertThat(expand(bracket, bracket)).containsExactly(bracket, bracket);
    assertThat(expand(dir + "/x.raw", dir + "/?.raw"))
        .as("named, and not found again")
        .containsExactly(dir + "/x.raw", dir + "/b.raw");
  }

  @Test
  void aFolderStandsForTheImagesDirectlyInIt() throws Exception {
    Files.createFile(dir.resolve("notes.txt"));
    Files.createFile(dir.resolve("UPPER.VMDK"));
    Files.createDirectory(dir.resolve("none"));
    PathPatterns folder = PathPatterns.expand(List.of(dir + "/b.raw", dir + "/", dir + "/none"));
    assertThat(folder.paths())
        .contains(dir + "/UPPER.VMDK", dir + "/[x].raw", dir + "/link.qcow2", dir + "/broken.qcow2")
        .doesNotContain(dir + "/notes.txt", dir + "/.hidden.qcow2", dir + "/folder.qcow2")
        .doesNotHaveDuplicates()
        .hasSize(12);
    assertThat(folder.complaints())
        .hasSize(1)
        .first()
        .asString()
        .startsWith(dir + "/none: no file in it is named as an image: .qcow2, ");
  }

  @Test
  void whatNothingMatchesIsNamed() throws Exception {
    PathPatterns none = PathPatterns.expand(List.of(dir + "/*.vmdk", dir + "/*.raw"));
    assertThat(none.complaints()).containsExactly(dir + "/*.vmdk: no image matches");
    assertThat(none.paths()).hasSize(6);
  }

  @Test
  void aLinkThatLeadsNowhereIsFoundAsAnyOtherFile() throws Exception {
    Files.createSymbolicLink(dir.resolve("round.raw"), Path.of("round.raw"));
    compare("broken*", "[b]roken.qcow2", "ro*", "*/loop/broken.qcow2");
    Files.delete(dir.resolve("sub/loop"));
    compare("**/broken.qcow2", "**/ro*");
    assertThat(expand(dir + "/br*")).containsExactly(dir + "/broken.qcow2");
    assertThat(expand(dir.toString())).contains(dir + "/broken.qcow2", dir + "/round.raw");
  }

  @Test
  void whatIsFoundAtABaseKeepsItsPathBelowIt() throws Exception {
    Path other = Files.createDirectories(dir.resolve("sub/base"));
    Files.createFile(other.resolve("a.qcow2"));
    Files.createFile(other.resolve("other.qcow2"));
    Files.createDirectory(other.resolve("deep"));
    Files.createFile(other.resolve("deep/o.raw"));
    List<Path> bases = List.of(dir.resolve("sub"), other);
    assertThat(below(bases, "*.qcow2").paths()).containsExactly("a.qcow2", "other.qcow2");
    assertThat(below(bases, ".").paths()).containsExactly("./a.qcow2", "./other.qcow2");
    assertThat(below(bases, "deep").paths()).containsExactly("deep/o.raw");
    assertThat(below(bases, "deep/*/z*", "./deep/o*", "**/o.raw").paths())
        .containsExactly("deep/er/z.qcow2", "./deep/o.raw", "base/deep/o.raw", "deep/o.raw");
    assertThat(below(bases, dir + "/x*").paths()).containsExactly(dir + "/x.raw");
    assertThat(below(bases, "a.qcow2", "x.raw").paths()).containsExactly("a.qcow2", "x.raw");
    assertThat(below(bases, "x*", "base").complaints())
        .hasSize(1)
        .first()
        .isEqualTo("x*: no image matches");
  }

  private static PathPatterns below(List<Path> bases, String... patterns)
      throws TooManyPathsException {
    return PathPatterns.expand(List.of(patterns), bases, folder -> Optional.empty());
  }

  @Test
  void nothingIsLookedForInAFolderThatIsRefused() throws Exception {
    Path closed = dir.resolve("sub");
    PathPatterns found =
        PathPatterns.expand(
            List.of(
                dir + "/sub",
                dir + "/sub/a.qcow2",
                dir + "/sub/*.qcow2",
                dir + "/s*/a.qcow2",
                dir + "/**/z.qcow2",
                dir + "/b.raw"),
            List.of(Path.of("")),
            folder ->
                folder.startsWith(closed) ? Optional.of("closed " + folder) : Optional.empty());
    assertThat(found.paths())
        .as("a path is as it is named")
        .containsExactly(dir + "/sub", dir + "/sub/a.qcow2", dir + "/b.raw");
    assertThat(found.complaints())
        .containsExactly("closed " + closed, "closed " + closed, "closed " + closed);
  }
}
