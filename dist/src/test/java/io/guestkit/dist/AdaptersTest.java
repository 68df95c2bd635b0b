package io.guestkit.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What adapters may know of the engine, and of each other. */
class AdaptersTest {
  private static final Set<String> ADAPTERS =
      Set.of("io.guestkit.ansible", "io.guestkit.terraform", "io.guestkit.exporter");

  /** The door with its options, the report, what writes it, and the order of versions. */
  private static final Set<String> OPEN_TO_THEM =
      Set.of("io.guestkit", "io.guestkit.report", "io.guestkit.export", "io.guestkit.version");

  private static final String ERROR = "io.guestkit.block.ImageException";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.guestkit");

  /** Returns the adapter that a class belongs to, or "" where it belongs to none. */
  private static String adapter(JavaClass type) {
    for (String adapter : ADAPTERS) {
      if (type.getPackageName().equals(adapter)
          || type.getPackageName().startsWith(adapter + ".")) {
        return adapter;
      }
    }
    return "";
  }

  private static boolean isRefused(String adapter, JavaClass target) {
    String name = target.getPackageName();
    boolean isOurs = name.equals("io.guestkit") || name.startsWith("io.guestkit.");
    return isOurs
        && !adapter(target).equals(adapter)
        && !OPEN_TO_THEM.contains(name)
        && !target.getName().equals(ERROR);
  }

  @Test
  void adaptersComeThroughTheDoor() {
    List<String> refused = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : OURS) {
      String adapter = adapter(type);
      if (!adapter.isEmpty()) {
        seen.add(adapter);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          if (isRefused(adapter, dependency.getTargetClass().getBaseComponentType())) {
            refused.add(dependency.getDescription());
          }
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(seen).isEqualTo(ADAPTERS);
  }

  @Test
  void theEngineKnowsNoAdapter() {
    List<String> refused = new ArrayList<>();
    for (JavaClass type : OURS) {
      if (adapter(type).isEmpty() && !type.getPackageName().startsWith("io.guestkit.dist")) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          if (!adapter(dependency.getTargetClass().getBaseComponentType()).isEmpty()) {
            refused.add(dependency.getDescription());
          }
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void everyPackageIsDescribedAndSaysWhatMayBeNull() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : OURS) {
      boolean marked =
          type.getPackage()
              .tryGetPackageInfo()
              .map(info ->
                  info.isAnnotatedWith(NullMarked.class)
                      || info.isAnnotatedWith(NullUnmarked.class))
              .orElse(false);
      if (!marked) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void noClassNamesAVagueRole() {
    classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)").check(OURS);
  }
}
