package io.guestkit.inspect.settings;

import io.guestkit.guest.GuestFile;
import io.guestkit.inspect.FactFiles;
import io.guestkit.report.VmTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs of hypervisors and clouds that are installed, told by where they are installed. */
public final class VmTools {
  /** Name, and the paths of its program of which the first one that is there counts. */
  private static final String[][] TOOLS = {
    {
      "vmware-tools",
      "/usr/lib/vmware-tools/sbin64/vmtoolsd",
      "/usr/lib/vmware-tools/sbin32/vmtoolsd",
      "/usr/sbin/vmware-guestd",
    },
    {"open-vm-tools", "/usr/bin/vmtoolsd", "/usr/share/oem/bin/vmtoolsd"},
    {"qemu-guest-agent", "/usr/sbin/qemu-ga", "/usr/bin/qemu-ga"},
    {"spice-vdagent", "/usr/sbin/spice-vdagentd", "/usr/bin/spice-vdagent"},
    {
      "virtualbox-guest-additions",
      "/usr/sbin/VBoxService",
      "/usr/bin/VBoxService",
      "/usr/sbin/vboxadd-service",
      "/usr/bin/VBoxClient",
    },
    {
      "hyperv-daemons",
      "/usr/sbin/hypervkvpd",
      "/usr/sbin/hv_kvp_daemon",
      "/usr/bin/hv_kvp_daemon",
      "/usr/lib/hyper-v/bin/hv_kvp_daemon",
    },
    {"xe-guest-utilities", "/usr/sbin/xe-daemon", "/usr/share/oem/xs/xe-daemon"},
    {"parallels-tools", "/usr/bin/prltoolsd", "/usr/sbin/prltoolsd", "/usr/bin/prltools"},
    {"cloud-init", "/usr/bin/cloud-init"},
    {"waagent", "/usr/sbin/waagent", "/usr/bin/waagent", "/usr/share/oem/bin/waagent"},
    {
      "google-guest-agent",
      "/usr/bin/google_guest_agent",
      "/usr/bin/google_guest_agent_manager",
      "/usr/bin/google_accounts_daemon",
    },
    {
      "amazon-ssm-agent",
      "/usr/bin/amazon-ssm-agent",
      "/snap/amazon-ssm-agent/current/amazon-ssm-agent",
      "/usr/share/oem/ssm/amazon-ssm-agent",
    },
  };

  private static final String VMWARE = "/usr/lib/vmware-tools/";

  private VmTools() {}

  /** Returns the programs, each once. */
  public static List<VmTool> read(FactFiles files) throws IOException {
    List<VmTool> tools = new ArrayList<>();
    for (String[] tool : TOOLS) {
      Optional<GuestFile> program = first(tool, files);
      boolean counted = // VMware's own tools make a link where the open ones have their program
          program.isPresent()
              && tool[0].startsWith("open-")
              && program.get().path().startsWith(VMWARE);
      if (program.isPresent() && !counted) {
        files.evidence(program.get());
        tools.add(new VmTool(tool[0], program.get().path()));
      }
    }
    return tools;
  }

  private static Optional<GuestFile> first(String[] tool, FactFiles files) throws IOException {
    for (int i = 1; i < tool.length; i++) {
      Optional<GuestFile> program = files.find(tool[i]);
      if (program.isPresent()) {
        return program;
      }
    }
    return Optional.empty();
  }
}
