package io.guestkit.inspect.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.OperatingSystem;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityTest {
  private static final String FEDORA = "lockdown,yama,integrity,selinux,bpf,landlock";
  private static final String DEBIAN = "landlock,lockdown,yama,loadpin,apparmor,selinux,smack,bpf";

  private final InspectionNotes notes = new InspectionNotes();

  private static MemoryFilesystem selinux(String config) {
    return MemoryFilesystem.create()
        .file("/etc/selinux/config", config)
        .file("/etc/selinux/targeted/policy/policy.33", "x");
  }

  private static MemoryFilesystem boot(MemoryFilesystem tree, String line, @Nullable String lsm) {
    if (lsm != null) {
      tree.file("/boot/config-6.1", "CONFIG_X=y\n" + lsm + "\n# end\n")
          .file("/boot/config-9.9", "CONFIG_X=y\nCONFIG_LSM=\"none\"\n");
    }
    return tree.file(
        "/boot/grub/grub.cfg",
        "menuentry A { linux /vmlinuz-6.1 ro "
            + line
            + "\n}\nmenuentry B { linux /vmlinuz-9.9\n}\n");
  }

  private OperatingSystem inspect(MemoryFilesystem tree) throws IOException {
    OperatingSystem system = Guests.inspect(tree, notes, "selinux", "apparmor");
    assertThat(notes.problems()).isEmpty();
    assertThat(system.bootloader()).isNull(); // not asked for
    return system;
  }

  @Test
  void whatIsNotInstalledHasNoMode() throws IOException {
    OperatingSystem system =
        inspect(
            MemoryFilesystem.create()
                .file("/etc/selinux/semanage.conf", "")
                .file("/etc/apparmor.d/x", ""));

    assertThat(system.selinux()).isNull();
    assertThat(system.apparmor()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELINUX=enforcing | enforcing",
        "SELINUX=Permissive  | permissive",
        "SELINUX=disabled | disabled",
        "#SELINUX=enforcing | disabled",
        "SELINUX=unknown;SELINUX=permissive;SELINUX=enforcing | permissive",
        "SELINUX=enforcing;SELINUXTYPE=targeted | enforcing",
        "SELINUX=enforcing;SELINUXTYPE=mls | disabled",
        "`` | disabled",
      })
  void theConfigurationSaysTheMode(String config, String mode) throws IOException {
    assertThat(inspect(selinux(config.replace(';', '\n') + "\n")).selinux()).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "selinux=0 | disabled",
        "selinux=1 | enforcing",
        "enforcing=0 | permissive",
        "enforcing=1 | enforcing",
        "security=selinux | enforcing",
        "security=apparmor | disabled",
        "lsm=yama,selinux | enforcing",
        "lsm=yama | disabled",
        "lsm=apparmor,selinux | disabled",
        "lsm=apparmor,selinux apparmor=0 | enforcing",
        "xselinux=0 | enforcing",
      })
  void theCommandLineOfTheDefaultEntryWins(String line, String mode) throws IOException {
    MemoryFilesystem tree = selinux("SELINUX=enforcing\n");

    assertThat(inspect(boot(tree, line, null)).selinux()).isEqualTo(mode);
  }

  private static MemoryFilesystem both() {
    return selinux("SELINUX=permissive\n")
        .file("/etc/apparmor.d/x", "")
        .file("/usr/sbin/apparmor_parser", "");
  }

  private void modes(String line, String config, String selinux, String apparmor)
      throws IOException {
    OperatingSystem system = inspect(boot(both(), line, config));

    assertThat(system.selinux()).as(line + config).isEqualTo(selinux);
    assertThat(system.apparmor()).as(line + config).isEqualTo(apparmor);
  }

  @Test
  void theKernelStartsTheFirstLargeModuleOfItsOrder() throws IOException {
    String debian = "CONFIG_LSM=\"" + DEBIAN + "\"";
    modes("", debian, "disabled", "enabled");
    modes("apparmor=0", debian, "permissive", "disabled");
    modes("security=selinux", debian, "permissive", "disabled");
    modes("selinux=1 security=apparmor", debian, "disabled", "enabled");
    modes("", "CONFIG_LSM=\"" + FEDORA + "\"", "permissive", "disabled");
    modes("lsm=apparmor", "CONFIG_LSM=\"" + FEDORA + "\"", "disabled", "enabled");
    modes("", "CONFIG_DEFAULT_SECURITY=\"\"", "disabled", "disabled");
    modes("security=apparmor", "CONFIG_DEFAULT_SECURITY=\"\"", "disabled", "enabled");
    modes("", "CONFIG_DEFAULT_SECURITY=\"selinux\"", "permissive", "disabled");
  }

  @Test
  void survivesDamage() {
    Mutations.run(
        "SELINUX=enforcing\nSELINUXTYPE=targeted\nCONFIG_LSM=\"a,selinux\"\n"
            .getBytes(StandardCharsets.UTF_8),
        List.of(),
        (image, session) ->
            Guests.inspect(
                MemoryFilesystem.create(session)
                    .file("/etc/selinux/config", image)
                    .file("/etc/selinux/targeted/policy/policy.33", "x")
                    .file("/boot/config-1", image),
                "selinux"));
  }
}
