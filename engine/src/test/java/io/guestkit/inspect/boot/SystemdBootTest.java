package io.guestkit.inspect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.testing.HostTreeFilesystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdBootTest {
  private static final String STUB = "/usr/lib/systemd/boot/efi/linuxx64.efi.stub";

  @TempDir private Path root;
  private final InspectionNotes notes = new InspectionNotes();

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void loader(String config) throws IOException {
    file("etc/fstab", "");
    file("efi/EFI/systemd/systemd-bootx64.efi", "");
    file("efi/loader/loader.conf", config);
  }

  private void entry(String name, String text) throws IOException {
    file("efi/loader/entries/" + name, text);
    file("efi/v", "");
    file("efi/i1", "");
    file("efi/i2", "");
  }

  private Bootloader bootloader() throws IOException {
    Bootloader found =
        Guests.inspect(HostTreeFilesystem.of(root), notes, "bootloader").bootloader();
    assertThat(found).isNotNull();
    assertThat(notes.problems()).isEmpty();
    return Objects.requireNonNull(found);
  }

  private static BootEntry entry(JsonNode json) {
    JsonNode initrd = json.get("initrd");
    String linux = json.get("linux").asText();
    String id = json.get("id").asText();
    String title = text(json.get("title"));
    return new BootEntry(
        title == null ? id : title,
        id,
        linux.startsWith("/") ? linux : "/" + linux,
        initrd == null ? null : initrd.get(0).asText(),
        text(json.get("options")));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asText();
  }

  /** Returns what bootctl lists; it wants a filesystem for the partition, and is given one. */
  private List<BootEntry> truth() throws IOException {
    Tool.require("bootctl", "unshare");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "bootctl needs a mount: root");
    String listed =
        Tool.run(
            "unshare",
            "-m",
            "bash",
            "-euc",
            "mkdir -p \"$0/esp\"; mount -t tmpfs esp \"$0/esp\"; cp -r \"$0/efi/.\" \"$0/esp\";"
                + " export SYSTEMD_RELAX_ESP_CHECKS=1;"
                + " bootctl --esp-path=\"$0/esp\" --boot-path=\"$0/esp\" list --json=short --no-pager",
            root.toString());
    List<BootEntry> entries = new ArrayList<>();
    try (MappingIterator<JsonNode> values =
        new ObjectMapper().readerFor(JsonNode.class).readValues(listed)) {
      while (values.hasNext()) {
        JsonNode value = values.next();
        if (value.isArray()) {
          value.forEach(each -> entries.add(entry(each)));
        } else {
          entries.add(entry(value));
        }
      }
    }
    return entries;
  }

  @Test
  void listsEntriesAsBootctlDoes() throws IOException {
    loader("timeout 3\n");
    entry(
        "a-6.1.0.conf",
        """
        title A one
        version 6.1.0
        machine-id aaaa
        linux /v
        initrd /i1
        initrd /i2
        options root=/dev/sda1
        options quiet
        """);
    entry("a-6.10.0.conf", "title A two\nversion 6.10.0\nlinux /v\n");
    entry("b.conf", "linux /v\n");
    entry("s-1.conf", "title S one\nsort-key debian\nversion 1\nlinux /v\n");
    entry("s-2+0-3.conf", "title S two\nsort-key debian\nversion 2\nlinux /v\n");
    entry("s-3+2.conf", "title S three\nsort-key debian\nversion 3\nlinux /v\n");
    entry("m-3.conf", "title M\nsort-key debian\nmachine-id b\nversion 3\nlinux /v\n");
    entry("arch-rc.conf", "title Arch\nsort-key arch\nversion 2~rc1\nlinux /v\n");
    entry("arch.conf", "title Arch\nsort-key arch\nversion 2\nlinux /v\n");
    entry("z-1.2.conf", "version 1.2\nlinux /v\n");
    entry("z-1.2-3.conf", "version 1.2-3\nlinux /v\n");
    for (String version :
        new String[] {"1.2", "1.2^git", "1.2-3", "1.2.1", "1.2~rc", "1.2a", "1.10", "1_2"}) {
      String name = "k" + version.replace('^', 'c').replace('~', 't') + ".conf";
      entry(name, "sort-key k\nversion " + version + "\nlinux /v\n");
    }
    entry("z-01.conf", "version 01\nlinux /v\n");
    entry("z-1a.conf", "version 1a\nlinux /v\n");
    entry("x.txt", "title no\n");

    assertThat(bootloader().entries()).containsExactlyElementsOf(truth());
  }

  @Test
  void unifiedKernelsTellTheirOwnTitle() throws IOException {
    Tool.requireThat(Files.exists(Path.of(STUB)), "no stub of systemd-boot");
    loader("timeout 3\n");
    Files.createDirectories(root.resolve("efi/EFI/Linux"));
    file("osrel", "PRETTY_NAME=\"Debian GNU/Linux 12\"\nNAME=Debian\nID=debian\nVERSION_ID=12\n");
    file("cmdline", "root=/dev/x quiet");
    file("linux", "x");
    Tool.run(
        "objcopy",
        "--add-section",
        ".osrel=" + root.resolve("osrel"),
        "--change-section-vma",
        ".osrel=0x20000",
        "--add-section",
        ".cmdline=" + root.resolve("cmdline"),
        "--change-section-vma",
        ".cmdline=0x30000",
        "--add-section",
        ".linux=" + root.resolve("linux"),
        "--change-section-vma",
        ".linux=0x2000000",
        STUB,
        root.resolve("efi/EFI/Linux/debian-6.1+3.efi").toString());
    List<BootEntry> entries = bootloader().entries();

    assertThat(entries)
        .containsExactly(
            new BootEntry(
                "Debian GNU/Linux 12",
                "debian-6.1.efi",
                "/EFI/Linux/debian-6.1+3.efi",
                null,
                "root=/dev/x quiet"));
    assertThat(entries).containsExactlyElementsOf(truth());
    byte[] image = Files.readAllBytes(root.resolve("efi/EFI/Linux/debian-6.1+3.efi"));
    int headers = image[0x3c] & 0xff;
    Mutations.run(
        image,
        List.of(new int[] {0, 0x40}, new int[] {headers, headers + 1024}),
        (damaged, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file("/efi/EFI/systemd/systemd-bootx64.efi", "")
                    .file("/efi/EFI/Linux/x.efi", damaged),
                "bootloader"));
  }

  private void chooses(String config, @Nullable String title, @Nullable Integer timeout)
      throws IOException {
    loader(config);
    entry("a-1.conf", "title A1\nversion 1\nlinux /v\noptions o1\n");
    entry("a-2.conf", "title A2\nversion 2\nlinux /v\noptions o2\n");
    entry("b-1.conf", "title B1\nversion 1\nlinux /v\noptions o3\n");
    Bootloader found = bootloader();

    assertThat(found.name()).isEqualTo("systemd-boot");
    assertThat(found.path()).isEqualTo("/efi/loader/loader.conf");
    assertThat(found.defaultEntry()).isEqualTo(title);
    assertThat(found.timeoutSeconds()).isEqualTo(timeout);
  }

  @Test
  void theFirstEntryThatFitsIsTheDefault() throws IOException {
    chooses("#x\ndefault a-*\ntimeout menu-force\n", "A2", -1);
    chooses("default a-1.conf\ntimeout menu-hidden\n", "A1", 0);
    chooses("default gone*\ntimeout 7\n", "B1", 7);
    chooses("default @saved\ntimeout x\n", null, null);
    chooses("", "B1", 0);
  }
}
