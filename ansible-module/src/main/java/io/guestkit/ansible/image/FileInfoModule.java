package io.guestkit.ansible.image;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.ArgumentType;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import io.guestkit.block.ImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.export.GuestPath;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports what files of a guest are, and what is in them. */
public final class FileInfoModule implements AnsibleModule {
  /** 1 MiB: every configuration file; more is better copied than put into a variable. */
  private static final long DEFAULT_SIZE = 1 << 20;

  /** 64 MiB: base64 of it, in a Java string, still fits into the memory of a task. */
  private static final long MAX_SIZE = 64 << 20;

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              ImageArguments.PATH.required(),
              ImageArguments.ADDITIONAL_DISKS,
              Argument.listOf(
                      "files",
                      ArgumentType.STR,
                      "Absolute paths in the guest, as it mounts its filesystems. Symbolic links"
                          + " on the way are followed there and never lead to the target.",
                      "A byte that is not UTF-8 is written C(\\xNN), as it is reported.")
                  .required(),
              Argument.of(
                  "filesystem",
                  ArgumentType.STR,
                  "Take I(files) in the filesystem of this device alone, such as C(/dev/sda2)."),
              Argument.of(
                      "follow",
                      ArgumentType.BOOL,
                      "Whether C(stat) is that of the file which a symbolic link leads to.")
                  .orElse(false),
              Argument.of(
                      "content",
                      ArgumentType.BOOL,
                      "Whether to return what is in the files. It is not shown by C(-v).")
                  .orElse(false),
              Argument.of(
                      "max_size",
                      ArgumentType.INT,
                      "Bytes that a file may have for its content to be returned, 67108864 at"
                          + " most.")
                  .orElse(DEFAULT_SIZE),
              ImageArguments.FAIL_ON_ERROR.described(
                  "Whether the task fails where one of I(files) cannot be read. One that is not"
                      + " there is no error."),
              ImageArguments.ALLOW_DIRS),
          List.of(),
          List.of());

  @Override
  public String name() {
    return "file_info";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException {
    String path = String.valueOf(arguments.text("path"));
    Reader reader =
        new Reader(
            arguments.isTrue("follow"),
            arguments.isTrue("content"),
            (int) arguments.number("max_size", 0, MAX_SIZE, DEFAULT_SIZE));
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files =
            kit.files(
                ImageArguments.machine(path, arguments, "additional_disks"),
                arguments.text("filesystem"))) {
      List<Item> items = new ArrayList<>();
      for (String file : arguments.textsOrNone("files")) {
        items.add(reader.read(files, file));
      }
      return result(path, items, arguments.isTrue("fail_on_error"));
    } catch (ImageException e) {
      throw ModuleFailure.of(path, e);
    } catch (IOException e) {
      throw new ModuleFailure(path + ": cannot be closed: " + e.getMessage());
    }
  }

  private static ModuleResult result(String path, List<Item> items, boolean failOnError) {
    List<String> sentences = new ArrayList<>();
    for (Item item : items) {
      if (item.message != null) {
        sentences.add(path + ": " + item.message);
      }
    }
    boolean failed = failOnError && !sentences.isEmpty();
    ModuleResult result =
        failed ? ModuleResult.failure(sentences.getFirst()) : ModuleResult.unchanged();
    if (!failed) { // Ansible shows all that a failed task returns
      result.put("files", items.stream().map(item -> JsonText.of(item::write)).toList());
    }
    sentences.forEach(result::warn);
    return result;
  }

  /** What is read of a file. */
  private record Reader(boolean follows, boolean withContent, int maxBytes) {
    Item read(GuestFiles files, String shown) {
      String path = GuestPath.of(shown);
      Item item = new Item(shown);
      try {
        FileInfo info = follows ? files.follow(path).info() : files.stat(path);
        item.stat = info;
        boolean readable = info.type().equals("file") || info.type().equals("symlink");
        item.content = withContent && readable ? files.read(path, maxBytes) : null;
      } catch (ImageException e) {
        if (e.kind().equals("missing")) {
          item.exists = item.stat != null; // a link that leads nowhere is there
        } else {
          item.fail(e.kind(), e.messageNaming(shown));
        }
      } catch (IOException e) {
        item.fail("unreadable", shown + ": " + e.getMessage());
      }
      return item;
    }
  }

  /** A file. */
  private static final class Item {
    private final String path;
    private boolean exists = true;
    private @Nullable FileInfo stat;
    private byte @Nullable [] content;
    private @Nullable String kind;
    private @Nullable String message;

    Item(String path) {
      this.path = path;
    }

    void fail(String why, String sentence) {
      kind = why;
      message = sentence;
    }

    void write(JsonGenerator out) throws IOException {
      out.writeStartObject();
      out.writeStringField("path", DisplayText.encodable(path));
      out.writeBooleanField("exists", exists);
      out.writeFieldName("stat");
      if (stat == null) {
        out.writeNull();
      } else {
        new ReportWriter(out).write(stat);
      }
      writeContent(out);
      if (message != null) {
        out.writeObjectFieldStart("error");
        out.writeStringField("kind", kind);
        out.writeStringField("message", DisplayText.encodable(message));
        out.writeEndObject();
      }
      out.writeEndObject();
    }

    private void writeContent(JsonGenerator out) throws IOException {
      @Nullable String text = content == null ? null : text(content);
      out.writeFieldName("content");
      if (content == null) {
        out.writeNull();
      } else {
        out.writeString(text == null ? Base64.getEncoder().encodeToString(content) : text);
      }
      out.writeStringField("encoding", content == null ? null : text == null ? "base64" : "utf-8");
    }

    /** Returns the text that bytes are in UTF-8, or null where they are none. */
    private static @Nullable String text(byte[] bytes) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.indexOf('\0') < 0 ? text : null;
      } catch (CharacterCodingException e) {
        return null;
      }
    }
  }
}
