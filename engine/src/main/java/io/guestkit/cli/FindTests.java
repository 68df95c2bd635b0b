package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.cli.find.Glob;
import io.guestkit.cli.find.Moment;
import io.guestkit.cli.find.Permissions;
import io.guestkit.cli.find.Quantity;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tests of {@code find}, all of which a file must pass. */
final class FindTests {
  private static final Option NAME =
      Option.value(
          "--name", "GLOB", "The last name is like GLOB, such as '*.conf': *, ?, [a-z], [!a-z].");

  private static final Option NAME_OF_ANY_CASE =
      Option.value("--iname", "GLOB", "As --name, upper and lower case alike.");

  private static final Option PATH =
      Option.value("--path", "GLOB", "The whole path is like GLOB; * stands for slashes too.");

  private static final Option TYPE =
      Option.value(
          "--type",
          "LETTER,...",
          "It is one of f file, d directory, l symbolic link, b block device, c character device,"
              + " p fifo, s socket.");

  private static final Option SIZE =
      Option.value(
          "--size",
          "[+-]N[ckMG]",
          "The size, rounded up to bytes (c), KiB, MiB, GiB, or blocks of 512 bytes without a"
              + " letter.");

  private static final Option NEWER =
      Option.value("--newer-than", "TIME", "Modified after a date (in UTC) or an RFC 3339 time.");

  private static final Option OLDER = Option.value("--older-than", "TIME", "Modified before it.");

  private static final Option OWNER = Option.value("--uid", "[+-]N", "The number of the owner.");

  private static final Option GROUP = Option.value("--gid", "[+-]N", "The number of the group.");

  private static final Option MODE =
      Option.value(
          "--perm",
          "[-/]MODE",
          "The octal permissions: exactly MODE, all bits of -MODE, any bit of /MODE.");

  private static final Option LINKS = Option.value("--links", "[+-]N", "How many names it has.");

  private static final Option EMPTY =
      Option.toggle("--empty", "A regular file or a directory with nothing in it.");

  private static final String LETTERS = "fdlbcps";

  private static final List<String> TYPES =
      List.of("file", "directory", "symlink", "block_device", "character_device", "fifo", "socket");

  /** One test. */
  private interface Test {
    boolean isPassedBy(FileInfo file);
  }

  /** What makes a test of an option's value. */
  private interface Parser {
    Test parse(String name, String value) throws UsageException;
  }

  private final Arguments arguments;
  private final List<Test> tests = new ArrayList<>();

  private FindTests(Arguments arguments) {
    this.arguments = arguments;
  }

  static List<Option> options() {
    return List.of(
        NAME, NAME_OF_ANY_CASE, PATH, TYPE, SIZE, NEWER, OLDER, OWNER, GROUP, MODE, LINKS, EMPTY);
  }

  /**
   * Returns the tests of a command line.
   *
   * @throws UsageException if a value is not one that its option takes
   */
  static FindTests of(Arguments arguments) throws UsageException {
    FindTests all = new FindTests(arguments);
    all.add(NAME, (name, value) -> nameLike(Glob.of(value, Glob.Case.KEPT)));
    all.add(NAME_OF_ANY_CASE, (name, value) -> nameLike(Glob.of(value, Glob.Case.IGNORED)));
    all.add(PATH, (name, value) -> pathLike(Glob.of(value, Glob.Case.KEPT)));
    all.add(TYPE, (name, value) -> ofType(arguments.names(TYPE)));
    all.add(SIZE, (name, value) -> sized(Quantity.parseSize(name, value)));
    all.add(NEWER, (name, value) -> newer(Moment.parse(name, value)));
    all.add(OLDER, (name, value) -> older(Moment.parse(name, value)));
    all.add(OWNER, (name, value) -> owned(Quantity.parse(name, value)));
    all.add(GROUP, (name, value) -> ofGroup(Quantity.parse(name, value)));
    all.add(MODE, (name, value) -> permitted(Permissions.parse(name, value)));
    all.add(LINKS, (name, value) -> linked(Quantity.parse(name, value)));
    return all;
  }

  private void add(Option option, Parser parser) throws UsageException {
    List<String> values = arguments.values(option);
    if (!values.isEmpty()) {
      try {
        tests.add(parser.parse(option.name(), values.getFirst()));
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Test nameLike(Glob glob) {
    return file -> {
      String path = file.path();
      return glob.matches(path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1));
    };
  }

  private static Test pathLike(Glob glob) {
    return file -> glob.matches(file.path());
  }

  private static Test ofType(List<String> letters) throws UsageException {
    List<String> types = new ArrayList<>();
    for (String letter : letters) {
      int index = letter.length() == 1 ? LETTERS.indexOf(letter) : -1;
      if (index < 0) {
        throw new UsageException(
            TYPE.name() + " takes letters of f, d, l, b, c, p, s, not '" + letter + "'");
      }
      types.add(TYPES.get(index));
    }
    return file -> types.contains(file.type());
  }

  private static Test sized(Quantity size) {
    return file -> size.matches(file.sizeBytes());
  }

  private static Test newer(Instant than) {
    return file -> file.modified().isAfter(than);
  }

  private static Test older(Instant than) {
    return file -> file.modified().isBefore(than);
  }

  private static Test owned(Quantity uid) {
    return file -> uid.matches(file.uid());
  }

  private static Test ofGroup(Quantity gid) {
    return file -> gid.matches(file.gid());
  }

  private static Test permitted(Permissions permissions) {
    return file -> permissions.matches(Integer.parseInt(file.mode(), 8));
  }

  private static Test linked(Quantity links) {
    return file -> links.matches(file.links());
  }

  /** Returns whether the file that a walk has just found passes every test. */
  boolean match(FoundFile file, FileWalk walk) throws IOException {
    for (Test test : tests) {
      if (!test.isPassedBy(file.info())) {
        return false;
      }
    }
    return !arguments.has(EMPTY) || isEmpty(file, walk);
  }

  private static boolean isEmpty(FoundFile file, FileWalk walk) throws IOException {
    return file.isDirectory() ? walk.isEmpty() : file.isRegular() && file.info().sizeBytes() == 0;
  }
}
