package io.guestkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler does not hold. */
class ArchitectureTest {
  private static final String ROOT = "io.guestkit";

  /** Floors by the folder below the root; the root itself is the door. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("report", 0),
          Map.entry("block", 0),
          Map.entry("codec", 0),
          Map.entry("crypto", 0),
          Map.entry("version", 0),
          Map.entry("image", 1),
          Map.entry("volume", 2),
          Map.entry("filesystem", 3),
          Map.entry("guest", 4),
          Map.entry("inspect", 5),
          Map.entry("export", 6),
          Map.entry("cache", 6),
          Map.entry("", 7),
          Map.entry("cli", 8));

  /** Floors whose folders are formats: each knows its floor and the floors below, no sibling. */
  private static final Set<String> FORMATS = Set.of("image", "volume", "filesystem");

  /** Readers of files in a guest that several facts share. */
  private static final Set<String> SHARED_READERS = Set.of("hive", "sqlite", "rpmdb");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .importUrl(GuestKit.class.getProtectionDomain().getCodeSource().getLocation());

  private static String floor(JavaClass type) {
    return segment(type, 0);
  }

  /** Returns a name of the package below the root, or "" where it is not that deep. */
  private static String segment(JavaClass type, int index) {
    String name = type.getPackageName();
    if (name.length() <= ROOT.length()) {
      return "";
    }
    String[] segments = name.substring(ROOT.length() + 1).split("\\.", -1);
    return index < segments.length ? segments[index] : "";
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** Returns the dependencies between classes of the engine that a rule refuses. */
  private static List<String> refused(Predicate<Dependency> rule) {
    List<String> refused = new ArrayList<>();
    for (JavaClass origin : ENGINE) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target) && rule.test(dependency)) {
          refused.add(dependency.getDescription());
        }
      }
    }
    return refused;
  }

  @Test
  void everyFolderIsAFloor() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : ENGINE) {
      if (!FLOORS.containsKey(floor(type))) {
        unknown.add(type.getPackageName());
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void importsPointToLowerFloors() {
    assertThat(
            refused(d -> {
              String from = floor(d.getOriginClass());
              String to = floor(d.getTargetClass().getBaseComponentType());
              return !from.equals(to) && FLOORS.getOrDefault(to, 0) > FLOORS.getOrDefault(from, 0);
            }))
        .isEmpty();
  }

  @Test
  void theReportImportsNothingOfOurs() {
    assertThat(
            refused(d ->
                floor(d.getOriginClass()).equals("report")
                    && !floor(d.getTargetClass().getBaseComponentType()).equals("report")))
        .isEmpty();
  }

  @Test
  void foldersOfOneFloorDoNotImportEachOther() {
    assertThat(refused(d -> isSibling(d) && !isSharedReader(d))).isEmpty();
  }

  /** Floor 0 is not one folder: its parts may use each other, as errors become problems. */
  private static boolean isSibling(Dependency d) {
    JavaClass from = d.getOriginClass();
    JavaClass to = d.getTargetClass().getBaseComponentType();
    String floor = floor(from);
    return (FORMATS.contains(floor) || floor.equals("inspect"))
        && floor.equals(floor(to))
        && !segment(from, 1).isEmpty()
        && !segment(to, 1).isEmpty()
        && !segment(from, 1).equals(segment(to, 1));
  }

  private static boolean isSharedReader(Dependency d) {
    JavaClass to = d.getTargetClass().getBaseComponentType();
    return floor(to).equals("inspect") && SHARED_READERS.contains(segment(to, 1));
  }

  @Test
  void onlyTheCommandLineTalksToTheConsole() {
    noClasses()
        .that(areNotOf("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(ENGINE);
  }

  @Test
  void nothingRunsAProgramOrLoadsNativeCode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .orShould()
        .callMethodWhere(
            describe(
                "Runtime.exec or a native library",
                call ->
                    (call.getTargetOwner().isEquivalentTo(Runtime.class)
                            && call.getName().equals("exec"))
                        || (call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().startsWith("load"))))
        .check(ENGINE);
  }

  private static final Set<String> WRITING_FILES =
      Set.of(
          "write",
          "writeString",
          "newOutputStream",
          "newBufferedWriter",
          "copy",
          "move",
          "delete",
          "deleteIfExists",
          "createFile",
          "createDirectory",
          "createDirectories",
          "createTempFile",
          "createTempDirectory",
          "createLink",
          "createSymbolicLink",
          "setAttribute",
          "setLastModifiedTime",
          "setOwner",
          "setPosixFilePermissions");

  private static final Set<String> WRITING_OPTIONS =
      Set.of("WRITE", "APPEND", "CREATE", "CREATE_NEW", "TRUNCATE_EXISTING", "DELETE_ON_CLOSE");

  @Test
  void nothingThatReadsAnImageWritesOrLocksAFile() {
    noClasses()
        .that(areNotOf("cli", "cache"))
        .should()
        .callMethodWhere(
            describe(
                "writing to a file",
                call ->
                    (call.getTargetOwner().isEquivalentTo(Files.class)
                            && WRITING_FILES.contains(call.getName()))
                        || call.getTargetOwner().isEquivalentTo(FileLock.class)
                        || call.getName().equals("tryLock")))
        .orShould()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "an option that writes",
                access ->
                    access.getTargetOwner().isEquivalentTo(StandardOpenOption.class)
                        && WRITING_OPTIONS.contains(access.getName())))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            FileOutputStream.class, FileWriter.class, RandomAccessFile.class, PrintStream.class)
        .check(ENGINE);
  }

  private static DescribedPredicate<JavaMethodCall> describe(
      String what, Predicate<JavaMethodCall> calls) {
    return DescribedPredicate.describe(what, calls);
  }

  private static DescribedPredicate<JavaClass> areNotOf(String... floors) {
    Set<String> names = Set.of(floors);
    return DescribedPredicate.describe("are not of " + names, type -> !names.contains(floor(type)));
  }

  @Test
  void everyPackageIsNullMarkedAndDescribed() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : ENGINE) {
      JavaPackage folder = type.getPackage();
      boolean marked =
          folder
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false);
      if (!marked) {
        unmarked.add(folder.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void noClassNamesAVagueRole() {
    classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)").check(ENGINE);
  }
}
