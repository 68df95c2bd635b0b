package io.guestkit.inspect.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.report.CloudInit;
import io.guestkit.report.VmTool;
import io.guestkit.testing.MemoryFilesystem;
import io.guestkit.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of hypervisors and clouds, and cloud-init. */
class CloudTest {
  private static MemoryFilesystem system() {
    return MemoryFilesystem.create().directory("/etc");
  }

  private static MemoryFilesystem withCloudInit() {
    return system()
        .file("/usr/bin/cloud-init", "")
        .file("/usr/lib/systemd/system/cloud-init.service", "")
        .link(
            "/etc/systemd/system/cloud-init.target.wants/cloud-init.service",
            "/usr/lib/systemd/system/cloud-init.service");
  }

  private static @Nullable CloudInit cloudInit(MemoryFilesystem tree) throws IOException {
    return Guests.inspect(tree, "cloud_init").cloudInit();
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/vmtoolsd, open-vm-tools",
    "/usr/lib/vmware-tools/sbin64/vmtoolsd, vmware-tools",
    "/usr/sbin/vmware-guestd, vmware-tools",
    "/usr/sbin/qemu-ga, qemu-guest-agent",
    "/usr/bin/qemu-ga, qemu-guest-agent",
    "/usr/sbin/spice-vdagentd, spice-vdagent",
    "/usr/bin/spice-vdagent, spice-vdagent",
    "/usr/sbin/VBoxService, virtualbox-guest-additions",
    "/usr/bin/VBoxClient, virtualbox-guest-additions",
    "/usr/sbin/hypervkvpd, hyperv-daemons",
    "/usr/sbin/hv_kvp_daemon, hyperv-daemons",
    "/usr/sbin/xe-daemon, xe-guest-utilities",
    "/usr/bin/prltoolsd, parallels-tools",
    "/usr/bin/cloud-init, cloud-init",
    "/usr/sbin/waagent, waagent",
    "/usr/bin/google_guest_agent, google-guest-agent",
    "/usr/bin/amazon-ssm-agent, amazon-ssm-agent",
    "/snap/amazon-ssm-agent/current/amazon-ssm-agent, amazon-ssm-agent",
  })
  void eachProgramIsNamed(String path, String name) throws IOException {
    InspectionNotes notes = new InspectionNotes();

    assertThat(Guests.inspect(system().file(path, ""), notes, "vm_tools").vmTools())
        .containsExactly(new VmTool(name, path));
    assertThat(notes.evidence()).extracting("path").containsExactly(path);
  }

  @Test
  void vmwaresOwnToolsAreNotTheOpenOnes() throws IOException {
    String program = "/usr/lib/vmware-tools/sbin64/vmtoolsd";
    MemoryFilesystem tree = system().file(program, "").link("/usr/bin/vmtoolsd", program);

    assertThat(Guests.inspect(tree, "vm_tools").vmTools())
        .containsExactly(new VmTool("vmware-tools", program));
    assertThat(Guests.inspect(system(), "vm_tools").vmTools()).isEmpty();
  }

  @Test
  void readsWhatCloudInitDid() throws IOException {
    MemoryFilesystem tree =
        withCloudInit()
            .file("/etc/cloud/cloud.cfg", "users:\n - default\ndatasource_list: [ Ec2 ]\n")
            .file("/etc/cloud/cloud.cfg.d/05_logging.cfg", "log_cfgs: []\n")
            .file("/etc/cloud/cloud.cfg.d/90_dpkg.cfg", "datasource_list: [ NoCloud, None ]\n")
            .file("/etc/cloud/cloud.cfg.d/README", "datasource_list: [ Azure ]\n")
            .file(
                "/var/lib/cloud/instances/iid-1/datasource",
                "DataSourceNoCloudNet: DataSourceNoCloudNet [seed=http://u:secret@h/]\n")
            .link("/var/lib/cloud/instance", "/var/lib/cloud/instances/iid-1");

    assertThat(cloudInit(tree))
        .isEqualTo(new CloudInit(true, List.of("NoCloud", "None"), "NoCloud", "iid-1"));
    assertThat(cloudInit(tree.file("/var/lib/cloud/data/instance-id", "iid-2\n")))
        .isEqualTo(new CloudInit(true, List.of("NoCloud", "None"), "NoCloud", "iid-2"));
  }

  @Test
  void aSystemWithoutCloudInitHasNone() throws IOException {
    assertThat(cloudInit(system())).isNull();
    assertThat(cloudInit(system().file("/etc/cloud/cloud.cfg", "")))
        .isEqualTo(new CloudInit(false, List.of(), null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datasource_list: [ NoCloud, \"Ec2\", 'None' ] | NoCloud Ec2 None",
        "'datasource_list: [NoCloud,\n  Azure\n]\n' | NoCloud Azure",
        "'datasource_list:\n  - ConfigDrive # here\n\n- OpenStack\nother: 1\n - No\n' | ConfigDrive OpenStack",
        "'# datasource_list: [Ec2]\nx: 1\n' | ''",
        "datasource_list: [] | ''",
        "datasource_list: [ Ec2 | Ec2",
        "datasource_list: GCE | GCE",
      })
  void readsListsAsYamlWritesThem(String text, String names) throws IOException {
    CloudInit cloudInit =
        Objects.requireNonNull(cloudInit(withCloudInit().file("/etc/cloud/cloud.cfg", text)));

    assertThat(String.join(" ", cloudInit.datasourceList())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({
    "DataSourceEc2Local: x, Ec2",
    "DataSourceAzure, Azure",
    "DataSourceNone: DataSourceNone, None",
    "'',",
  })
  void namesTheSourceAsTheListDoes(String text, @Nullable String name) throws IOException {
    CloudInit cloudInit =
        Objects.requireNonNull(
            cloudInit(withCloudInit().file("/var/lib/cloud/instance/datasource", text)));

    assertThat(cloudInit.datasource()).isEqualTo(name);
  }

  @Test
  void theAdministratorCanDisableIt() throws IOException {
    assertThat(isEnabled(withCloudInit())).isTrue();
    assertThat(isEnabled(withCloudInit().file("/etc/cloud/cloud-init.disabled", ""))).isFalse();
    assertThat(
            isEnabled(
                withCloudInit()
                    .file(
                        "/etc/default/grub", "GRUB_CMDLINE_LINUX=\"quiet cloud-init=disabled\"\n")))
        .isFalse();
    assertThat(
            isEnabled(
                withCloudInit()
                    .file("/etc/default/grub", "A=1\n# GRUB_CMDLINE=\"cloud-init=disabled\"\n")))
        .isTrue();
    assertThat(isEnabled(withCloudInit().file("/etc/kernel/cmdline", "ro cloud-init=disabled\n")))
        .isFalse();
    assertThat(
            isEnabled(withCloudInit().link("/etc/systemd/system/cloud-init.service", "/dev/null")))
        .isFalse();
    assertThat(
            isEnabled(
                system()
                    .file("/usr/bin/cloud-init", "")
                    .file("/usr/lib/systemd/system/cloud-init.service", "")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/init/cloud-init.conf",
        "/etc/runlevels/boot/cloud-init-local",
        "/etc/runlevels/default/cloud-init",
        "/etc/rc2.d/S03cloud-init",
        "/etc/rc.d/rc3.d/S52cloud-init",
      })
  void otherInitSystemsStartItToo(String path) throws IOException {
    MemoryFilesystem tree = system().file("/usr/bin/cloud-init", "");

    assertThat(isEnabled(tree)).isFalse();
    assertThat(isEnabled(tree.file(path, ""))).isTrue();
    assertThat(
            isEnabled(
                system().file("/usr/bin/cloud-init", "").file("/etc/rc2.d/K03cloud-init", "")))
        .isFalse();
  }

  private static boolean isEnabled(MemoryFilesystem tree) throws IOException {
    CloudInit cloudInit = cloudInit(tree);
    return cloudInit != null && cloudInit.enabled();
  }

  @Test
  void survivesDamage() {
    byte[] text =
        "datasource_list:\n - NoCloud\ndatasource_list: [ 'Ec2', \"None\" ]\n"
            .getBytes(StandardCharsets.US_ASCII);
    for (String path : List.of("/etc/cloud/cloud.cfg", "/var/lib/cloud/instance/datasource")) {
      Mutations.run(
          text,
          List.of(),
          (damaged, session) ->
              cloudInit(
                  MemoryFilesystem.create(session)
                      .file("/etc/cloud/cloud.cfg.d/x.cfg", text)
                      .file("/usr/bin/cloud-init", "")
                      .file(path, damaged)));
    }
  }
}
