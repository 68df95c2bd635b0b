"""The filter migration_readiness."""

from __future__ import annotations

DOCUMENTATION = r"""
name: migration_readiness
short_description: Whether machines would start elsewhere, and what to do before
version_added: 0.1.0
author: The GuestKit authors (@guestkit)
description:
  - Goes through the reports of machines for what stops them from starting under another hypervisor, or needs a hand.
  - Which drivers are in an initial RAM filesystem is not in a report, and is not judged.
positional: target
options:
  _input:
    description: What C(guestkit.guestkit.inspection_info) returns as C(inspections), with the profile C(default).
    type: list
    elements: dict
    required: true
  target:
    description: Where machines are to run.
    type: dict
    default: {}
    suboptions:
      hypervisor:
        description: The hypervisor, by which programs in the guest are judged.
        type: str
        choices: [kvm, vmware, hyperv, xen, virtualbox]
        default: kvm
      firmware:
        description: The firmware that machines get.
        type: str
        choices: [any, bios, uefi]
        default: any
      arch:
        description: The architecture of its processors, in the words of the report.
        type: str
        default: x86_64
"""

EXAMPLES = r"""
- name: What has to be done before these machines can move?
  ansible.builtin.debug:
    msg: "{{ found.inspections | guestkit.guestkit.migration_readiness({'firmware': 'uefi'}) }}"
"""

RETURN = r"""
_value:
  description: An answer for each image, in their order.
  type: list
  elements: dict
  contains:
    path:
      description: Path of the image.
      type: str
    verdict:
      description: C(ready), C(attention) where something has to be done or looked at, or C(blocked).
      type: str
    findings:
      description: What was found, each with C(check), C(verdict) and C(reason).
      type: list
      elements: dict
"""

import re
import typing as t
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.guestkit.guestkit.plugins.plugin_utils import inspections

NAME = 'migration_readiness'

FACTS = ('disks', 'partition_tables', 'filesystems', 'volume_groups', 'mountpoints', 'fstab', 'crypttab', 'bootloader',
         'kernels', 'network_interfaces', 'cloud_init', 'vm_tools')

VERDICTS = ('ready', 'attention', 'blocked')

FIRMWARE = ('any', 'bios', 'uefi')

TOOLS = {
    'kvm': ('qemu-guest-agent',),
    'vmware': ('open-vm-tools', 'vmware-tools'),
    'hyperv': ('hyperv-daemons',),
    'xen': ('xe-guest-utilities',),
    'virtualbox': ('virtualbox-guest-additions',),
}

# Names that depend on the bus and on the order of disks. Source: the kernel's admin-guide/devices.
_DISK_NAME = re.compile(r'/dev/(sd|hd|vd|xvd)[a-z]|/dev/nvme[0-9]|/dev/mmcblk[0-9]|/dev/disk/by-path/')

# Names by slot, index or path. Source: systemd.net-naming-scheme(7); those by MAC are enx and twelve digits.
_SLOT_NAME = re.compile(r'(en|wl|ww)[ops]')

EFI_SYSTEM = 'EFI System'
BIOS_BOOT = 'BIOS boot'

Report = t.Mapping[str, t.Any]
Finding = t.Tuple[str, str, str]


def migration_readiness(value: t.Any, target: t.Any = None) -> list[dict[str, t.Any]]:
    """Return whether machines are ready to move, and why not."""
    target = {'hypervisor': 'kvm', 'firmware': 'any', 'arch': 'x86_64', **_checked(target or {})}
    if target['hypervisor'] not in TOOLS or target['firmware'] not in FIRMWARE:
        raise AnsibleFilterError(f"{NAME}: hypervisor is one of {', '.join(TOOLS)}, firmware of {', '.join(FIRMWARE)}")
    return inspections.judged(value, NAME, lambda item: _item(item, target))


def _checked(target: t.Any) -> t.Mapping[str, t.Any]:
    if not isinstance(target, Mapping) or set(target) - {'hypervisor', 'firmware', 'arch'}:
        raise AnsibleFilterError(f'{NAME}: a target has hypervisor, firmware and arch, not {target}')
    return target


def _item(item: inspections.Item, target: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    if 'error' in item:
        findings = [('image', 'blocked', item['error']['message'])]
    else:
        findings = [*_machine(item['inspection'], target)]
    verdict = max((verdict for _check, verdict, _reason in findings), key=VERDICTS.index, default='ready')
    return {'path': item['path'], 'verdict': verdict,
            'findings': [dict(zip(('check', 'verdict', 'reason'), finding)) for finding in findings]}


def _machine(report: Report, target: t.Mapping[str, t.Any]) -> t.Iterator[Finding]:
    for fact in inspections.unread(report, *FACTS):
        yield 'report', 'attention', f'{fact} was not read'
    for problem in inspections.problems(report):
        yield 'report', 'attention', problem
    for disk in report['disks']:
        yield from _disk(disk['device'], disk['image'])
    yield from _storage(report)
    systems = report['operating_systems']
    if not systems:
        yield 'system', 'blocked', 'no operating system was found'
    elif len(systems) > 1:
        yield 'system', 'attention', f'{len(systems)} operating systems are on it; all of them are judged'
    yield from _firmware(report, target['firmware'])
    for system in systems:
        yield from _boot(system, target['arch'])
        yield from _mounts(system)
        yield from _network(system)
        yield from _tools(system, TOOLS[target['hypervisor']], target['hypervisor'])


def _disk(device: str, image: Report) -> t.Iterator[Finding]:
    yield 'disk', 'ready', f"{device} is {image['format']} of {image['virtual_size_bytes']} bytes"
    if image['corrupt'] or image['dirty']:
        yield 'disk', 'blocked', f'{device}: the image is corrupt, or was not closed; check it with qemu-img check'
    if image['encryption']:
        yield 'disk', 'blocked', f"{device}: the image is encrypted ({image['encryption']})"
    if image['backing_chain']:
        names = ', '.join(layer['name'] for layer in image['backing_chain'])
        yield 'disk', 'attention', f'{device} lies on {names}: move the whole chain, or convert it into one image'
    if image['data_file']:
        yield 'disk', 'attention', f"{device} keeps its data in {image['data_file']}: move that too"
    if image['snapshots']:
        yield 'disk', 'attention', f"{device} has {len(image['snapshots'])} snapshots, which a conversion leaves out"


def _storage(report: Report) -> t.Iterator[Finding]:
    for filesystem in report['filesystems']:
        if filesystem['clean'] is False:
            yield ('filesystem', 'attention', f"{filesystem['device']}: its {filesystem['type']} was not unmounted; "
                   'shut the machine down first')
    for group in report['volume_groups']:
        if group['partial']:
            yield 'lvm', 'blocked', f"volume group {group['name']}: a physical volume is missing; give all disks"


def _firmware(report: Report, wanted: str) -> t.Iterator[Finding]:
    tables = report['partition_tables']
    types = {partition['type_name'] for table in tables for partition in table['partitions']}
    uefi = EFI_SYSTEM in types
    bios = BIOS_BOOT in types or any(
        table['type'] == 'dos' and any(partition['bootable'] for partition in table['partitions']) for table in tables)
    found = ' and '.join(name for name, holds in (('UEFI', uefi), ('BIOS', bios)) if holds)
    if not found:
        yield 'firmware', 'attention', 'no partition tells which firmware it starts with'
    elif wanted != 'any' and not (uefi if wanted == 'uefi' else bios):
        yield 'firmware', 'blocked', f'is partitioned for {found}, not for {wanted.upper()}'
    else:
        yield 'firmware', 'ready', f'is partitioned for {found}'


def _boot(system: Report, arch: str) -> t.Iterator[Finding]:
    if system['medium'] != 'installed':
        yield 'system', 'blocked', f"{inspections.title(system)}: a medium of kind {system['medium']}, not installed"
        return
    yield 'system', 'ready', inspections.title(system)
    if system['arch'] is None:
        yield 'system', 'attention', 'its architecture is not known'
    elif system['arch'] != arch:
        yield 'system', 'blocked', f"is made for {system['arch']}, not for {arch}"
    loader = system['bootloader']
    if loader is None:
        yield 'bootloader', 'attention', 'no boot loader was found'
    else:
        yield 'bootloader', 'ready', f"{loader['name']}, {loader['path']}"
        lines = [loader['command_line'], *(entry['command_line'] for entry in loader['entries'])]
        roots = {word[5:] for line in lines if line for word in line.split() if word.startswith('root=')}
        for root in sorted(root for root in roots if _DISK_NAME.match(root)):
            yield 'bootloader', 'attention', f'starts with root={root}, a name that depends on the kind of disk'
    if not system['kernels']:
        yield 'kernel', 'attention', 'no kernel was found'
    for kernel in system['kernels']:
        lacks = [name for name in ('modules', 'initramfs') if not kernel[name]]
        yield ('kernel', 'attention' if lacks else 'ready',
               kernel['version'] + (f" has no {' and no '.join(lacks)}" if lacks else ', with modules and initramfs'))


def _mounts(system: Report) -> t.Iterator[Finding]:
    for name in ('fstab', 'crypttab'):
        bad = 0
        for entry in system[name]:
            place = entry['path'] if name == 'fstab' else entry['name']
            optional = {'nofail', 'noauto'} & set(entry['options'])
            if _DISK_NAME.match(entry['spec']):
                bad += 1
                yield name, 'attention', f"{place}: {entry['spec']} is a name that depends on the kind of disk"
            elif entry['spec'].startswith(('UUID=', 'PARTUUID=', 'LABEL=', 'PARTLABEL=')) and not (
                    entry['device'] or optional):
                bad += 1
                yield name, 'attention', f"{place}: {entry['spec']} is on none of the disks given"
        if system[name] and not bad:
            yield name, 'ready', 'names no disk by a name that changes'


def _network(system: Report) -> t.Iterator[Finding]:
    for interface in system['network_interfaces']:
        name = interface['name']
        if interface['type'] == 'loopback' or not interface['enabled']:
            continue
        if interface['mac']:
            yield ('network', 'attention',
                   f"{name} is bound to {interface['mac']}: keep that address ({interface['path']})")
        elif _SLOT_NAME.match(name) and '*' not in name:
            yield 'network', 'attention', f"{name} is named by its slot, which may change ({interface['path']})"
        else:
            yield 'network', 'ready', f'{name} is not bound to hardware'


def _tools(system: Report, wanted: tuple[str, ...], hypervisor: str) -> t.Iterator[Finding]:
    cloud = system['cloud_init']
    if cloud is not None and cloud['enabled']:
        yield 'cloud_init', 'ready', 'cloud-init runs at the next boot'
    else:
        yield 'cloud_init', 'ready', 'no cloud-init runs: network, keys and name stay as they are'
    names = [tool['name'] for tool in system['vm_tools']]
    if not set(names) & set(wanted):
        yield 'vm_tools', 'attention', f"{' or '.join(wanted)} is not installed, the agent of {hypervisor}"
    strangers = {name for other, tools in TOOLS.items() if other != hypervisor for name in tools}
    for name in names:
        if name in strangers:
            yield 'vm_tools', 'attention', f'{name} is installed, which belongs to another hypervisor'
        elif name in wanted:
            yield 'vm_tools', 'ready', f'{name} is installed'


class FilterModule:
    """The filter, for Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """Return it by its name."""
        return {NAME: migration_readiness}
