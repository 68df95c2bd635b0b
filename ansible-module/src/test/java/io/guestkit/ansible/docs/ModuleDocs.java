package io.guestkit.ansible.docs;

import io.guestkit.ansible.facts.ImageFactsModule;
import io.guestkit.ansible.image.FileInfoModule;
import io.guestkit.ansible.image.ImageDiffModule;
import io.guestkit.ansible.image.ImageInfoModule;
import io.guestkit.ansible.image.InspectionInfoModule;
import io.guestkit.report.FactChange;
import io.guestkit.report.FileInfo;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.util.List;

/** The documentation of the modules. */
public final class ModuleDocs {
  private static final String KINDS =
      "Kind of problem: corrupt, unsupported, locked, missing, limit, refused, unreadable.";

  private static final String PROBLEMS =
      "What could not be read of an image is in its report, in C(problems); the task does not fail"
          + " for it.";

  private static final String NAMES =
      "A name that is not UTF-8 is reported with each such byte as C(\\xNN).";

  private ModuleDocs() {}

  /** Returns them. */
  public static List<ModuleDoc> all() {
    return List.of(inspectionInfo(), imageInfo(), fileInfo(), imageDiff(), imageFacts());
  }

  private static ModuleDoc inspectionInfo() {
    return new ModuleDoc(
        new InspectionInfoModule(),
        "What is inside of virtual machine disks",
        List.of(
            "Reads the images of virtual machine disks and reports what is inside: partitions,"
                + " filesystems, operating systems, packages, users, services and more."),
        List.of(PROBLEMS, NAMES),
        docs -> {
          docs.value(
              "inspection",
              "What is inside of the machine at I(path), or the I(fields) of it: what C(guestkit"
                  + " inspect --output json) prints. Every key is always there; what is"
                  + " undetermined is null.",
              "when I(path) is given and the image could be opened",
              "dict",
              inspection -> inspection.contains(Inspection.class));
          items(docs, "inspections", "inspection", "The report, as above.");
          kind(docs);
        });
  }

  private static ModuleDoc imageInfo() {
    return new ModuleDoc(
        new ImageInfoModule(),
        "What images are as containers",
        List.of(
            "Reports the format of disk images, their sizes, backing files and snapshots, without"
                + " looking into the disks."),
        List.of(NAMES),
        docs -> {
          docs.value(
              "image",
              "The image at I(path): what C(guestkit image info --output json) prints. Every key is"
                  + " always there; what is undetermined is null.",
              "when I(path) is given and the image could be opened",
              "dict",
              image -> image.contains(ImageInfo.class));
          items(docs, "images", "image", "The image, as above.");
          kind(docs);
        });
  }

  private static ModuleDoc fileInfo() {
    return new ModuleDoc(
        new FileInfoModule(),
        "What files inside of an image are, and what is in them",
        List.of(
            "Reports of files in a guest what C(stat) tells, and returns their content where that is"
                + " asked for."),
        List.of(
            "A file with content that nobody is to see goes into a task with C(no_log): what is"
                + " registered can be shown by other tasks.",
            NAMES),
        docs -> {
          docs.value(
              "files",
              "An item for each of I(files), in their order.",
              "when the image could be opened",
              YamlDocs.LIST_OF + "dict",
              files ->
                  files.object(
                      "contains",
                      item -> {
                        item.value("path", "The path, as the task gives it.", "always", "str");
                        item.value("exists", "Whether there is such a file.", "always", "bool");
                        item.value(
                            "stat",
                            "What it is. Null where it is not there.",
                            "always",
                            "dict",
                            stat -> stat.contains(FileInfo.class));
                        item.value(
                            "content",
                            "What is in it. Null where I(content) is false, or the file is no"
                                + " regular one.",
                            "always",
                            "str");
                        item.value(
                            "encoding",
                            "How C(content) is written: C(utf-8) for text, C(base64) for what is"
                                + " none.",
                            "always",
                            "str");
                        error(item, "when the file cannot be read, or is larger than I(max_size)");
                      }));
          kind(docs);
        });
  }

  private static ModuleDoc imageFacts() {
    return new ModuleDoc(
        new ImageFactsModule(),
        "The facts of a machine that is off",
        List.of(
            "Gives a host the facts of the machine in an image, named, shaped and valued as"
                + " M(ansible.builtin.setup), M(ansible.builtin.package_facts),"
                + " M(ansible.builtin.service_facts) and M(ansible.builtin.getent) give those of"
                + " one that runs: roles and conditions that go by facts work on an image."),
        List.of(
            "They are the facts of the first operating system on the disks.",
            "A fact is there where the image tells it; what is undetermined is no key.",
            "The facts of a system that runs, such as its addresses and its memory, are left out.",
            NAMES),
        docs -> {
          docs.value(
              "ansible_facts",
              "The facts.",
              "when the image could be opened",
              "dict",
              facts ->
                  facts.object(
                      "contains",
                      fact -> {
                        for (FactDoc one : FactDoc.all()) {
                          fact.value(
                              one.name(),
                              one.description()
                                  + (one.difference().isEmpty() ? "" : " " + one.difference()),
                              "when the image tells it",
                              one.type().equals("list") ? YamlDocs.LIST_OF + "dict" : one.type());
                        }
                      }));
          kind(docs);
        });
  }

  private static ModuleDoc imageDiff() {
    return new ModuleDoc(
        new ImageDiffModule(),
        "What changed from one image to another",
        List.of(
            "Compares the facts of two machines, or of a machine and a report of it that was kept,"
                + " and returns what changed."),
        List.of("Of the facts only those are compared that both have.", NAMES),
        docs -> {
          docs.value("equal", "Whether nothing changed.", "success", "bool");
          docs.value(
              "changes",
              "What changed: what C(guestkit diff --output json) prints.",
              "success",
              YamlDocs.LIST_OF + "dict",
              changes -> changes.contains(FactChange.class));
          docs.value(
              "lines",
              "The same for people: the lines that C(guestkit diff) prints.",
              "success",
              YamlDocs.LIST_OF + "str");
          docs.value(
              "not_compared",
              "Facts that are not compared, as one of both lacks them.",
              "success",
              YamlDocs.LIST_OF + "str");
          kind(docs);
        });
  }

  private static void items(YamlDocs docs, String list, String key, String description)
      throws IOException {
    docs.value(
        list,
        "An item for each of I(paths) and of the images that its patterns stand for, in their"
            + " order.",
        "when I(paths) is given",
        YamlDocs.LIST_OF + "dict",
        items ->
            items.object(
                "contains",
                item -> {
                  item.value("path", "The path.", "always", "str");
                  item.value(key, description, "when the image could be opened", "dict");
                  error(item, "when the image could not be opened");
                }));
  }

  private static void error(YamlDocs docs, String returned) throws IOException {
    docs.value(
        "error",
        "Why there is nothing.",
        returned,
        "dict",
        error ->
            error.object(
                "contains",
                parts -> {
                  parts.value("kind", KINDS, "always", "str");
                  parts.value("message", "One sentence that says what and why.", "always", "str");
                }));
  }

  private static void kind(YamlDocs docs) throws IOException {
    docs.value("kind", KINDS, "when an image that has to be opened could not be opened", "str");
  }
}
