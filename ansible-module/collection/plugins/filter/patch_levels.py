"""The filter patch_levels."""

from __future__ import annotations

DOCUMENTATION = r"""
name: patch_levels
short_description: Which packages of machines are older than they have to be
version_added: 0.1.0
author: The GuestKit authors (@guestkit)
description:
  - Compares the packages of inspected machines with minimum versions, in the order of versions that dpkg and rpm have.
  - Where several versions of a package are installed side by side, as kernels are, the newest counts. A package that
    is not installed is not missed.
positional: minimum
options:
  _input:
    description: What C(guestkit.guestkit.inspection_info) returns as C(inspections), with the fact C(packages).
    type: list
    elements: dict
    required: true
  minimum:
    description:
      - The versions that are wanted at least, each with C(version) and C(name), the name of a package, or C(source),
        the name of a source package as security notices have it.
      - Versions are written as the package manager writes them, with epoch and release. C(distribution), such as
        C(debian) or C(rocky 9), says which systems it is for; all where it is left out.
    type: list
    elements: dict
    required: true
"""

EXAMPLES = r"""
- name: Who still has an old OpenSSL?
  ansible.builtin.debug:
    msg: "{{ found.inspections | guestkit.guestkit.patch_levels(minimum) | rejectattr('verdict', '==', 'current') }}"
  vars:
    minimum:
      - {source: openssl, version: 3.0.15-1~deb12u1, distribution: debian 12}
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
      description:
        - C(current), C(outdated), or C(unknown) where the image, its packages or their versions could not be judged.
      type: str
    packages:
      description: The packages that are older than wanted.
      type: list
      elements: dict
    reasons:
      description: Why it could not be judged.
      type: list
      elements: str
"""

import typing as t
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.guestkit.guestkit.plugins.plugin_utils import inspections, package_versions

NAME = 'patch_levels'


def patch_levels(value: t.Any, minimum: t.Any) -> list[dict[str, t.Any]]:
    """Return which packages of machines are older than they have to be."""
    wanted = _wanted(minimum)
    return inspections.judged(value, NAME, lambda item: _item(item, wanted))


def _wanted(minimum: t.Any) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return versions and distributions, by what they are of."""
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    if isinstance(minimum, (str, Mapping)):
        raise AnsibleFilterError(f'{NAME}: takes a list of minimum versions')
    for entry in minimum:
        keys = [key for key in ('name', 'source') if isinstance(entry, Mapping) and entry.get(key)]
        if len(keys) != 1 or not entry.get('version'):
            raise AnsibleFilterError(f'{NAME}: a minimum has version, and either name or source: {entry}')
        if not package_versions.is_version(str(entry['version'])):
            raise AnsibleFilterError(f'{NAME}: {entry[keys[0]]}: {entry["version"]!r} is no version of a package')
        key = (keys[0], str(entry[keys[0]]))
        wanted.setdefault(key, []).append((str(entry['version']), str(entry.get('distribution') or '').lower()))
    return wanted


def _item(item: inspections.Item, wanted: dict[tuple[str, str], list[tuple[str, str]]]) -> dict[str, t.Any]:
    if 'error' in item:
        return {'path': item['path'], 'verdict': 'unknown', 'packages': [], 'reasons': [item['error']['message']]}
    report = item['inspection']
    reasons = inspections.problems(report)
    if not report['operating_systems']:
        reasons.append('No operating system was found.')
    if inspections.unread(report, 'packages'):
        reasons.append('Its packages were not read.')
    old: list[dict[str, t.Any]] = []
    for system in report['operating_systems']:
        _system(system, wanted, old, reasons)
    verdict = 'outdated' if old else 'unknown' if reasons else 'current'
    return {'path': item['path'], 'verdict': verdict, 'packages': old, 'reasons': reasons}


def _system(system: t.Mapping[str, t.Any], wanted: dict[tuple[str, str], list[tuple[str, str]]],
            old: list[dict[str, t.Any]], reasons: list[str]) -> None:
    names = inspections.distributions(system)
    package_format = system['package_format']
    newest: dict[tuple[str, str, str], dict[str, t.Any]] = {}
    for package in system['packages']:
        for key in (('name', package['name']), ('source', package['source_package'])):
            for version, distribution in wanted.get(key, ()):
                if distribution and distribution not in names:
                    continue
                if package_format not in package_versions.FORMATS:
                    reasons.append(f"{package['name']}: the order of versions of {package_format} is not known.")
                    continue
                row = _row(system, package, key[0], version)
                place = (package['name'], package['arch'] or '', version)
                if place not in newest or package_versions.compare(
                        package_format, row['installed'], newest[place]['installed']) > 0:
                    newest[place] = row
    old += [row for row in newest.values()
            if package_versions.compare(package_format, row['installed'], row['minimum']) < 0]


def _row(system: t.Mapping[str, t.Any], package: t.Mapping[str, t.Any], key: str, version: str) -> dict[str, t.Any]:
    installed = package_versions.text_of(package['epoch'], package['version'], package['release'])
    if key == 'source' and package['source_version']:
        installed = package['source_version']
    return {'system': inspections.title(system), 'root': system['root'], 'name': package['name'],
            'arch': package['arch'], 'installed': installed, 'minimum': version}


class FilterModule:
    """The filter, for Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """Return it by its name."""
        return {NAME: patch_levels}
