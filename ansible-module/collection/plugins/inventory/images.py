"""The inventory whose hosts are the images of virtual machine disks on the controller."""

from __future__ import annotations

import os
import re
import typing as t

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.path import unfrackpath
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.engine import ask_engine, one_line
from ansible_collections.guestkit.guestkit.plugins.plugin_utils.host_names import host_names

try:
    from ansible.template import trust_as_template
except ImportError:  # before ansible-core 2.19 every text that is not marked as unsafe is a template

    def trust_as_template(value):
        """Returns a text that is a template."""
        return value


DOCUMENTATION = r"""
name: images
author:
  - The GuestKit authors (@guestkit)
short_description: Machines that are switched off, read from the images of their disks
version_added: 0.1.0
description:
  - Each image of a virtual machine's disk becomes a host, with the facts of the system that is in there under the
    names that M(ansible.builtin.setup) gives them, such as C(ansible_distribution).
  - Images are read by the GuestKit engine on the controller, without root or mounts, all by one start of it.
  - The configuration is a YAML file whose name ends in C(.guestkit.yml) or C(.guestkit.yaml).
  - A host is named by the file name of its image without its extension. Where that names two, their whole file names
    do, then their paths. Every character but letters, digits, C(.), C(-) and C(_) becomes C(_).
  - What comes out of an image, and its path, is never templated.
  - An image that cannot be read becomes a host of the group C(guestkit_unreadable), whose variable C(guestkit_error)
    says why; Ansible warns of it.
notes:
  - Every host has the variables C(guestkit_path), C(ansible_connection=local), C(ansible_python_interpreter), which is
    that of Ansible itself, and C(ansible_facts_modules), so that gathering facts reads the image as well. That
    needs to be told the image, by C(module_defaults) as in the examples.
  - Packages, services and accounts are left out of the hosts' variables for their size. They are there after
    M(guestkit.guestkit.image_facts) or C(gather_facts).
  - Tasks of such a host run on the controller. Only modules that read the image say something about the machine.
extends_documentation_fragment:
  - constructed
  - inventory_cache
options:
  plugin:
    description: Has to be C(guestkit.guestkit.images).
    required: true
    choices:
      - guestkit.guestkit.images
  paths:
    description:
      - Images, folders, which stand for the images directly in them, and patterns (C(*), C(?), C([..]), C(**)).
      - Relative ones begin at the folder of the configuration file.
    type: list
    elements: str
    required: true
  allow_dirs:
    description: Folders into which images may refer (backing file, data file), besides their own.
    type: list
    elements: str
    default: []
  timeout:
    description: Seconds after which the facts of an image are those found until then.
    type: int
    default: 120
  engine:
    description:
      - Path of the program C(guestkit-ansible). Without it the environment variable C(GUESTKIT_ANSIBLE), C(PATH),
        C(/opt/guestkit/current) and C(~/.local/share/guestkit/current) are looked through in this order.
    type: str
"""

EXAMPLES = r"""
# fleet.guestkit.yml: groups os_Debian, os_Ubuntu..., and old for what is no longer wanted
plugin: guestkit.guestkit.images
paths:
  - /srv/images
  - /srv/more/**/*.qcow2
keyed_groups:
  - key: ansible_distribution
    prefix: os
groups:
  old: ansible_distribution == 'Debian' and ansible_distribution_major_version is version('11', '<')
compose:
  system: ansible_distribution ~ ' ' ~ ansible_distribution_version

# Kept for an hour between runs
# plugin: guestkit.guestkit.images
# paths: [/srv/images]
# cache: true
# cache_plugin: ansible.builtin.jsonfile
# cache_connection: ~/.cache/guestkit-inventory
# cache_timeout: 3600

# A playbook over its hosts, whose facts are gathered from the images:
# - hosts: os_Debian
#   gather_subset: all
#   module_defaults:
#     guestkit.guestkit.image_facts:
#       path: "{{ guestkit_path }}"
#   tasks:
#     - ansible.builtin.debug:
#         msg: "{{ inventory_hostname }} has {{ ansible_facts.packages | length }} packages"
"""

UNREADABLE = "guestkit_unreadable"

# setup's own names begin so; those of package_facts, service_facts and getent, which are large, do not.
FACT = re.compile(r"ansible_[a-z0-9_]+")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Adds a host for each image."""

    NAME = "guestkit.guestkit.images"

    def verify_file(self, path: str) -> bool:
        """Returns whether the name of a file is one of this plugin's configurations."""
        return super().verify_file(path) and path.endswith((".guestkit.yml", ".guestkit.yaml"))

    def parse(self, inventory, loader, path, cache=True):
        """Adds the hosts that a configuration file asks for."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        self._populate(self._images(path, cache))

    def _images(self, path: str, use_cache: bool) -> list[dict[str, t.Any]]:
        """Returns what the engine said of each image, now or when it was kept."""
        folder = os.path.dirname(path)
        question = {
            "paths": [self._absolute(folder, name) for name in self.get_option("paths")],
            "allow_dirs": [self._absolute(folder, name) for name in self.get_option("allow_dirs") or []],
            "timeout": self.get_option("timeout"),
        }
        keeps = self.get_option("cache")
        key = self.get_cache_key(path)
        if keeps and use_cache:
            kept = self._cache.get(key)
            if kept and kept["question"] == question:
                return kept["images"]
        answer = ask_engine("image_inventory", question, self.get_option("engine"))
        told_with_host = {image["error"]["message"] for image in answer["images"] if "error" in image}
        for warning in answer.get("warnings") or []:
            if warning not in told_with_host:
                self.display.warning(one_line(warning))
        if keeps:
            self._cache[key] = {"question": question, "images": answer["images"]}
        return answer["images"]

    @staticmethod
    def _absolute(folder: str, name: t.Any) -> str:
        if not isinstance(name, str) or not name:
            raise AnsibleParserError(f"Each of paths and allow_dirs has to be a path, not {name!r}.")
        return unfrackpath(name, follow=False, basedir=folder)

    def _populate(self, images: list[dict[str, t.Any]]) -> None:
        names = host_names([image["path"] for image in images])
        for image in images:
            self._add(names[image["path"]], image)

    def _add(self, host: str, image: dict[str, t.Any]) -> None:
        self.inventory.add_host(host)
        facts = image.get("ansible_facts") or {}
        variables = {name: value for name, value in facts.items() if FACT.fullmatch(name)}
        variables["guestkit_path"] = image["path"]
        if "error" in image:
            variables["guestkit_error"] = image["error"]["message"]
            self.inventory.add_child(self.inventory.add_group(UNREADABLE), host)
            self.display.warning(f"{one_line(image['error']['message'])} (host {host} of {UNREADABLE})")
        for name, value in variables.items():
            self.inventory.set_variable(host, name, wrap_var(value))
        self.inventory.set_variable(host, "ansible_connection", "local")
        self.inventory.set_variable(host, "ansible_facts_modules", ["guestkit.guestkit.image_facts"])
        interpreter = trust_as_template("{{ ansible_playbook_python }}")
        self.inventory.set_variable(host, "ansible_python_interpreter", interpreter)
        self._construct(host)

    def _construct(self, host: str) -> None:
        strict = self.get_option("strict")
        variables = self.inventory.get_host(host).get_vars()
        self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), {}, host, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), {}, host, strict=strict)
