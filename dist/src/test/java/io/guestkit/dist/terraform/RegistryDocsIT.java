package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages and examples of the registry, under the real Terraform. */
class RegistryDocsIT {
  private static final Path DOCS = Repository.path("terraform-provider/docs");
  private static final Path EXAMPLES = Repository.path("terraform-provider/examples");

  private static final Path PAGE = Repository.path("docs/terraform.md");

  /** A row of a table: what is wanted, perhaps a data source, and a condition of it. */
  private static final Pattern CONDITION =
      Pattern.compile("(?m)^\\| [^|`]*(?:\\(`([a-z_]+)`\\) )?\\| `([^`]*self[^`]*)` \\|$");

  /** Where the JSON has the schemas of what a folder of pages describes. */
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "data-sources", "data_source_schemas",
          "ephemeral-resources", "ephemeral_resource_schemas");

  @TempDir private static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    workspace = Workspace.create(folder);
  }

  @Test
  void pagesTellWhatTerraformTells() throws IOException, InterruptedException {
    workspace.write("");
    JsonNode provider =
        workspace
            .terraform("providers", "schema", "-json")
            .json()
            .at("/provider_schemas/registry.terraform.io~1guestkit~1guestkit");
    List<String> pages = new ArrayList<>(List.of("index.md"));
    comparePage("index.md", provider.at("/provider/block"));
    for (Map.Entry<String, String> kind : SCHEMAS.entrySet()) {
      for (Map.Entry<String, JsonNode> schema : provider.path(kind.getValue()).properties()) {
        pages.add(kind.getKey() + "/" + schema.getKey().substring("guestkit_".length()) + ".md");
        comparePage(pages.getLast(), schema.getValue().get("block"));
      }
    }
    for (Map.Entry<String, JsonNode> function : provider.get("functions").properties()) {
      pages.add("functions/" + function.getKey() + ".md");
      compareFunction(pages.getLast(), function.getKey(), function.getValue());
    }
    assertThat(files(DOCS)).containsExactlyInAnyOrderElementsOf(pages);
  }

  private static void comparePage(String name, JsonNode block) throws IOException {
    RegistryPage page = RegistryPage.read(DOCS.resolve(name));
    assertThat(page.rows("## Schema")).as(name).isEqualTo(SchemaRows.ofBlock(block));
    assertThat(page.text())
        .contains("\n\n" + block.get("description").asText() + "\n\n## Example Usage\n");
  }

  private static void compareFunction(String name, String function, JsonNode signature)
      throws IOException {
    RegistryPage page = RegistryPage.read(DOCS.resolve(name));
    List<String> parameters = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (JsonNode parameter : signature.get("parameters")) {
      String parameterName = parameter.get("name").asText();
      String type = SchemaRows.label(parameter.get("type"));
      parameters.add(parameterName + " " + type.toLowerCase(Locale.ROOT));
      String label = type + (parameter.path("is_nullable").asBoolean() ? ", Nullable" : "");
      String description = parameter.get("description").asText();
      arguments.add(
          "%d. `%s` (%s) %s".formatted(parameters.size(), parameterName, label, description));
    }
    assertThat(page.below("## Signature"))
        .contains("\n" + function + "(" + String.join(", ", parameters) + ") ");
    assertThat(page.below("## Arguments").strip().lines()).containsExactlyElementsOf(arguments);
    JsonNode type = signature.get("return_type");
    assertThat(page.below("## Return Type").strip()).startsWith(SchemaRows.label(type));
    assertThat(page.rows("## Return Type")).as(name).isEqualTo(SchemaRows.ofType(type));
    assertThat(page.text())
        .contains("\n  " + signature.get("summary").asText() + "\n---\n")
        .contains("\n\n" + signature.get("description").asText() + "\n\n## Example Usage\n");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void examplesAreFormatted() throws IOException, InterruptedException {
    Workspace.Result format =
        workspace.terraform("fmt", "-check", "-recursive", "-diff", EXAMPLES.toString());
    assertThat(format.exit()).as(format.out() + format.err()).isZero();
  }

  /** Each example is a module beside the example of the provider, in which one run applies all. */
  @Test
  void examplesRun() throws IOException, InterruptedException {
    Path hostRelease = Path.of("/etc/os-release");
    Tool.requireThat(Files.exists(hostRelease), "there is no " + hostRelease);
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.copy(Repository.sample(), images.resolve("web1.qcow2"));
    Files.copy(Repository.sample(), images.resolve("web2.qcow2"));
    String provider = Files.readString(EXAMPLES.resolve("provider/provider.tf"));
    StringBuilder root = new StringBuilder(provider);
    int count = 0;
    for (String kind : List.of("data-sources", "ephemeral-resources", "functions")) {
      for (String example : examples(kind)) {
        count++;
        Path module = Files.createDirectories(folder.resolve(kind).resolve(example));
        for (String file : files(EXAMPLES.resolve(kind).resolve(example))) {
          Files.copy(EXAMPLES.resolve(kind).resolve(example).resolve(file), module.resolve(file));
        }
        Files.writeString(
            module.resolve("versions.tf"), provider.substring(0, provider.indexOf("\n}\n") + 3));
        root.append(module(kind, example));
      }
    }
    assertThat(count).isEqualTo(files(DOCS).size() - 1);

    workspace.replace(root.toString());
    assertThat(workspace.terraform("init", "-no-color").exit()).isZero();
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(apply.out()).doesNotContain("Warning");
    Workspace.Result again = workspace.terraform("plan", "-detailed-exitcode", "-no-color");
    assertThat(again.exit()).as(again.out()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/compare_versions/value/release_candidate").asText()).isEqualTo("older");
    assertThat(outputs.at("/guestkit_image/value/size_gib").asInt()).isEqualTo(1);
    assertThat(outputs.at("/guestkit_inspection/value/packages").size()).isEqualTo(12);
  }

  @Test
  void thePageForUsersShowsTheExamples() throws IOException {
    String compare = Files.readString(EXAMPLES.resolve("compare-images/main.tf"));
    String mocked = Files.readString(EXAMPLES.resolve("compare-images/tests/mocked.tftest.hcl"));
    String provider = Files.readString(EXAMPLES.resolve("provider/provider.tf"));
    assertThat(Files.readString(PAGE))
        .contains(part(compare, "data \"", "output \""))
        .contains(part(mocked, "mock_provider", "run \"warns"))
        .contains(provider.substring(provider.indexOf("provider \"guestkit\"")));
  }

  private static String part(String text, String start, String end) {
    return text.substring(text.indexOf(start), text.indexOf(end)).strip();
  }

  /** The sample meets every condition of the page's table; where it names no source, a report's. */
  @Test
  void conditionsOfThePageForUsersWork() throws IOException, InterruptedException {
    Path image = folder.resolve("sample.qcow2");
    Files.copy(Repository.sample(), image);
    StringBuilder configuration =
        new StringBuilder(
            """
            data "guestkit_inspection" "this" {
              path = "%1$s"
            }
            data "guestkit_image" "this" {
              path = "%1$s"
            }
            data "guestkit_diff" "this" {
              before = "%1$s"
              after  = "%1$s"
            }
            """
                .formatted(image));
    Matcher rows = CONDITION.matcher(Files.readString(PAGE));
    int count = 0;
    while (rows.find()) {
      String source = Objects.requireNonNullElse(rows.group(1), "guestkit_inspection");
      String condition = rows.group(2).replace("self.", "data." + source + ".this.");
      configuration.append(
          "output \"condition_%d\" {\n  value = %s\n}\n".formatted(count, condition));
      count++;
    }
    workspace.write(configuration.toString());
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.findValuesAsText("value")).hasSize(count).hasSize(5).containsOnly("true");
  }

  private static String module(String kind, String example) {
    String call =
        "module \"%s_%s\" {\n  source = \"./%s/%s\"\n}\n".formatted(kind, example, kind, example);
    String output =
        """
        output "%s" {
          value     = module.%s_%s
          sensitive = true
        }
        """
            .formatted(example, kind, example);
    return kind.equals("ephemeral-resources") ? call : call + output;
  }

  private static Set<String> examples(String kind) throws IOException {
    Set<String> names = new TreeSet<>();
    Path folder = EXAMPLES.resolve(kind);
    if (Files.exists(folder)) {
      files(folder).forEach(file -> names.add(Path.of(file).getName(0).toString()));
    }
    return names;
  }
}
