"""The lookup of what is inside of images on the controller."""

from __future__ import annotations

import typing as t

from ansible.errors import AnsibleError, AnsibleLookupError
from ansible.plugins.lookup import LookupBase
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.engine import ask_engine

DOCUMENTATION = r"""
name: inspection
author:
  - The GuestKit authors (@guestkit)
short_description: What is inside of virtual machine disks on the controller
version_added: 0.1.0
description:
  - Returns what the module M(guestkit.guestkit.inspection_info) reports, of images that the controller itself can read.
  - One start of the engine reads all images of a lookup, side by side.
  - What comes out of an image is never templated.
options:
  _terms:
    description:
      - Paths of images, each a machine of its own, or patterns of them (C(*), C(?), C([..]), C(**)).
      - A relative path is looked for as other lookups look for files, in C(files) beside the role or the playbook and
        beside these themselves; a relative pattern begins where Ansible was started.
    type: list
    elements: str
    required: true
  profile:
    description: What to read. C(default) where neither this nor I(facts) is given.
    type: str
    choices:
      - minimal
      - default
      - full
  facts:
    description: Facts to read, by the names of the report's components; alone only these, besides those of I(profile).
    type: list
    elements: str
  fields:
    description: Return these fields of a report only, by dotted paths such as C(operating_systems.packages.name).
    type: list
    elements: str
  allow_dirs:
    description: Folders into which images may refer (backing file, data file), besides their own.
    type: list
    elements: str
  timeout:
    description: Seconds after which the report of an image holds what was found until then, 120 where not given.
    type: int
  cache:
    description: Answer from kept reports of images that have not changed since, and keep new ones; true by default.
    type: bool
  cache_dir:
    description: Folder of the kept reports, in place of the one in the user's cache folder.
    type: str
  engine:
    description:
      - Path of the program C(guestkit-ansible). Without it the environment variable C(GUESTKIT_ANSIBLE), C(PATH),
        C(/opt/guestkit/current) and C(~/.local/share/guestkit/current) are looked through in this order.
    type: str
notes:
  - An image that cannot be opened fails the lookup; with C(errors='warn') or C(errors='ignore') the lookup then
    returns nothing. M(guestkit.guestkit.inspection_info) with its argument I(paths)
    tells of each image on its own.
seealso:
  - module: guestkit.guestkit.inspection_info
"""

EXAMPLES = r"""
- name: Which system is in there?
  ansible.builtin.debug:
    msg: "{{ lookup('guestkit.guestkit.inspection', '/srv/images/web1.qcow2').operating_systems[0].product_name }}"

- name: Stop before an image without SSH server is deployed
  ansible.builtin.assert:
    that: "'openssh-server' in image.operating_systems[0].packages | map(attribute='name')"
  vars:
    image: "{{ lookup('guestkit.guestkit.inspection', 'web1.qcow2', facts=['packages']) }}"

- name: The names of many machines
  ansible.builtin.debug:
    msg: "{{ machines | map(attribute='operating_systems') | flatten | map(attribute='hostname') }}"
  vars:
    machines: "{{ query('guestkit.guestkit.inspection', '/srv/images/*.qcow2', profile='minimal') }}"
"""

RETURN = r"""
_raw:
  description:
    - The reports of the images in the order of the terms, those of a pattern in the order of their paths.
    - Their fields are those of I(inspection) in M(guestkit.guestkit.inspection_info).
  type: list
  elements: dict
"""

PATTERN_CHARACTERS = frozenset("*?[")

# Before 2.19 ansible-core takes it out itself; nothing that is returned here is a template.
CORE_OPTIONS = frozenset(["allow_unsafe"])

ARGUMENTS = ("profile", "facts", "fields", "allow_dirs", "timeout", "cache", "cache_dir")


class LookupModule(LookupBase):
    """Returns the reports of images."""

    def run(self, terms: list, variables: dict | None = None, **kwargs: t.Any) -> list:
        """Returns a report for each image that the terms name."""
        self.set_options(var_options=variables, direct=kwargs)
        unknown = sorted(set(kwargs) - set(self.get_options()) - CORE_OPTIONS)
        if unknown:
            raise AnsibleLookupError(f"The lookup guestkit.guestkit.inspection has no option {', '.join(unknown)}.")
        paths = [self._path(str(term), variables) for term in terms]
        if not paths:
            return []
        arguments = {name: self.get_option(name) for name in ARGUMENTS}
        try:
            answer = ask_engine("inspection_info", dict(arguments, paths=paths), self.get_option("engine"))
        except AnsibleError as problem:
            raise AnsibleLookupError(problem.message) from problem
        reports = []
        for item in answer["inspections"]:
            if "error" in item:
                raise AnsibleLookupError(item["error"]["message"])
            reports.append(item["inspection"])
        return wrap_var(reports)

    def _path(self, term: str, variables: dict | None) -> str:
        if not PATTERN_CHARACTERS.isdisjoint(term):
            return term
        return self.find_file_in_search_path(variables or {}, "files", term, ignore_missing=True) or term
