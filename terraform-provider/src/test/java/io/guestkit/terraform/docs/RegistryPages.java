package io.guestkit.terraform.docs;

import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages of the provider, each with its example, by path below the folder {@code docs}. */
final class RegistryPages {
  private static final String PROVIDER = "guestkit";

  private final Path examples;
  private final Map<String, String> pages = new TreeMap<>();
  private final Map<String, Path> used = new TreeMap<>();

  private RegistryPages(Path examples) {
    this.examples = examples;
  }

  /**
   * Makes the pages of everything that the provider has.
   *
   * @throws IOException where something has no example
   */
  static RegistryPages of(GetProviderSchema.Response answer, Path examples) throws IOException {
    RegistryPages pages = new RegistryPages(examples);
    pages.provider(answer.getProvider().getBlock());
    pages.blocks("data-sources", "Data Source", answer.getDataSourceSchemasMap());
    pages.blocks(
        "ephemeral-resources", "Ephemeral Resource", answer.getEphemeralResourceSchemasMap());
    for (Map.Entry<String, Function> function : answer.getFunctionsMap().entrySet()) {
      pages.function(function.getKey(), function.getValue());
    }
    return pages;
  }

  /** Returns the text of each page. */
  Map<String, String> texts() {
    return pages;
  }

  /** Returns the examples that the pages show. */
  List<Path> examples() {
    return List.copyOf(used.values());
  }

  private void provider(Schema.Block block) throws IOException {
    pages.put(
        "index.md",
        front(PROVIDER + " Provider", block.getDescription())
            + "# "
            + PROVIDER
            + " Provider\n\n"
            + block.getDescription()
            + "\n\n"
            + example("provider/provider.tf")
            + SchemaSection.of(Entry.of(block)));
  }

  private void blocks(String folder, String kind, Map<String, Schema> schemas) throws IOException {
    for (Map.Entry<String, Schema> schema : schemas.entrySet()) {
      String name = schema.getKey();
      Schema.Block block = schema.getValue().getBlock();
      String file = folder.substring(0, folder.length() - 1) + ".tf";
      pages.put(
          folder + "/" + name.substring(PROVIDER.length() + 1) + ".md",
          front(name + " " + kind + " - " + PROVIDER, block.getDescription())
              + "# "
              + name
              + " ("
              + kind
              + ")\n\n"
              + block.getDescription()
              + "\n\n"
              + example(folder + "/" + name + "/" + file)
              + SchemaSection.of(Entry.of(block)));
    }
  }

  private void function(String name, Function function) throws IOException {
    pages.put(
        "functions/" + name + ".md",
        front(name + " function - " + PROVIDER, function.getSummary())
            + "# function: "
            + name
            + "\n\n"
            + function.getDescription()
            + "\n\n"
            + example("functions/" + name + "/function.tf")
            + signature(name, function));
  }

  private static String signature(String name, Function function) {
    StringBuilder words = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    int number = 0;
    for (Function.Parameter parameter : function.getParametersList()) {
      CtyType type = CtyType.parse(parameter.getType());
      words.append(number == 0 ? "" : ", ");
      words.append(parameter.getName()).append(' ').append(type.signature());
      number++;
      arguments.append(number).append(". `").append(parameter.getName()).append("` (");
      arguments.append(type.label()).append(parameter.getAllowNullValue() ? ", Nullable" : "");
      arguments.append(") ").append(parameter.getDescription()).append('\n');
    }
    CtyType result = CtyType.parse(function.getReturn().getType());
    List<Entry> attributes = result.attributes(Need.READ_ONLY);
    return "## Signature\n\n```text\n%s(%s) %s\n```\n\n## Arguments\n\n%s\n## Return Type\n\n%s\n"
            .formatted(
                name,
                words,
                result.signature(),
                arguments,
                attributes.isEmpty() ? result.label() : result.label() + " with the attributes:")
        + (attributes.isEmpty() ? "" : "\n" + SchemaSection.ofObject(attributes));
  }

  private String example(String path) throws IOException {
    Path file = examples.resolve(path);
    if (!Files.exists(file)) {
      throw new IOException("write an example, which its page shows and a test runs: " + file);
    }
    used.put(path, file);
    return "## Example Usage\n\n```terraform\n" + Files.readString(file) + "```\n\n";
  }

  /** The front matter is YAML; the description a block of text in it, without markup. */
  private static String front(String title, String description) {
    return "---\npage_title: \"%s\"\nsubcategory: \"\"\ndescription: |-\n  %s\n---\n\n"
        .formatted(title, description.replace("`", "").replace("\n", "\n  "));
  }
}
