package io.guestkit.report;

/** A program that lets a hypervisor and its guest work together. */
public record VmTool(
    @Component(
            "Name: open-vm-tools, vmware-tools, qemu-guest-agent, spice-vdagent, virtualbox-guest-additions, hyperv-daemons, xe-guest-utilities, parallels-tools, cloud-init, waagent, google-guest-agent, amazon-ssm-agent.")
        String name,
    @Component("Path of its program.") String path) {}
