# Generated from the Java sources; a test fails when this is stale.
# Apache License 2.0 (see LICENSE)
"""The arguments of the modules, as the engine checks them."""

from __future__ import annotations

VERSION = "0.1.0"

ARGUMENT_SPECS = {
    "inspection_info": {
        "argument_spec": {
            "path": {
                "type": "path",
            },
            "additional_disks": {
                "type": "list",
                "elements": "path",
            },
            "paths": {
                "type": "list",
                "elements": "path",
            },
            "fail_on_error": {
                "type": "bool",
                "default": False,
            },
            "profile": {
                "type": "str",
                "choices": ["minimal", "default", "full"],
            },
            "facts": {
                "type": "list",
                "elements": "str",
                "choices": [
                    "apparmor",
                    "applications",
                    "authorized_keys",
                    "bootloader",
                    "cloud_init",
                    "crypttab",
                    "disks",
                    "filesystems",
                    "fqdn",
                    "fstab",
                    "groups",
                    "init_system",
                    "install_date",
                    "kernels",
                    "keyboard",
                    "last_activity",
                    "last_package_change",
                    "locale",
                    "machine_id",
                    "mountpoints",
                    "network_interfaces",
                    "packages",
                    "partition_tables",
                    "resolver",
                    "scheduled_tasks",
                    "selinux",
                    "services",
                    "ssh_server",
                    "sudo_rules",
                    "timezone",
                    "users",
                    "vm_tools",
                    "volume_groups",
                    "volumes",
                ],
            },
            "fields": {
                "type": "list",
                "elements": "str",
            },
            "allow_dirs": {
                "type": "list",
                "elements": "path",
            },
            "timeout": {
                "type": "int",
                "default": 120,
            },
            "cache": {
                "type": "bool",
                "default": True,
            },
            "cache_dir": {
                "type": "path",
            },
        },
        "mutually_exclusive": [["path", "paths"], ["additional_disks", "paths"]],
        "required_one_of": [["path", "paths"]],
    },
    "image_info": {
        "argument_spec": {
            "path": {
                "type": "path",
            },
            "paths": {
                "type": "list",
                "elements": "path",
            },
            "fail_on_error": {
                "type": "bool",
                "default": False,
            },
            "allow_dirs": {
                "type": "list",
                "elements": "path",
            },
        },
        "mutually_exclusive": [["path", "paths"]],
        "required_one_of": [["path", "paths"]],
    },
    "file_info": {
        "argument_spec": {
            "path": {
                "type": "path",
                "required": True,
            },
            "additional_disks": {
                "type": "list",
                "elements": "path",
            },
            "files": {
                "type": "list",
                "elements": "str",
                "required": True,
            },
            "filesystem": {
                "type": "str",
            },
            "follow": {
                "type": "bool",
                "default": False,
            },
            "content": {
                "type": "bool",
                "default": False,
            },
            "max_size": {
                "type": "int",
                "default": 1048576,
            },
            "fail_on_error": {
                "type": "bool",
                "default": False,
            },
            "allow_dirs": {
                "type": "list",
                "elements": "path",
            },
        },
        "mutually_exclusive": [],
        "required_one_of": [],
    },
    "image_diff": {
        "argument_spec": {
            "before": {
                "type": "path",
                "required": True,
            },
            "after": {
                "type": "path",
                "required": True,
            },
            "before_disks": {
                "type": "list",
                "elements": "path",
            },
            "after_disks": {
                "type": "list",
                "elements": "path",
            },
            "profile": {
                "type": "str",
                "choices": ["minimal", "default", "full"],
            },
            "facts": {
                "type": "list",
                "elements": "str",
                "choices": [
                    "apparmor",
                    "applications",
                    "authorized_keys",
                    "bootloader",
                    "cloud_init",
                    "crypttab",
                    "disks",
                    "filesystems",
                    "fqdn",
                    "fstab",
                    "groups",
                    "init_system",
                    "install_date",
                    "kernels",
                    "keyboard",
                    "last_activity",
                    "last_package_change",
                    "locale",
                    "machine_id",
                    "mountpoints",
                    "network_interfaces",
                    "packages",
                    "partition_tables",
                    "resolver",
                    "scheduled_tasks",
                    "selinux",
                    "services",
                    "ssh_server",
                    "sudo_rules",
                    "timezone",
                    "users",
                    "vm_tools",
                    "volume_groups",
                    "volumes",
                ],
            },
            "allow_dirs": {
                "type": "list",
                "elements": "path",
            },
            "timeout": {
                "type": "int",
                "default": 120,
            },
            "cache": {
                "type": "bool",
                "default": True,
            },
            "cache_dir": {
                "type": "path",
            },
        },
        "mutually_exclusive": [],
        "required_one_of": [],
    },
    "image_facts": {
        "argument_spec": {
            "path": {
                "type": "path",
                "required": True,
            },
            "additional_disks": {
                "type": "list",
                "elements": "path",
            },
            "allow_dirs": {
                "type": "list",
                "elements": "path",
            },
            "timeout": {
                "type": "int",
                "default": 120,
            },
            "cache": {
                "type": "bool",
                "default": True,
            },
            "cache_dir": {
                "type": "path",
            },
        },
        "mutually_exclusive": [],
        "required_one_of": [],
    },
}
