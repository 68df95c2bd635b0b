package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.export.DisplayText;
import io.guestkit.filesystem.FileName;
import io.guestkit.testing.KernelImages;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on trees against GNU find, du and ls on a mount by the kernel. */
class FileTreeKernelTest {
  private static final String POPULATION =
      """
      mkdir many deep strange kinds empty
      ( cd many; seq -f 'file number %05g' 1 10000 | tr '\\n' '\\0' | xargs -0 touch
        for n in $(seq 1 100); do head -c $((n * 37)) /dev/urandom > "size $n"; done )
      perl -e 'chdir "deep"; for (1 .. 30) { $n = ("d" x 250) . sprintf("%05d", $_);
        mkdir $n; chdir $n; open(F, ">file"); print F $_; close F; }'
      mkdir -p deep/short/$(seq -s/ 1 200)
      truncate -s 7M sparse; printf data | dd of=sparse bs=1 seek=5000000 conv=notrunc status=none
      head -c 3000000 /dev/urandom > big
      ln big bigger; : > linked; ln linked many/linked; ln linked deep/linked; ln -s big kinds/link; ln kinds/link kinds/hardlink
      ln -s /absolute/target kinds/absolute; ln -s "$(printf '%200s' x | tr ' ' l)" kinds/long
      mknod kinds/block b 8 17; mknod kinds/char c 5 1000; mkfifo kinds/fifo
      perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un("kinds/socket"))'
      printf x > $'strange/byte\\xff\\xfe'; printf y > 'strange/ä 😀'; printf z > $'strange/a\\nb'
      ln -s $'byte\\xff\\xfe' strange/odd; mkdir $'strange/dir\\xe9'; : > $'strange/dir\\xe9/in'
      : > "strange/$(printf '%255s' x | tr ' ' n)"
      chmod 4755 'many/size 1'; chmod 2711 'many/size 2'; chmod 0 'many/size 3'; chmod 1777 empty
      chown 1000:1001 'many/size 4' kinds/fifo; chown -h 70000:80000 kinds/absolute
      touch -d '1965-03-01 12:00:00' 'many/size 5'
      touch -d '2024-02-03 04:05:06.123456789' 'many/size 6' many; touch -h -d @987654321 kinds/link
      touch -a -d '2001-01-01 00:00:00.000000001' big; touch -d '2100-01-01' 'many/size 7'
      """;

  /** Tests of find, in its words and in ours. */
  private static final String[][] SEARCHES = {
    {"", ""},
    {"-name '*[05]'", "--name|*[05]"},
    {"-iname 'SIZE 1?'", "--iname|SIZE 1?"},
    {"-path './deep*/file'", "--path|/deep*/file"},
    {"-type l,b,s", "--type|l,b,s"},
    {"-type f -size +2k", "--type|f|--size|+2k"},
    {"-size -3c", "--size|-3c"},
    {"-size 1", "--size|1"},
    {"-size -1M", "--size|-1M"},
    {"-newermt '2024-02-03T04:05:06.123456788Z'", "--newer-than|2024-02-03T04:05:06.123456788Z"},
    {"! -newermt '2024-01-01Z'", "--older-than|2024-01-01"},
    {"-uid 1000", "--uid|1000"},
    {"-uid +999", "--uid|+999"},
    {"-gid -1", "--gid|-1"},
    {"-perm 644", "--perm|644"},
    {"-perm -022", "--perm|-022"},
    {"-perm /6000", "--perm|/6000"},
    {"-perm /0", "--perm|/0"},
    {"-links 3", "--links|3"},
    {"-links +2 -type f", "--links|+2|--type|f"},
    {"-empty -type d", "--empty|--type|d"},
    {"-empty", "--empty"},
    {"-maxdepth 1", "--max-depth|1"},
    {"-maxdepth 0", "--max-depth|0"},
    {"-mindepth 3 -maxdepth 4 -empty", "--min-depth|3|--max-depth|4|--empty"},
    {"-xdev -name 's*'", "-x|--name|s*"},
  };

  /** Calls of du, in its words and in ours. */
  private static final String[][] USAGES = {
    {".", "/"},
    {"-a .", "-a|/"},
    {"-s many deep .", "-s|/many|/deep|/"},
    {"--max-depth=1 .", "--max-depth|1|/"},
    {"-h -d 2 .", "-h|-d|2|/"},
    {"-ah many kinds", "-a|-h|/many|/kinds"},
    {"big bigger kinds/link", "/big|/bigger|/kinds/link"},
    {"deep deep/short", "/deep|/deep/short"},
    {"-x -s .", "-x|-s|/"},
  };

  private static final String STATS = "%y|%m|%U|%G|%T@|%A@|%n|%l|%P\\0";

  @TempDir static Path folder;
  private static Path image = Path.of("");
  private static Path truth = Path.of("");

  @BeforeAll
  static void makeImage() throws IOException {
    KernelImages.requireLoopMounts();
    image = KernelImages.make(folder, "96M", "mkfs.ext4 -q -N 20000 $image");
    truth = Files.createDirectories(folder.resolve("truth"));
    KernelImages.fill(image, "rw", POPULATION);
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < SEARCHES.length; i++) {
      script.append("find . %s -print0 > '%s/find%d'\n".formatted(SEARCHES[i][0], truth, i));
    }
    for (int i = 0; i < USAGES.length; i++) {
      script.append("du -0 %s > '%s/du%d'\n".formatted(USAGES[i][0], truth, i));
    }
    script.append("find . -mindepth 1 -printf '%s' > '%s/stats'\n".formatted(STATS, truth));
    script.append("%s > '%s/hashes'\n".formatted(hashes("."), truth));
    script.append(
        "find . -mindepth 1 -printf '%M %n %U %G %s %TY-%Tm-%Td %TH:%TM /%P -> %l\\0'"
            + " > '%s/ls'\n".formatted(truth));
    script.append("du -s --apparent-size -B1 big sparse > '%s/apparent'\n".formatted(truth));
    Tool.shell(KernelImages.mounted(image, "ro", script.toString()));
  }

  private static String hashes(String directory) {
    return "find " + directory + " -type f -execdir sha256sum -z {} + | sort -z";
  }

  private static Run run(String command, String... words) {
    List<String> line = new ArrayList<>(List.of(command, image.toString()));
    line.addAll(List.of(words));
    return Run.of(line.toArray(String[]::new));
  }

  /** Returns what ends in a NUL each, paths below the mount as ours. */
  private static List<String> truth(String name) throws IOException {
    byte[] printed = Files.readAllBytes(truth.resolve(name));
    return split(new String(printed, StandardCharsets.ISO_8859_1));
  }

  private static List<String> split(String text) {
    return List.of(text.split("\0", -1)).stream().filter(item -> !item.isEmpty()).toList();
  }

  private static String ours(String path) {
    return path.equals(".") ? "/" : path.startsWith("./") ? path.substring(1) : path;
  }

  /** Compares in any order, and shows what differs alone: there are ten thousand of each. */
  private static void assertSame(String what, List<String> ours, List<String> theirs) {
    List<String> mine = new ArrayList<>(ours);
    List<String> truths = new ArrayList<>(theirs);
    mine.sort(null);
    truths.sort(null);
    List<String> differences = new ArrayList<>();
    int i = 0;
    int j = 0;
    while ((i < mine.size() || j < truths.size()) && differences.size() < 20) {
      int order =
          i == mine.size() ? 1 : j == truths.size() ? -1 : mine.get(i).compareTo(truths.get(j));
      if (order != 0) {
        String line = order < 0 ? "ours: " + mine.get(i) : "theirs: " + truths.get(j);
        differences.add(line.substring(0, Math.min(line.length(), 160)));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    assertThat(differences).as(what).isEmpty();
    assertThat(theirs).as(what).isNotEmpty();
  }

  @Test
  void findsWhatFindFinds() throws IOException {
    for (int i = 0; i < SEARCHES.length; i++) {
      List<String> words = new ArrayList<>(List.of("--print0"));
      words.addAll(List.of(SEARCHES[i][1].split("\\|", -1)));
      words.remove("");
      Run run = run("find", words.toArray(String[]::new));
      assertThat(run.err()).as(SEARCHES[i][1]).isEmpty();
      assertThat(run.status()).isZero();
      assertSame(
          SEARCHES[i][1],
          split(new String(run.bytes(), StandardCharsets.ISO_8859_1)),
          truth("find" + i).stream().map(FileTreeKernelTest::ours).toList());
    }
  }

  @Test
  void measuresWhatDuMeasures() throws IOException {
    for (int i = 0; i < USAGES.length; i++) {
      Run run = run("du", USAGES[i][1].split("\\|", -1));
      assertThat(run.err()).as(USAGES[i][1]).isEmpty();
      List<String> expected = new ArrayList<>();
      for (String line : truth("du" + i)) {
        String[] parts = line.split("\t", 2);
        String path = parts[1].startsWith(".") ? ours(parts[1]) : "/" + parts[1];
        expected.add(parts[0] + "\t" + shown(path));
      }
      assertSame(USAGES[i][1], ofOneName(run.out().lines().toList()), ofOneName(expected));
    }
    assertThat(run("du", "-b", "-s", "/big", "/sparse").out().replace("/", ""))
        .isEqualTo(Files.readString(truth.resolve("apparent")));
  }

  /** Under which of its names a file is counted is a matter of the order. */
  private static List<String> ofOneName(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("/(many/|deep/)?linked$|/kinds/(hard)?link$", "/one"))
        .map(line -> line.replaceFirst("/bigger$", "/big"))
        .toList();
  }

  private static String shown(String latin) {
    String path = FileName.decode(latin.getBytes(StandardCharsets.ISO_8859_1));
    return DisplayText.show(path);
  }

  @Test
  void listsWhatFindPrints() throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line : truth("ls")) {
      String plain = line.endsWith(" -> ") ? line.substring(0, line.length() - 4) : line;
      String[] parts = plain.split(" ", 6);
      parts[4] = plain.startsWith("b") ? "8, 17" : plain.startsWith("c") ? "5, 1000" : parts[4];
      expected.add(shown(String.join(" ", parts)));
    }
    Run run = run("ls", "-l", "-R", "/");
    assertThat(run.status()).isZero();
    assertSame("ls -lR", run.out().lines().toList(), expected);
  }

  @Test
  void copiesWhatTheKernelShows() throws IOException {
    Path copy = folder.resolve("copy");
    try {
      Run run = run("cp", "-r", "--preserve-owner", "--preserve-set-id", "/", copy.toString());
      assertThat(run.status()).isZero();
      assertThat(run.err().lines())
          .containsExactlyInAnyOrder(
              "guestkit: /kinds/block: skipped, it is a block_device",
              "guestkit: /kinds/char: skipped, it is a character_device",
              "guestkit: /kinds/fifo: skipped, it is a fifo",
              "guestkit: /kinds/socket: skipped, it is a socket");
      String printed =
          Tool.shell(
              "cd '%s'; find . -mindepth 1 -printf '%s' | base64 -w0".formatted(copy, STATS));
      byte[] bytes = Base64.getDecoder().decode(printed);
      assertSame(
          "cp -r",
          split(new String(bytes, StandardCharsets.ISO_8859_1)).stream()
              .map(FileTreeKernelTest::withoutAccessOfLink)
              .toList(),
          truth("stats").stream()
              .filter(line -> "fdl".indexOf(line.charAt(0)) >= 0)
              .map(FileTreeKernelTest::withoutAccessOfLink)
              .toList());
      Tool.shell("cd '%s'; %s > '%s/copied'".formatted(copy, hashes("."), truth));
      assertSame("contents", truth("copied"), truth("hashes"));
      assertThat(Tool.shell("cd '%s'; du -k sparse | cut -f1".formatted(copy)).strip().length())
          .isLessThan(3);
    } finally {
      Tool.shell("rm -rf '" + copy + "'");
    }
  }

  /** A link of two names was read under the first one when find comes to the second. */
  private static String withoutAccessOfLink(String line) {
    String[] parts = line.split("\\|", -1);
    parts[5] = line.startsWith("l|") ? "" : parts[5];
    return String.join("|", parts);
  }

  @Test
  void copiesKeepModesAndTimesWithoutSetId() throws IOException {
    Path one = folder.resolve("one");
    for (String[] pair : new String[][] {{"size 1", "755"}, {"size 2", "711"}, {"size 3", "0"}}) {
      assertThat(run("cp", "/many/" + pair[0], one.toString(), "--force").status()).isZero();
      assertThat(Tool.shell("stat -c '%a' '" + one + "'").strip()).isEqualTo(pair[1]);
    }
    assertThat(run("cp", "/many/size 6", one.toString(), "--force").status()).isZero();
    assertThat(Tool.shell("stat -c '%.9Y %.9X %u' '" + one + "'").strip())
        .isEqualTo("1706933106.123456789 1706933106.123456789 0");
    Files.delete(one);
  }

  @Test
  void aCopyGoesIntoADirectoryUnderItsName(@TempDir Path target) throws IOException {
    String dest = target.toString();
    assertThat(run("cp", "/strange/byte\\xff\\xfe", dest).status()).isZero();
    assertThat(run("cp", "-r", "/strange/dir\\xe9", dest).status()).isZero();
    assertThat(run("cp", "-r", "/kinds/link", dest).status()).isZero();
    assertThat(run("cp", "/strange/odd", dest + "/followed").status()).isZero();
    assertThat(run("cp", "/many", dest).status()).isEqualTo(1);
    Run again = run("cp", "-r", "/kinds/link", dest);
    assertThat(again.status()).isEqualTo(2);
    String listed =
        Tool.shell(
            "cd '" + dest + "'; find . -mindepth 1 -printf '%P|%y|%s\\n' | LC_ALL=C sort | base64");
    assertThat(new String(Base64.getMimeDecoder().decode(listed), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "byte\u00ff\u00fe|f|1\ndir\u00e9/in|f|0\ndir\u00e9|d|4096\nfollowed|f|1\nlink|l|3\n");
  }

  @Test
  void theRootGoesIntoADirectoryThatIsThere(@TempDir Path target) {
    assertThat(run("cp", "-r", "/kinds/", target + "/").status()).isZero();
    assertThat(run("cp", "-r", "/empty/..", target.toString(), "-x", "--force").status()).isZero();
    assertThat(target.resolve("kinds/link")).isSymbolicLink();
    assertThat(target.resolve("empty")).isDirectory();
    Tool.shell("rm -rf '" + target + "'/*");
  }

  @Test
  void reachesEveryPathThatItPrints() {
    for (String path : new String[] {"/strange", "/strange/dir\\xe9", "/kinds"}) {
      for (String name : run("ls", path).out().lines().toList()) {
        Run stat = run("stat", path + "/" + name);
        assertThat(stat.status()).as(name).isZero();
        assertThat(stat.out()).startsWith("Path:       " + path + "/" + name + "\n");
      }
    }
    assertThat(run("cat", "/strange/odd").out()).isEqualTo("x");
  }

  @Test
  void comparesWithWhatTheKernelChanged() throws IOException {
    Path changed = folder.resolve("changed.raw");
    Files.copy(image, changed);
    KernelImages.fill(
        changed,
        "rw",
        """
        printf more >> 'many/size 10'
        touch -d '2024-02-03 04:05:06.5' 'many/size 6'
        printf X | dd of='many/size 20' bs=1 seek=7 conv=notrunc status=none
        touch -r 'many/size 21' 'many/size 20'; touch -d '2024-01-01' 'many/size 22'
        chmod 600 'many/size 11'; chown 5:6 'many/size 12'; ln big again
        rm kinds/link; ln -s other kinds/link; touch -h -d @987654321 kinds/link
        rm kinds/block; mknod kinds/block b 8 18; touch -d '2030-01-01' kinds/block
        rm -r empty; : > empty; mkdir -p new/dir; : > new/dir/file; rm $'strange/byte\\xff\\xfe'
        """);
    Run plain = Run.of("diff", image.toString(), changed.toString(), "--files");
    assertThat(plain.status()).isZero();
    assertThat(plain.err()).isEmpty();
    List<String> lines = plain.out().lines().filter(line -> !line.contains("size 20\t")).toList();
    assertThat(lines)
        .containsExactly(
            "A\t/again",
            "T\t/empty\ttype,mode",
            "M\t/kinds/block\tmodified,device",
            "M\t/kinds/link\ttarget",
            "M\t/many/size 10\tsize,modified,content",
            "M\t/many/size 11\tmode",
            "M\t/many/size 12\tuid,gid",
            "M\t/many/size 22\tmodified",
            "M\t/many/size 6\tmodified",
            "A\t/new",
            "A\t/new/dir",
            "A\t/new/dir/file",
            "D\t/strange/byte\\xff\\xfe");
    Run bytes =
        Run.of("diff", "--content", image.toString(), changed.toString(), "/many", "--files");
    assertThat(bytes.out()).contains("M\t/many/size 20\tmodified,content\n");
    Run same = Run.of("diff", "--files", image.toString(), image.toString(), "--content");
    assertThat(same.status()).isZero();
    assertThat(same.out()).isEmpty();
    Run json =
        Run.of(
            "diff", "--files", image.toString(), changed.toString(), "--output", "jsonl", "/new");
    assertThat(json.status()).isEqualTo(1);
    assertThat(json.err()).contains("/new: no such file or directory").hasLineCount(1);
  }

  @Test
  void namesAreUnique() {
    List<String> paths = run("find").out().lines().toList();
    assertThat(new TreeSet<>(paths)).hasSameSizeAs(paths);
  }
}
