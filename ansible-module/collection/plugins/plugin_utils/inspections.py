"""What the filters take of reports: the items of inspection_info, and the systems in them."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence

from ansible.errors import AnsibleFilterError

Item = t.Mapping[str, t.Any]


def items(value: t.Any, filter_name: str) -> list[Item]:
    """Return the items that a filter is given: C(inspections) of a result, or a list of them."""
    if isinstance(value, Mapping):
        value = [value]
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise AnsibleFilterError(f'{filter_name}: takes the inspections that inspection_info returns, '
                                 f'not {type(value).__name__}')
    for item in value:
        if not isinstance(item, Mapping) or not ('inspection' in item or 'error' in item):
            raise AnsibleFilterError(f'{filter_name}: takes items with path and inspection, or path and error, '
                                     'as inspection_info returns them')
    return list(value)


def judged(value: t.Any, filter_name: str, judge: t.Callable[[Item], dict[str, t.Any]]) -> list[dict[str, t.Any]]:
    """Return what is said of each item that a filter is given."""
    try:
        return [judge(item) for item in items(value, filter_name)]
    except KeyError as e:
        raise AnsibleFilterError(f'{filter_name}: the reports have no field {e}; read them without fields') from e


def words(value: t.Any) -> list[str]:
    """Return a list of words, which may be given as one text with commas."""
    if value is None:
        return []
    if isinstance(value, str):
        return [word.strip() for word in value.split(',') if word.strip()]
    return [str(word) for word in value]


def unread(inspection: t.Mapping[str, t.Any], *facts: str) -> list[str]:
    """Return those of some facts that a report does not tell."""
    return [fact for fact in facts if fact not in inspection['facts']]


def problems(inspection: t.Mapping[str, t.Any], ignored: t.Collection[str] = ()) -> list[str]:
    """Return what could not be read, in sentences."""
    return [problem['message'] for problem in inspection['problems'] if problem['kind'] not in ignored]


def distributions(system: t.Mapping[str, t.Any]) -> set[str]:
    """Return the words for the distribution of a system: debian, debian 12, ubuntu 22.04."""
    release = system['os_release'] or {}
    major, minor = system['major_version'], system['minor_version']
    versions = [release.get('version_id'), major, None if minor is None else f'{major}.{minor}']
    names = {name for name in (system['distro'], release.get('id')) if name}
    named = {f'{name} {version}' for name in names for version in versions if version is not None}
    return {word.lower() for word in names | named}


def title(system: t.Mapping[str, t.Any]) -> str:
    """Return a system's name for people."""
    return system['product_name'] or system['distro']
