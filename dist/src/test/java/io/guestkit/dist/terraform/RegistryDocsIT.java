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

  private static final String PROVIDER = "provider/provider.tf";

  private static final Pattern VARIABLE = Pattern.compile("variable \"([^\"]+)\"");

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

  /**
   * Each example is a module beside the example of the provider, in which one run applies all.
   * Whole configurations are modules too; each variable of theirs is the path of an image.
   */
  @Test
  void examplesRun() throws IOException, InterruptedException {
    Path hostRelease = Path.of("/etc/os-release");
    Tool.requireThat(Files.exists(hostRelease), "there is no " + hostRelease);
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.copy(Repository.sample(), images.resolve("web1.qcow2"));
    Files.copy(Repository.sample(), images.resolve("web2.qcow2"));
    String provider = Files.readString(EXAMPLES.resolve(PROVIDER));
    StringBuilder root = new StringBuilder(provider);
    Set<String> pages = new TreeSet<>(files(DOCS));
    for (String file : files(EXAMPLES)) {
      if (file.endsWith(".tf") && !file.equals(PROVIDER)) {
        root.append(module(file, provider.substring(0, provider.indexOf("\n}\n") + 3)));
        pages.remove(file.substring(0, file.lastIndexOf('/')).replace("/guestkit_", "/") + ".md");
      }
    }
    assertThat(pages).as("pages whose examples do not run").containsExactly("index.md");

    workspace.replace(root.toString());
    Workspace.Result init = workspace.terraform("init", "-no-color");
    assertThat(init.exit()).as(init.err()).isZero();
    Workspace.Result apply = workspace.terraform("apply", "-auto-approve", "-no-color");
    assertThat(apply.exit()).as(apply.err()).isZero();
    assertThat(apply.out()).doesNotContain("Warning");
    Workspace.Result again = workspace.terraform("plan", "-detailed-exitcode", "-no-color");
    assertThat(again.exit()).as(again.out()).isZero();
    JsonNode outputs = workspace.terraform("output", "-json").json();
    assertThat(outputs.at("/functions-compare_versions/value/release_candidate").asText())
        .isEqualTo("older");
    assertThat(outputs.at("/data-sources-guestkit_image/value/size_gib").asInt()).isEqualTo(1);
    assertThat(outputs.at("/data-sources-guestkit_inspection/value/packages").size()).isEqualTo(12);
    assertThat(outputs.at("/check-image/value/packages").asInt()).isEqualTo(12);
  }

  /** Copies an example, and returns the block that calls it as a module. */
  private static String module(String file, String requirement) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(file));
    String source = file.substring(0, file.lastIndexOf('/'));
    Path module = Files.createDirectories(folder.resolve(source));
    Files.writeString(folder.resolve(file), text);
    if (!text.contains("required_providers")) {
      Files.writeString(module.resolve("versions.tf"), requirement);
    }
    String name = source.replace('/', '-');
    StringBuilder block = new StringBuilder("module \"%s\" {\n".formatted(name));
    block.append("  source = \"./%s\"\n".formatted(source));
    Matcher variables = VARIABLE.matcher(text);
    while (variables.find()) {
      block.append("  %s = \"web1.qcow2\"\n".formatted(variables.group(1)));
    }
    block.append("}\n");
    if (!file.startsWith("ephemeral-resources/")) { // some are sensitive
      block.append(
          "output \"%1$s\" {\n  value = module.%1$s\n  sensitive = true\n}\n".formatted(name));
    }
    return block.toString();
  }

  @Test
  void thePageForUsersShowsTheExamples() throws IOException {
    String compare = Files.readString(EXAMPLES.resolve("compare-images/main.tf"));
    String mocked = Files.readString(EXAMPLES.resolve("compare-images/tests/mocked.tftest.hcl"));
    String provider = Files.readString(EXAMPLES.resolve(PROVIDER));
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
            data "guestkit_packages" "this" {
              path  = "%1$s"
              names = ["openssh-*"]
            }
            data "guestkit_file" "this" {
              path = "%1$s"
              file = "/etc/ssh/sshd_config"
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
    assertThat(outputs.findValuesAsText("value")).hasSize(count).hasSize(7).containsOnly("true");
  }
}
