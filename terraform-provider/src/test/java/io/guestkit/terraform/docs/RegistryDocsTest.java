package io.guestkit.terraform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.guestkit.terraform.provider.ProviderService;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the pages of the registry to the schema, and the examples to the pages. */
class RegistryDocsTest {
  private static final String RENEW =
      "mvn -pl terraform-provider -am test -Dtest=RegistryDocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dguestkit.regenerate=true";

  private static final Path DOCS = Repository.path("terraform-provider/docs");
  private static final Path EXAMPLES = Repository.path("terraform-provider/examples");

  /** Folders of the registry's layout; what else lies beside them is a whole configuration. */
  private static final List<String> LAYOUT =
      List.of("provider", "data-sources", "ephemeral-resources", "functions");

  /** The registry refuses larger pages. */
  private static final int MAX_PAGE_CHARS = 500_000;

  private static RegistryPages pages;

  @BeforeAll
  static void make() throws IOException {
    pages = RegistryPages.of(schema(), EXAMPLES);
  }

  private static GetProviderSchema.Response schema() {
    List<GetProviderSchema.Response> answers = new ArrayList<>();
    new ProviderService(Map.of(), line -> {})
        .getProviderSchema(
            GetProviderSchema.Request.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(GetProviderSchema.Response answer) {
                answers.add(answer);
              }

              @Override
              public void onError(Throwable thrown) {
                throw new AssertionError(thrown);
              }

              @Override
              public void onCompleted() {}
            });
    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().getDiagnosticsList()).isEmpty();
    return answers.getFirst();
  }

  @Test
  void pagesAreFresh() throws IOException {
    for (Map.Entry<String, String> page : pages.texts().entrySet()) {
      Path file = DOCS.resolve(page.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Repository.checkGenerated(file, page.getValue(), RENEW);
    }
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    assertThat(files(DOCS))
        .as("pages; delete those of what is no more")
        .containsExactlyInAnyOrderElementsOf(
            pages.texts().keySet().stream().map(DOCS::resolve).toList());
  }

  @Test
  void noExampleIsLeftOver() throws IOException {
    List<Path> inLayout = new ArrayList<>();
    for (Path file : files(EXAMPLES)) {
      if (LAYOUT.contains(EXAMPLES.relativize(file).getName(0).toString())) {
        inLayout.add(file);
      }
    }
    assertThat(inLayout)
        .as("examples; delete those that no page shows")
        .containsExactlyInAnyOrderElementsOf(pages.examples());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void everyLinkLeadsToOneSection() {
    Pattern link = Pattern.compile("\\]\\(#([^)]*)\\)");
    for (Map.Entry<String, String> page : pages.texts().entrySet()) {
      assertThat(page.getValue().length()).isLessThan(MAX_PAGE_CHARS);
      Matcher matcher = link.matcher(page.getValue());
      int count = 0;
      while (matcher.find()) {
        count++;
        assertThat(page.getValue())
            .as(page.getKey())
            .containsOnlyOnce("<a id=\"" + matcher.group(1) + "\"></a>");
      }
      assertThat(page.getValue().split("<a id=", -1)).as(page.getKey()).hasSize(count + 1);
    }
  }

  @Test
  void everythingIsDescribed() {
    Pattern bare = Pattern.compile("(?m)^(- |[0-9]+\\. )`[^`]*` \\([^)]*\\)( \\(see .*)?$");
    for (Map.Entry<String, String> page : pages.texts().entrySet()) {
      if (!page.getKey().startsWith("functions/")) { // an object's attributes have no descriptions
        assertThat(page.getValue()).as(page.getKey()).doesNotContainPattern(bare);
      }
    }
  }
}
