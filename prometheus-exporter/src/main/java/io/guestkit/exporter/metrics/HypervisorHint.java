package io.guestkit.exporter.metrics;

import io.guestkit.report.VmTool;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a guest seems to run, by the programs that are installed for its hypervisor or cloud. */
final class HypervisorHint {
  /** In the words of systemd-detect-virt(1); cloud-init is everywhere, and hints at nothing. */
  private static final Map<String, String> HINTS =
      Map.ofEntries(
          Map.entry("open-vm-tools", "vmware"),
          Map.entry("vmware-tools", "vmware"),
          Map.entry("qemu-guest-agent", "kvm"),
          Map.entry("spice-vdagent", "kvm"),
          Map.entry("virtualbox-guest-additions", "oracle"),
          Map.entry("hyperv-daemons", "microsoft"),
          Map.entry("waagent", "microsoft"),
          Map.entry("xe-guest-utilities", "xen"),
          Map.entry("parallels-tools", "parallels"),
          Map.entry("google-guest-agent", "google"),
          Map.entry("amazon-ssm-agent", "amazon"));

  private HypervisorHint() {}

  /** Returns the words, sorted, a blank between them; null where no program hints at one. */
  static @Nullable String of(List<VmTool> tools) {
    TreeSet<String> words = new TreeSet<>();
    for (VmTool tool : tools) {
      String word = HINTS.get(tool.name());
      if (word != null) {
        words.add(word);
      }
    }
    return words.isEmpty() ? null : String.join(" ", words);
  }
}
