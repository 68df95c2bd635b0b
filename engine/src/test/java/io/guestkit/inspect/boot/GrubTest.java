package io.guestkit.inspect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.Problem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrubTest {
  /** As grub-mkconfig writes it, shortened. */
  private static final String DEBIAN =
      """
      ### BEGIN /etc/grub.d/00_header ###
      if [ -s $prefix/grubenv ]; then
        set have_grubenv=true
        load_env
      fi
      if [ "${next_entry}" ] ; then
         set default="${next_entry}"
         set next_entry=
         save_env next_entry
         set boot_once=true
      else
         set default="${saved_entry}"
      fi

      if [ x"${feature_menuentry_id}" = xy ]; then
        menuentry_id_option="--id"
      else
        menuentry_id_option=""
      fi
      export menuentry_id_option
      function savedefault {
        if [ -z "${boot_once}" ]; then
          saved_entry="${chosen}"
          save_env saved_entry
        fi
      }
      function load_video {
        if [ x$feature_all_video_module = xy ]; then
          insmod all_video
        else
          insmod efi_gop
        fi
      }
      if [ x$feature_default_font_path = xy ] ; then
         font=unicode
      else
      insmod part_gpt
          font="/usr/share/grub/unicode.pf2"
      fi
      if loadfont $font ; then
        set gfxmode=auto
        load_video
      fi
      terminal_output gfxterm
      if [ "${recordfail}" = 1 ] ; then
        set timeout=30
      else
        if [ x$feature_timeout_style = xy ] ; then
          set timeout_style=menu
          set timeout=5
        # Fallback normal timeout code
        else
          set timeout=7
        fi
      fi
      ### END /etc/grub.d/00_header ###
      menuentry 'Debian GNU/Linux' --class debian --class gnu-linux $menuentry_id_option 'gnulinux-simple-1' {
      \tload_video
      \tinsmod gzio
      \tif [ x$grub_platform = xxen ]; then insmod xzio; insmod lzopio; fi
      \tsearch --no-floppy --fs-uuid --set=root 1234
      \techo\t'Loading Linux 6.1.0-2-amd64 ...'
      \tlinux\t/boot/vmlinuz-6.1.0-2-amd64 root=UUID=1234 ro  quiet inst.rootpw=hunter2
      \techo\t'Loading initial ramdisk ...'
      \tinitrd\t/boot/initrd.img-6.1.0-2-amd64
      }
      submenu 'Advanced options for Debian GNU/Linux' $menuentry_id_option 'gnulinux-advanced-1' {
      \tmenuentry 'Debian GNU/Linux, with Linux 6.1.0-2-amd64' --class debian $menuentry_id_option 'gnulinux-6.1.0-2-advanced-1' {
      \t\tlinux\t/boot/vmlinuz-6.1.0-2-amd64 root=UUID=1234 ro  quiet
      \t\tinitrd\t/boot/initrd.img-6.1.0-2-amd64
      \t}
      \tmenuentry 'Debian GNU/Linux, with Linux 6.1.0-1-amd64 (recovery mode)' --class=debian $menuentry_id_option 'gnulinux-6.1.0-1-recovery-1' {
      \t\tlinux\t/boot/vmlinuz-6.1.0-1-amd64 root=UUID=1234 ro single
      \t\tinitrd\t/boot/ucode.img /boot/initrd.img-6.1.0-1-amd64
      \t}
      }
      if [ "$grub_platform" = "efi" ]; then
      \tfwsetup --is-supported
      \tmenuentry 'UEFI Firmware Settings' $menuentry_id_option 'uefi-firmware' {
      \t\tfwsetup
      \t}
      fi
      if [ -f  ${config_directory}/custom.cfg ]; then
        source ${config_directory}/custom.cfg
      elif [ -z "${config_directory}" -a -f  $prefix/custom.cfg ]; then
        source $prefix/custom.cfg
      fi
      """;

  @TempDir private Path folder;
  private final InspectionNotes notes = new InspectionNotes();

  private Bootloader bootloader(MemoryFilesystem tree) throws IOException {
    Bootloader found = Guests.inspect(tree, notes, "bootloader").bootloader();
    assertThat(found).isNotNull();
    return Objects.requireNonNull(found);
  }

  /** Returns the menu of a grub.cfg that grub-script-check takes for a script. */
  private Bootloader grub(String config, String... environment) throws IOException {
    Path file = folder.resolve("grub.cfg");
    Files.writeString(file, config);
    Tool.run("grub-script-check", file.toString());
    return bootloader(tree(config, environment));
  }

  private static MemoryFilesystem tree(String config, String... environment) {
    MemoryFilesystem tree =
        MemoryFilesystem.create().file("/etc/fstab", "").file("/boot/grub/grub.cfg", config);
    if (environment.length > 0) {
      StringBuilder block = new StringBuilder("# GRUB Environment Block\n");
      for (String line : environment) {
        block.append(line).append('\n');
      }
      block.append("#".repeat(Math.max(0, 1024 - block.length())));
      tree.file("/boot/grub/grubenv", block.toString());
    }
    return tree;
  }

  @Test
  void readsWhatGrubMkconfigWrites() throws IOException {
    String advanced = "Advanced options for Debian GNU/Linux>Debian GNU/Linux, with Linux 6.1.0-";
    assertThat(grub(DEBIAN))
        .isEqualTo(
            new Bootloader(
                "grub2",
                "/boot/grub/grub.cfg",
                "Debian GNU/Linux",
                5,
                "root=UUID=1234 ro quiet inst.rootpw=***",
                List.of(
                    new BootEntry(
                        "Debian GNU/Linux",
                        "gnulinux-simple-1",
                        "/boot/vmlinuz-6.1.0-2-amd64",
                        "/boot/initrd.img-6.1.0-2-amd64",
                        "root=UUID=1234 ro quiet inst.rootpw=***"),
                    new BootEntry(
                        advanced + "2-amd64",
                        "gnulinux-6.1.0-2-advanced-1",
                        "/boot/vmlinuz-6.1.0-2-amd64",
                        "/boot/initrd.img-6.1.0-2-amd64",
                        "root=UUID=1234 ro quiet"),
                    new BootEntry(
                        advanced + "1-amd64 (recovery mode)",
                        "gnulinux-6.1.0-1-recovery-1",
                        "/boot/vmlinuz-6.1.0-1-amd64",
                        "/boot/ucode.img",
                        "root=UUID=1234 ro single"))));
    assertThat(notes.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "saved_entry=1>1 | root=UUID=1234 ro single",
        "saved_entry=gnulinux-advanced-1>gnulinux-6.1.0-1-recovery-1 | root=UUID=1234 ro single",
        "saved_entry=Advanced options for Debian GNU/Linux>0 | root=UUID=1234 ro quiet",
        "saved_entry=1 | root=UUID=1234 ro quiet",
        "saved_entry=9 | root=UUID=1234 ro quiet inst.rootpw=***",
        "saved_entry=gone | root=UUID=1234 ro quiet inst.rootpw=***",
        "next_entry=1>1 | root=UUID=1234 ro single",
        "#saved_entry=1>1 | root=UUID=1234 ro quiet inst.rootpw=***",
      })
  void theDefaultIsANumberATitleOrAnIdentifierOfEachMenu(String variable, String line)
      throws IOException {
    assertThat(grub(DEBIAN, variable).commandLine()).isEqualTo(line);
  }

  @Test
  void theEnvironmentChangesTheScript() throws IOException {
    assertThat(grub(DEBIAN, "recordfail=1").timeoutSeconds()).isEqualTo(30);
  }

  @Test
  void customEntriesAreIncluded() throws IOException {
    MemoryFilesystem tree =
        tree(DEBIAN).file("/boot/grub/custom.cfg", "set timeout=-1\nmenuentry X { linux /x a }\n");
    Bootloader found = bootloader(tree);

    assertThat(found.timeoutSeconds()).isEqualTo(-1);
    assertThat(found.entries().getLast()).isEqualTo(new BootEntry("X", null, "/x", null, "a"));
  }

  @Test
  void wordsAreThoseOfTheShell() throws IOException {
    Bootloader found =
        grub(
            """
            a="1 2"; b='$a'; empty=
            for x in one "two three"; do
              menuentry "T $x ${b}" --id=i\\ d $empty { linux /k"$x" $a "$a" $empty "" a\\
            b # gone
              initrd ($root)/i-$x
              }
            done
            while [ "$n" != xxx ]; do n="x$n"; done
            until test "$n" = xxxx; do n=x$n; done
            if ! [ "$n" = xxxx -a ! -z "$n" -o a == b ]; then menuentry bad { true; }
            elif [ 3 -gt 2 ] ; then menuentry "$n" { true; }; fi
            """);

    assertThat(found.entries())
        .containsExactly(
            new BootEntry("T one $a", "i d", "/kone", "(${root})/i-one", "1 2 \"1 2\"  ab"),
            new BootEntry(
                "T two three $a", "i d", "/ktwo three", "(${root})/i-two", "1 2 \"1 2\"  ab"),
            new BootEntry("xxxx", null, null, null, null));
    assertThat(found.timeoutSeconds()).isEqualTo(-1);
  }

  @Test
  void theKernelOfAHypervisorIsItsModule() throws IOException {
    Bootloader found =
        grub(
            """
            menuentry 'Xen' {
              multiboot2 /boot/xen.gz placeholder  dom0_mem=1G
              module2 /boot/vmlinuz placeholder root=/dev/sda1 ro
              module2 --nounzip /boot/initrd.img
            }
            """);

    assertThat(found.entries())
        .containsExactly(
            new BootEntry("Xen", null, "/boot/vmlinuz", "/boot/initrd.img", "root=/dev/sda1 ro"));
  }

  @Test
  void aStubLeadsToTheConfiguration() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .file("/etc/fstab", "")
            .file(
                "/boot/efi/EFI/debian/grub.cfg",
                "search.fs_uuid 1 root hd0,gpt2\nset prefix=($root)'/grub3'\nconfigfile $prefix/grub.cfg\n")
            .file("/boot/grub3/grub.cfg", "set timeout=3\nmenuentry A { linux /k x }\n");

    assertThat(bootloader(tree))
        .isEqualTo(
            new Bootloader(
                "grub2",
                "/boot/efi/EFI/debian/grub.cfg",
                "A",
                3,
                "x",
                List.of(new BootEntry("A", null, "/k", null, "x"))));
  }

  private static String entry(String version) {
    return """
    title Red Hat Enterprise Linux (%s) 9
    version %s
    linux /vmlinuz-%s
    initrd /initramfs-%s.img $tuned_initrd
    options $kernelopts $tuned_params
    grub_users $grub_users
    """
        .replace("%s", version);
  }

  private static MemoryFilesystem redHat(String... environment) {
    MemoryFilesystem tree =
        tree(
            """
            if [ -f ${config_directory}/grubenv ]; then
              load_env -f ${config_directory}/grubenv
            elif [ -s $prefix/grubenv ]; then
              load_env
            fi
            set default="${saved_entry}"
            set timeout=5
            if [ -z "${kernelopts}" ]; then
              set kernelopts="root=/dev/mapper/rhel-root ro crashkernel=1G "
            fi
            set tuned_params="skew_tick=1"
            insmod blscfg
            blscfg
            menuentry 'System setup' { fwsetup }
            """,
            environment);
    for (String version :
        List.of("5.14.0-70.el9.x86_64", "5.14.0-427.el9.x86_64", "5.14.0-427.1.el9.x86_64")) {
      tree.file("/boot/loader/entries/aaa-" + version + ".conf", entry(version));
    }
    return tree.file(
            "/boot/loader/entries/aaa-0-rescue.conf",
            "title Rescue\nlinux /r\noptions root=1\noptions single\n")
        .file("/boot/loader/entries/README", "title x\n");
  }

  @Test
  void entriesOfTheBootLoaderSpecificationComeNewestFirst() throws IOException {
    Bootloader found = bootloader(redHat("saved_entry=aaa-5.14.0-70.el9.x86_64"));

    assertThat(found.entries())
        .extracting(BootEntry::id)
        .containsExactly(
            "aaa-5.14.0-427.1.el9.x86_64",
            "aaa-5.14.0-427.el9.x86_64",
            "aaa-5.14.0-70.el9.x86_64",
            "aaa-0-rescue",
            null);
    assertThat(found.entries().get(2))
        .isEqualTo(
            new BootEntry(
                "Red Hat Enterprise Linux (5.14.0-70.el9.x86_64) 9",
                "aaa-5.14.0-70.el9.x86_64",
                "/vmlinuz-5.14.0-70.el9.x86_64",
                "/initramfs-5.14.0-70.el9.x86_64.img",
                "root=/dev/mapper/rhel-root ro crashkernel=1G  skew_tick=1"));
    assertThat(found.entries().get(3).commandLine()).isEqualTo("root=1 single");
    assertThat(found.defaultEntry()).isEqualTo("Red Hat Enterprise Linux (5.14.0-70.el9.x86_64) 9");
    assertThat(notes.problems()).isEmpty();
  }

  @Test
  void optionsOfTheEnvironmentAreTheKernels() throws IOException {
    Bootloader found = bootloader(redHat("kernelopts=root=/dev/vda1 enforcing=0 "));

    assertThat(found.commandLine()).isEqualTo("root=/dev/vda1 enforcing=0  skew_tick=1");
    assertThat(found.defaultEntry()).startsWith("Red Hat Enterprise Linux (5.14.0-427.1.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "menuentry A { linux /k a } if | corrupt | A",
        "menuentry A { linux /k a }; echo 'x | corrupt | A",
        "menuentry A { linux /k a }; } | corrupt | A",
        "menuentry A { linux /k a }; while true; do true; done | unsupported | A",
        "menuentry A { linux /k a }; function f { f; }; f | unsupported | A",
        "menuentry A { linux /k a }; source $config_file | unsupported | A",
        "menuentry A { linux /k a }; a=x; while true; do a=$a$a; done | unsupported | A",
      })
  void whatEndsTheScriptIsAProblemAndTheMenuStays(String config, String kind, String title)
      throws IOException {
    assertThat(bootloader(tree(config)).entries()).extracting(BootEntry::title).contains(title);
    assertThat(notes.problems()).extracting(Problem::kind).containsExactly(kind);
    assertThat(notes.problems()).extracting(Problem::path).containsExactly("/boot/grub/grub.cfg");
  }

  @Test
  void deepNestingIsAProblem() throws IOException {
    bootloader(tree("if true; then ".repeat(1000)));
    bootloader(tree("[ " + "! ".repeat(5000) + "]\n" + "[ " + "( ".repeat(5000) + "]\n"));

    assertThat(notes.problems()).extracting(Problem::kind).containsExactly("corrupt");
  }

  @Test
  void survivesDamage() {
    byte[] config = DEBIAN.getBytes(StandardCharsets.UTF_8);
    Mutations.run(
        config,
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file("/boot/grub/grub.cfg", image)
                    .file("/boot/grub/custom.cfg", "blscfg\n"),
                "bootloader"));
  }

  @Test
  void survivesDamageToTheEnvironmentAndEntries() {
    String block = "# GRUB Environment Block\nsaved_entry=1>0\nkernelopts=a\\\nb\n####";
    Mutations.run(
        block.getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/fstab", "")
                    .file("/boot/grub/grubenv", image)
                    .file("/boot/loader/entries/a+3-1.conf", image)
                    .file("/boot/grub/grub.cfg", "load_env\nset default=$saved_entry\nblscfg\n"),
                "bootloader"));
  }
}
