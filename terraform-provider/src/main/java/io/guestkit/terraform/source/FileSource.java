package io.guestkit.terraform.source;

import com.google.protobuf.ByteString;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.report.FileInfo;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code guestkit_file}: one file of a guest, as a data source, and as an ephemeral resource that
 * Terraform stores nowhere.
 */
public final class FileSource implements DataSource {
  private static final MachineArguments MACHINE = MachineArguments.USUAL;
  private static final Place FILE = Place.attribute(FileArguments.FILE);

  private static final String EXISTS = "exists";
  private static final String LINK_TARGET = "link_target";
  private static final String CONTENT = "content";
  private static final String CONTENT_BASE64 = "content_base64";
  private static final String CONTENT_SHA256 = "content_sha256";
  private static final int COMPUTED = 5;

  private static Arguments arguments() {
    return FileArguments.addTo(MachineArguments.usual())
        .timeouts("a file that was not read by then is an error");
  }

  /** What is asked for, or is the same for every regular file, is left out. */
  private static RecordAttributes facts() {
    return RecordAttributes.of(FileInfo.class).without("path", "type", "target", "device_number");
  }

  @Override
  public String name() {
    return "guestkit_file";
  }

  @Override
  public Schema.Block schema() {
    return arguments()
        .block(
            "Reads one file inside of the disk images of a virtual machine, without starting it."
                + " The data source keeps what it read in the state; the ephemeral resource of the"
                + " same name (Terraform 1.10 or later) keeps it nowhere, as secrets need it.")
        .addAttributes(
            Arguments.computed(
                EXISTS,
                Arguments.FLAG,
                "Whether `file` is there. Where it is not, every other attribute is null."))
        .addAllAttributes(facts().schema())
        .addAttributes(
            Arguments.computed(
                LINK_TARGET, Arguments.TEXT, "Target of `file` where it is a symbolic link."))
        .addAttributes(
            secret(CONTENT, "The content; null where it is not text in UTF-8, or has a NUL."))
        .addAttributes(secret(CONTENT_BASE64, "The content, each byte of it, in base64."))
        .addAttributes(
            Arguments.computed(
                CONTENT_SHA256,
                Arguments.TEXT,
                "SHA-256 of the content, in hexadecimal, as `sha256sum` prints it."))
        .build();
  }

  /** Only who asks for a file knows whether it holds a secret: Terraform hides each. */
  private static Schema.Attribute secret(String name, String description) {
    return Arguments.computed(name, Arguments.TEXT, description).toBuilder()
        .setSensitive(true)
        .build();
  }

  @Override
  public void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    MACHINE.check(config, diagnostics);
    FileArguments.check(config, diagnostics);
    Timeouts.read(config, diagnostics);
  }

  @Override
  public Optional<ByteString> read(
      ConfigValue.Attributes config, Door door, Diagnostics diagnostics) throws IOException {
    Optional<Machine> machine = MACHINE.machine(config, door, diagnostics);
    Optional<FileArguments> wanted = FileArguments.of(config, diagnostics);
    Optional<Duration> timeout = Timeouts.read(config, diagnostics);
    if (machine.isEmpty() || wanted.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    FileReading reading = new FileReading(machine.get(), wanted.get(), door.limits(timeout));
    try {
      Optional<Optional<FileReading.Read>> read =
          door.read(
              wanted.get().path() + " of " + machine.get().disks().getFirst(),
              reading,
              diagnostics);
      if (read.isPresent() && isWhole(read.get(), wanted.get(), diagnostics)) {
        return Optional.of(state(config, read.get()));
      }
    } catch (ImageException e) {
      if (e.kind().equals("limit")) {
        diagnostics.error(
            FILE,
            "File not read",
            "%s was not read whole: %s. The timeouts of this block, and timeout, max_memory_mib and max_entries of the provider, say what a read may cost"
                .formatted(DisplayText.show(wanted.get().path()), e.getMessage()));
      } else if (reading.isOpen()) {
        diagnostics.error(
            FILE, "File not read", e.messageNaming(DisplayText.show(wanted.get().path())));
      } else if (e.kind().equals("missing") && door.firstBad(machine.get()).isEmpty()) {
        diagnostics.error(
            Place.attribute(FileArguments.FILESYSTEM),
            wanted.get().filesystem() == null ? "No operating system" : "No such filesystem",
            machine.get().disks().getFirst() + ": " + e.getMessage());
      } else {
        door.refuse(machine.get(), MACHINE, e, diagnostics);
      }
    }
    return Optional.empty();
  }

  /** Returns whether all was read that is wanted, or tells why not. */
  private static boolean isWhole(
      Optional<FileReading.Read> read, FileArguments wanted, Diagnostics diagnostics) {
    if (read.isEmpty() || read.get().sha256() != null) {
      return true;
    }
    FileInfo info = read.get().file().info();
    String path = DisplayText.show(wanted.path());
    if (!read.get().file().isRegular()) {
      diagnostics.error(
          FILE, "Not a regular file", path + ": not a regular file but a " + info.type());
    } else {
      diagnostics.error(
          Place.attribute(FileArguments.MAX_SIZE),
          "File too large",
          "%s has %d bytes, more than the %d of max_size, which may be up to %d; hash_only = true hashes files of any size"
              .formatted(path, info.sizeBytes(), wanted.maxBytes(), FileArguments.MOST_BYTES));
    }
    return false;
  }

  private static ByteString state(ConfigValue.Attributes config, Optional<FileReading.Read> read)
      throws IOException {
    try (StateWriter out = new StateWriter()) {
      Arguments arguments = arguments();
      RecordAttributes facts = facts();
      out.object(arguments.count() + facts.count() + COMPUTED);
      arguments.write(config, out);
      out.text(EXISTS);
      out.flag(read.isPresent());
      if (read.isPresent()) {
        facts.write(read.get().file().info(), out);
      } else {
        facts.writeNothing(out);
      }
      byte @Nullable [] content = read.isPresent() ? read.get().content() : null;
      @Nullable String target = read.isPresent() ? read.get().linkTarget() : null;
      write(LINK_TARGET, target == null ? null : DisplayText.encodable(target), out);
      write(CONTENT, content == null ? null : text(content), out);
      write(
          CONTENT_BASE64,
          content == null ? null : Base64.getEncoder().encodeToString(content),
          out);
      write(CONTENT_SHA256, read.isPresent() ? read.get().sha256() : null, out);
      return ByteString.copyFrom(out.bytes());
    }
  }

  private static void write(String name, @Nullable String value, StateWriter out)
      throws IOException {
    out.text(name);
    out.textOrNothing(value);
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
