package io.guestkit.terraform.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a schema that has every shape that Terraform knows and this provider may take. */
class RegistryPagesTest {
  private static final String EXAMPLE = "ephemeral-resources/guestkit_x/ephemeral-resource.tf";

  @TempDir Path examples;

  @BeforeEach
  void writeTheProvidersExample() throws IOException {
    write("provider/provider.tf", "provider \"guestkit\" {}\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = examples.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static Schema.Attribute.Builder attribute(String name) {
    return Schema.Attribute.newBuilder().setName(name).setDescription("Is " + name + ".");
  }

  private static ByteString type(String json) {
    return ByteString.copyFromUtf8(json);
  }

  private static GetProviderSchema.Response schema() {
    Schema.Block.Builder block = Schema.Block.newBuilder().setDescription("A `thing`.");
    block.addAttributes(attribute("need").setRequired(true).setType(type("\"dynamic\"")));
    block.addAttributes(
        attribute("key")
            .setOptional(true)
            .setComputed(true)
            .setSensitive(true)
            .setType(type("\"bool\"")));
    block.addAttributes(
        attribute("all").setComputed(true).setType(type("[\"map\",[\"list\",\"string\"]]")));
    block.addAttributes(
        attribute("typed")
            .setComputed(true)
            .setType(type("[\"list\",[\"object\",{\"a\":\"number\"}]]")));
    block.addAttributes(
        attribute("nested")
            .setComputed(true)
            .setNestedType(
                Schema.Object.newBuilder()
                    .setNesting(Schema.Object.NestingMode.MAP)
                    .addAttributes(attribute("b").setComputed(true).setType(type("\"string\"")))));
    return GetProviderSchema.Response.newBuilder()
        .putEphemeralResourceSchemas("guestkit_x", Schema.newBuilder().setBlock(block).build())
        .build();
  }

  @Test
  void writesEveryShape() throws IOException {
    write(EXAMPLE, "ephemeral \"guestkit_x\" \"this\" {}\n");
    assertThat(RegistryPages.of(schema(), examples).texts().get("ephemeral-resources/x.md"))
        .isEqualTo(
            """
            ---
            page_title: "guestkit_x Ephemeral Resource - guestkit"
            subcategory: ""
            description: |-
              A thing.
            ---

            # guestkit_x (Ephemeral Resource)

            A `thing`.

            ## Example Usage

            ```terraform
            ephemeral "guestkit_x" "this" {}
            ```

            ## Schema

            ### Required

            - `need` (Dynamic) Is need.

            ### Optional

            - `key` (Boolean, Computed, Sensitive) Is key.

            ### Read-Only

            - `all` (Map of List of String) Is all.
            - `nested` (Attributes Map) Is nested. (see [below for nested schema](#nestedatt--nested))
            - `typed` (List of Object) Is typed. (see [below for nested schema](#nestedatt--typed))

            <a id="nestedatt--nested"></a>
            ### Nested Schema for `nested`

            Read-Only:

            - `b` (String) Is b.

            <a id="nestedatt--typed"></a>
            ### Nested Schema for `typed`

            Read-Only:

            - `a` (Number)
            """);
  }

  @Test
  void nothingIsWithoutAnExample() {
    assertThatIOException()
        .isThrownBy(() -> RegistryPages.of(schema(), examples))
        .withMessageContaining("write an example")
        .withMessageContaining(EXAMPLE);
  }
}
