package io.guestkit.ansible.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.ansible.docs.FactDoc;
import io.guestkit.ansible.docs.FactTable;
import io.guestkit.inspect.Facts;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.Resolver;
import io.guestkit.testing.Reports;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is documented of the facts is what they are. */
class FactDocTest {
  private static final String RENEW =
      "mvn -pl ansible-module -am test -Dtest=FactDocTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dguestkit.regenerate=true";

  /** Returns the facts of a system that tells everything. */
  private static Map<String, Object> all() {
    Inspection debian = Reports.debian();
    OperatingSystem system = debian.operatingSystems().getFirst();
    Map<String, Object> more =
        Map.of(
            "fqdn", "a.b",
            "machineId", "0",
            "minorVersion", 1,
            "selinux", "enforcing",
            "apparmor", "enabled",
            "resolver", new Resolver(List.of(), List.of(), "/etc/resolv.conf"),
            "bootloader", new Bootloader("grub2", "/", null, null, "ro", List.of()));
    for (Map.Entry<String, Object> component : more.entrySet()) {
      system = Reports.with(system, component.getKey(), component.getValue());
    }
    return SetupFacts.of(
        Reports.with(debian, "operatingSystems", List.of(system)), "a.raw", List.of());
  }

  @Test
  void everyFactIsDocumented() {
    assertThat(all().keySet())
        .containsExactlyInAnyOrderElementsOf(FactDoc.all().stream().map(FactDoc::name).toList());
    for (FactDoc fact : FactDoc.all()) {
      Object value = all().get(fact.name());
      assertThat(fact.type())
          .as(fact.name())
          .isEqualTo(value instanceof Map ? "dict" : value instanceof List ? "list" : "str");
    }
  }

  @Test
  void whatIsReadIsWhatTheyAreMadeOf() {
    assertThat(Facts.of(SetupFacts.NEEDED).names()).hasSameSizeAs(SetupFacts.NEEDED);
    List<String> sources =
        FactDoc.all().stream()
            .flatMap(fact -> List.of(fact.source().split(", ")).stream())
            .toList();
    for (String fact : SetupFacts.NEEDED) {
      assertThat(sources.contains(fact) || fact.equals("volumes")).as(fact).isTrue();
    }
  }

  @Test
  void thePageIsFresh() throws IOException {
    Repository.checkGenerated(
        Repository.path("docs/ansible-facts.md"), FactTable.markdown(), RENEW);
  }
}
