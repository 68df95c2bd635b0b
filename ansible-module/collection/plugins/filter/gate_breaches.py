"""The filter gate_breaches."""

from __future__ import annotations

DOCUMENTATION = r"""
name: gate_breaches
short_description: Which rules inspected machines break
version_added: 0.1.0
author: The GuestKit authors (@guestkit)
description:
  - Judges reports of machines by rules, and says in sentences what breaks them. What cannot be judged, for the image or
    a fact that a rule needs was not read, is a breach too.
positional: rules
options:
  _input:
    description:
      - What C(guestkit.guestkit.inspection_info) returns as C(inspections), with the facts C(disks), C(filesystems),
        C(packages), C(services), C(ssh_server) and C(users).
    type: list
    elements: dict
    required: true
  rules:
    description: The rules. One that is left out, empty or false is none.
    type: dict
    required: true
    suboptions:
      distributions:
        description: Distributions that are allowed, such as C(debian) or C(rocky 9); all where it is empty.
        type: list
        elements: str
      forbidden_packages:
        description: Packages that may not be installed; C(*), C(?) and C([...]) stand for what a shell takes them for.
        type: list
        elements: str
      required_packages:
        description: Packages that have to be installed.
        type: list
        elements: str
      forbidden_services:
        description: Services that may not be enabled, with the suffix of their unit; patterns as of packages.
        type: list
        elements: str
      no_root_password_over_ssh:
        description: The SSH server may not let root in by a password. Match blocks are not judged.
        type: bool
      no_empty_passwords:
        description: No user may have an empty password.
        type: bool
      clean:
        description:
          - Images have to be closed and filesystems unmounted cleanly, as they are not while a machine runs.
        type: bool
      complete:
        description: Nothing may be a problem of the report, but for the kinds of I(ignored_problems).
        type: bool
      ignored_problems:
        description: Kinds of problems that are let pass, such as C(unsupported).
        type: list
        elements: str
"""

EXAMPLES = r"""
- name: Which images may not be deployed?
  ansible.builtin.debug:
    msg: "{{ found.inspections | guestkit.guestkit.gate_breaches(rules) | selectattr('breaches') }}"
  vars:
    rules:
      distributions: [debian 12]
      forbidden_packages: [telnetd]
      no_root_password_over_ssh: true
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
    breaches:
      description: What breaks the rules, in sentences that begin with the path.
      type: list
      elements: str
"""

import typing as t
from collections.abc import Mapping
from fnmatch import fnmatchcase

from ansible.errors import AnsibleFilterError
from ansible_collections.guestkit.guestkit.plugins.plugin_utils import inspections

NAME = 'gate_breaches'

RULES = ('distributions', 'forbidden_packages', 'required_packages', 'forbidden_services', 'no_root_password_over_ssh',
         'no_empty_passwords', 'clean', 'complete', 'ignored_problems')

FACTS = {'forbidden_packages': 'packages', 'required_packages': 'packages', 'forbidden_services': 'services',
         'no_root_password_over_ssh': 'ssh_server', 'no_empty_passwords': 'users', 'clean': 'filesystems'}

System = t.Mapping[str, t.Any]


def gate_breaches(value: t.Any, rules: t.Any) -> list[dict[str, t.Any]]:
    """Return what of inspected machines breaks rules."""
    if not isinstance(rules, Mapping):
        raise AnsibleFilterError(f'{NAME}: takes rules by their names, not {type(rules).__name__}')
    unknown = sorted(str(name) for name in rules if name not in RULES)
    if unknown:
        raise AnsibleFilterError(f"{NAME}: no such rule: {', '.join(unknown)}; there are {', '.join(RULES)}")
    return inspections.judged(value, NAME, lambda item: {
        'path': item['path'], 'breaches': [f"{item['path']}: {breach}" for breach in _item(item, rules)]})


def _item(item: inspections.Item, rules: t.Mapping[str, t.Any]) -> list[str]:
    if 'error' in item:
        return ['cannot be read: ' + item['error']['message'].removeprefix(f"{item['path']}: ")]
    report = item['inspection']
    breaches = []
    if rules.get('clean'):
        breaches += _unclean(report)
    if rules.get('complete'):
        problems = inspections.problems(report, inspections.words(rules.get('ignored_problems')))
        breaches += [f'is not read wholly: {problem}' for problem in problems]
    facts = sorted({fact for rule, fact in FACTS.items() if rules.get(rule)})
    breaches += [f'{fact} were not read, so rules about them cannot be judged'
                 for fact in inspections.unread(report, *facts)]
    if not report['operating_systems']:
        breaches.append('holds no operating system that is known')
    for system in report['operating_systems']:
        breaches += [*_distribution(system, rules), *_packages(system, rules), *_services(system, rules),
                     *_ssh(system, rules), *_users(system, rules)]
    return breaches


def _unclean(report: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    for disk in report['disks']:
        if disk['image']['corrupt']:
            yield f"{disk['device']}: the image is marked as corrupt"
        if disk['image']['dirty']:
            yield f"{disk['device']}: the image was not closed; it is in use, or its user was killed"
    for filesystem in report['filesystems']:
        if filesystem['clean'] is False:
            yield (f"{filesystem['device']}: its {filesystem['type']} was not unmounted; the machine runs, "
                   'or was not shut down')


def _distribution(system: System, rules: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    allowed = {word.lower() for word in inspections.words(rules.get('distributions'))}
    if allowed and not allowed & inspections.distributions(system):
        yield f"is {inspections.title(system)}; allowed is {', '.join(sorted(allowed))}"


def _packages(system: System, rules: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    names = sorted({package['name'] for package in system['packages']})
    patterns = inspections.words(rules.get('forbidden_packages'))
    for name in names:
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            yield f'package {name} is installed'
    for name in inspections.words(rules.get('required_packages')):
        if name not in names:
            yield f'package {name} is not installed'


def _services(system: System, rules: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    patterns = inspections.words(rules.get('forbidden_services'))
    for service in system['services']:
        if service['state'] == 'enabled' and any(fnmatchcase(service['name'], pattern) for pattern in patterns):
            yield f"service {service['name']} is enabled"


def _ssh(system: System, rules: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    if not rules.get('no_root_password_over_ssh') or system['ssh_server'] is None:
        return
    settings = {setting['name']: setting['value'] for setting in system['ssh_server']['settings']}
    keyboard = settings.get('kbdinteractiveauthentication') == settings.get('usepam') == 'yes'
    passwords = settings.get('passwordauthentication') == 'yes'
    methods = settings.get('authenticationmethods', 'any')
    asked = methods == 'any' or 'password' in methods or 'keyboard-interactive' in methods
    if settings.get('permitrootlogin') == 'yes' and (keyboard or passwords) and asked:
        yield 'sshd lets root in by a password (PermitRootLogin yes)'


def _users(system: System, rules: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    if rules.get('no_empty_passwords'):
        for user in system['users']:
            if user['password'] == 'empty':
                yield f"user {user['name']} has an empty password"


class FilterModule:
    """The filter, for Ansible."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """Return it by its name."""
        return {NAME: gate_breaches}
