package io.guestkit.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.report.BootEntry;
import io.guestkit.report.Bootloader;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Kernel;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.VmTool;
import io.guestkit.testing.Reports;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are concluded from several facts of a report. */
class GuestFactsTest {
  private static final Inspection DEBIAN = Reports.debian();
  private static final OperatingSystem SYSTEM = DEBIAN.operatingSystems().getFirst();

  @TempDir Path dir;

  /** Returns the labels of each sample of a metric, by their names. */
  private static List<Map<String, String>> labels(Inspection report, String name) {
    List<Map<String, String>> labels = new ArrayList<>();
    ImageSamples.read("r", "i", report, MetricTable.of(MetricTable.NO_PACKAGES), 1000)
        .families()
        .stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name))
        .forEach(sample -> {
          Map<String, String> all = new TreeMap<>();
          for (int i = 0; i < sample.labelNames.size(); i++) {
            all.put(sample.labelNames.get(i), sample.labelValues.get(i));
          }
          labels.add(all);
        });
    return labels;
  }

  private static Inspection with(OperatingSystem system) {
    return Reports.with(DEBIAN, "operatingSystems", List.of(system));
  }

  private static @Nullable String hint(String... tools) {
    List<VmTool> installed = Arrays.stream(tools).map(name -> new VmTool(name, "/x")).toList();
    return labels(with(Reports.with(SYSTEM, "vmTools", installed)), "guestkit_guest_info")
        .getFirst()
        .get("hypervisor_hint");
  }

  @Test
  void toolsOfAHypervisorHintAtIt() {
    assertThat(hint()).isEmpty();
    assertThat(hint("cloud-init")).isEmpty();
    assertThat(hint("open-vm-tools")).isEqualTo("vmware");
    assertThat(hint("spice-vdagent", "cloud-init", "qemu-guest-agent")).isEqualTo("kvm");
    assertThat(hint("waagent", "hyperv-daemons", "amazon-ssm-agent")).isEqualTo("amazon microsoft");
  }

  private static BootEntry entry(String title, @Nullable String kernel) {
    return new BootEntry(title, null, kernel, null, null);
  }

  /** Returns the label {@code default} of kernels of these paths. */
  private static List<String> defaults(
      @Nullable String title, List<BootEntry> entries, String... paths) {
    List<Kernel> kernels = new ArrayList<>();
    for (String path : paths) {
      kernels.add(new Kernel("release of " + path, path, true, null, null));
    }
    Bootloader loader = new Bootloader("grub2", "/boot/grub/grub.cfg", title, 5, null, entries);
    OperatingSystem system =
        Reports.with(Reports.with(SYSTEM, "kernels", kernels), "bootloader", loader);
    return labels(with(system), "guestkit_kernel_info").stream()
        .map(all -> all.get("default"))
        .toList();
  }

  @Test
  void theDefaultKernelIsTheOneOfTheDefaultEntry() {
    List<BootEntry> entries =
        List.of(entry("Old", "/vmlinuz-6.1.0-1"), entry("New", "/boot/vmlinuz-6.1.0-10"));
    String old = "/boot/vmlinuz-6.1.0-1";
    String recent = "/boot/vmlinuz-6.1.0-10";
    assertThat(defaults("Old", entries, old, recent)).containsExactly("true", "false");
    assertThat(defaults("New", entries, old, recent)).containsExactly("false", "true");
    assertThat(defaults("A", List.of(entry("A", "/@/boot/vmlinuz-6.1.0-10")), old, recent))
        .as("a subvolume before the path")
        .containsExactly("false", "true");
    assertThat(defaults("A", List.of(entry("A", "/1/linux")), "/efi/1/linux", "/efi/2/linux"))
        .containsExactly("true", "false");
  }

  @Test
  void noKernelIsTheDefaultWhereTheBootLoaderDoesNotTell() {
    String kernel = "/boot/vmlinuz-1";
    assertThat(labels(DEBIAN, "guestkit_kernel_info"))
        .extracting(all -> all.get("default"))
        .containsExactly("");
    assertThat(defaults(null, List.of(entry("A", kernel)), kernel)).containsExactly("");
    assertThat(defaults("A", List.of(entry("A", null)), kernel)).containsExactly("");
    assertThat(defaults("A", List.of(entry("A", "/boot/other")), kernel)).containsExactly("");
    assertThat(defaults("A", List.of(entry("A", "nuz-1")), kernel)).containsExactly("");
    assertThat(defaults("A", List.of(entry("A", kernel), entry("A", "/boot/other")), kernel))
        .as("two entries of one title")
        .containsExactly("");
    assertThat(defaults("A", List.of(entry("A", "/vmlinuz")), "/boot/vmlinuz", "/boot/efi/vmlinuz"))
        .as("two kernels may be meant")
        .containsExactly("", "");
  }

  private static FilesystemInfo content(String device, String type, String version) {
    return FilesystemInfo.recognised(device, type, version, "crypto", null, null, null);
  }

  @Test
  void encryptedVolumesAreToldWithTheirMethod() {
    Inspection report =
        Reports.with(
            DEBIAN,
            "filesystems",
            List.of(
                content("/dev/sda1", "crypto_LUKS", "1"),
                content("/dev/sda2", "BitLocker", "2"),
                content("/dev/sda3", "DM_verity_hash", "1")));
    assertThat(labels(report, "guestkit_encrypted_volume_info"))
        .extracting(
            all -> all.get("device"), all -> all.get("method"), all -> all.get("luks_version"))
        .containsExactly(tuple("/dev/sda1", "luks", "1"), tuple("/dev/sda2", "bitlocker", ""));
  }

  @Test
  void whatCryptsetupMadeIsTold() throws IOException {
    Path image = Files.createFile(dir.resolve("luks.raw"));
    Tool.run("truncate", "-s", "20M", image.toString());
    Path key = Files.writeString(dir.resolve("key"), "any");
    Tool.run(
        "cryptsetup",
        "luksFormat",
        "-q",
        "--type",
        "luks2",
        "--pbkdf",
        "pbkdf2",
        "--pbkdf-force-iterations",
        "1000",
        "--key-file",
        key.toString(),
        image.toString());
    try (GuestKit kit = GuestKit.create()) {
      InspectOptions options =
          new InspectOptions(
              MetricCollector.ENCRYPTION.facts(), false, InspectOptions.DEFAULT_TIMEOUT);
      Inspection report = kit.inspect(Machine.of(image), options).inspection();
      assertThat(labels(report, "guestkit_encrypted_volume_info"))
          .containsExactly(
              Map.of(
                  "image_root",
                  "r",
                  "image",
                  "i",
                  "device",
                  "/dev/sda",
                  "method",
                  "luks",
                  "cipher",
                  "",
                  "luks_version",
                  "2"));
    }
  }
}
