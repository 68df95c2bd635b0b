package io.guestkit.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsTest {
  /** What a report has without being asked. */
  private static final Set<String> ALWAYS =
      Set.of(
          "schema_version",
          "operating_systems",
          "facts",
          "problems",
          "evidence",
          "root",
          "root_path",
          "medium",
          "name",
          "arch",
          "distro",
          "product_name",
          "major_version",
          "minor_version",
          "package_format",
          "package_management",
          "osinfo",
          "os_release",
          "hostname");

  @Test
  void everyComponentOfAReportIsAFactOrAlwaysThere() {
    Set<String> components = new TreeSet<>();
    Stream.of(Inspection.class, OperatingSystem.class)
        .flatMap(type -> Stream.of(type.getRecordComponents()))
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .forEach(components::add);
    components.removeAll(ALWAYS);

    assertThat(Facts.of(List.of("full")).names()).containsExactlyElementsOf(components);
  }

  @Test
  void profilesAreListsOfFacts() {
    assertThat(Facts.of(List.of("minimal")).names())
        .containsExactly(
            "disks", "filesystems", "mountpoints", "partition_tables", "volume_groups", "volumes");
    assertThat(Facts.of(List.of("default")).includes("packages")).isTrue();
    assertThat(Facts.of(List.of("minimal", "users", "users")).names()).hasSize(7).contains("users");
    assertThat(Facts.of(List.of()).names()).isEmpty();
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facts.of(List.of("pakages")))
        .withMessageStartingWith(
            "no fact or profile is named 'pakages', did you mean packages?; facts: apparmor, ")
        .withMessageEndingWith("profiles: minimal, default, full");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Facts.of(List.of("weather")))
        .withMessageStartingWith("no fact or profile is named 'weather'; facts: ");
  }
}
