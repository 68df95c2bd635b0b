"""The filter package_minimums."""

from __future__ import annotations

DOCUMENTATION = r"""
name: package_minimums
short_description: The packages of a golden image, as minimum versions for others
version_added: 0.1.0
author: The GuestKit authors (@guestkit)
description:
  - Takes a report and returns what C(guestkit.guestkit.patch_levels) takes as C(minimum), for systems of the same
    distribution and major version.
options:
  _input:
    description: A report, as C(guestkit inspect --output json) and C(guestkit.guestkit.inspection_info) give it.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: What is older than in the golden image?
  ansible.builtin.debug:
    msg: "{{ found.inspections | guestkit.guestkit.patch_levels(golden | guestkit.guestkit.package_minimums) }}"
  vars:
    golden: "{{ lookup('ansible.builtin.file', 'golden.json') | from_json }}"
"""

RETURN = r"""
_value:
  description: Minimum versions, each with C(name), C(version) and C(distribution).
  type: list
  elements: dict
"""

import typing as t
from collections.abc import Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.guestkit.guestkit.plugins.plugin_utils import package_versions

NAME = 'package_minimums'


def package_minimums(value: t.Any) -> list[dict[str, str]]:
    """Return the packages of a report as minimum versions."""
    if not isinstance(value, Mapping) or 'operating_systems' not in value:
        raise AnsibleFilterError(f'{NAME}: takes a report, as guestkit inspect --output json prints it')
    if 'packages' not in value['facts']:
        raise AnsibleFilterError(f'{NAME}: the report tells no packages; read it with the fact packages')
    minimums: dict[tuple[str, str], dict[str, str]] = {}
    for system in value['operating_systems']:
        package_format = system['package_format']
        if package_format not in package_versions.FORMATS:
            continue
        major = system['major_version']
        distribution = system['distro'] if major is None else f"{system['distro']} {major}"
        for package in system['packages']:
            version = package_versions.text_of(package['epoch'], package['version'], package['release'])
            known = minimums.get((distribution, package['name']))
            if known is None or package_versions.compare(package_format, version, known['version']) > 0:
                minimums[distribution, package['name']] = {
                    'name': package['name'], 'version': version, 'distribution': distribution}
    return list(minimums.values())


class FilterModule:
    """The filter, for Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """Return it by its name."""
        return {NAME: package_minimums}
