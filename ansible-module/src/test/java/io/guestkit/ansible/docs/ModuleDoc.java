package io.guestkit.ansible.docs;

import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.task.AnsibleModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The documentation that ansible-doc shows of a module; its examples are the file of its name in
 * the folder {@code examples}.
 *
 * @param module the module
 * @param title what it is, in a few words
 * @param description what it does, a paragraph each
 * @param notes what else is to be known
 * @param returned writes what it returns
 */
public record ModuleDoc(
    AnsibleModule module,
    String title,
    List<String> description,
    List<String> notes,
    YamlDocs.Content returned) {

  private static final List<String> EVERYWHERE =
      List.of(
          "Reads the images in its own process: without root, mounts, kernel drivers or libguestfs."
              + " Images are never written to.",
          "The target needs no Python for this module. It needs the GuestKit engine, which the"
              + " role C(guestkit.guestkit.engine) installs, or the task itself where the variable"
              + " C(guestkit_engine_archive) is set for the host.");

  /** Copies the lists. */
  public ModuleDoc {
    description = List.copyOf(description);
    notes = List.copyOf(notes);
  }

  /** Returns the file. */
  public String yaml() throws IOException {
    String examples = examples();
    return YamlDocs.file(docs -> {
      docs.object("DOCUMENTATION", this::documentation);
      docs.text("EXAMPLES", examples);
      docs.object("RETURN", this::returned);
    });
  }

  private String examples() throws IOException {
    try (InputStream in =
        ModuleDoc.class.getResourceAsStream(
            "/io/guestkit/ansible/examples/" + module.name() + ".yml")) {
      if (in == null) {
        throw new IOException(module.name() + " has no examples");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void documentation(YamlDocs docs) throws IOException {
    docs.text("module", module.name());
    docs.text("short_description", title);
    docs.text("version_added", "0.1.0");
    List<String> paragraphs = new ArrayList<>(description);
    paragraphs.addAll(EVERYWHERE);
    docs.texts("description", paragraphs);
    docs.texts("author", List.of("The GuestKit authors (@guestkit)"));
    docs.object(
        "options",
        options -> {
          for (Argument argument : module.spec().arguments()) {
            options.option(argument);
          }
        });
    docs.object(
        "attributes",
        attributes -> {
          attribute(
              attributes,
              "check_mode",
              "Can run in check_mode and return changed status without modifying.");
          attribute(attributes, "async", "Can run in the background.");
        });
    docs.texts(
        "requirements",
        List.of(
            "The GuestKit engine of the collection's version on the target: the variable"
                + " GUESTKIT_ANSIBLE of the task's environment names its program"
                + " guestkit-ansible, or it is on PATH, or below /opt/guestkit or"
                + " ~/.local/share/guestkit."));
    List<String> all = new ArrayList<>();
    for (List<String> group : module.spec().mutuallyExclusive()) {
      all.add("I(" + String.join(") and I(", group) + ") are mutually exclusive.");
    }
    for (List<String> group : module.spec().requiredOneOf()) {
      all.add("One of I(" + String.join(") and I(", group) + ") is required.");
    }
    all.addAll(notes);
    docs.texts("notes", all);
  }

  private static void attribute(YamlDocs docs, String name, String description) throws IOException {
    docs.object(
        name,
        attribute -> {
          attribute.text("description", description);
          attribute.text("support", "full");
        });
  }

  private void returned(YamlDocs docs) throws IOException {
    returned.write(docs);
    docs.value(
        "engine_missing",
        "Whether the task failed because the engine was not found on the target.",
        "when it was not found",
        "bool");
    docs.value(
        "engine_version",
        "Version of the engine on the target.",
        "when it is not that of the collection",
        "str");
    docs.value(
        "collection_version",
        "Version of the collection.",
        "when it is not that of the engine",
        "str");
  }
}
