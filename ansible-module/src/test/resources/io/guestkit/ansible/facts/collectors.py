"""What the fact collectors of Ansible itself say in a chroot of each folder: {folder: facts} as JSON.

Run as root, with the folders as lines of standard input. The argument is "release" for folders with nothing but
release files, "machine" for whole systems whose filesystems are mounted and whose name is that of the host.
"""
import json
import os
import subprocess
import sys

from ansible.module_utils import distro
from ansible.module_utils.common.process import get_bin_path
from ansible.module_utils.facts.hardware.linux import LinuxHardware
from ansible.module_utils.facts.system.distribution import Distribution
from ansible.module_utils.facts.system.dns import DnsFactCollector
from ansible.module_utils.facts.system.pkg_mgr import PkgMgrFactCollector
from ansible.module_utils.facts.system.platform import PlatformFactCollector
from ansible.module_utils.facts.system.service_mgr import ServiceMgrFactCollector


class Module:
    """The little of AnsibleModule that these collectors use."""

    def __init__(self):
        self.run_command_environ_update = {}

    def debug(self, message):
        pass

    def warn(self, message):
        raise RuntimeError(message)

    def get_bin_path(self, program, **options):
        try:
            return get_bin_path(program)
        except ValueError:
            return None

    def run_command(self, command, **options):
        done = subprocess.run(command, shell=isinstance(command, str), capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr


def release_facts():
    cached = sys.modules[distro.id.__module__]
    cached._distro = cached.LinuxDistribution()
    return Distribution(Module()).get_distribution_facts()


def machine_facts():
    facts = release_facts()
    collected = {"ansible_" + name: value for name, value in facts.items()}
    facts.update(PkgMgrFactCollector().collect(Module(), collected))
    facts.update(PlatformFactCollector().collect(Module(), collected))
    facts.update(DnsFactCollector().collect())
    facts.update(LinuxHardware(Module()).get_mount_facts())
    if ServiceMgrFactCollector.is_systemd_managed_offline(Module()):
        facts["service_mgr"] = "systemd"
    return facts


def main():
    collect = machine_facts if sys.argv[1] == "machine" else release_facts
    collect()  # loads what is loaded late: in the chroot there is no Python
    answers = {}
    for folder in sys.stdin.read().splitlines():
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.chroot(folder)
            os.chdir("/")
            with os.fdopen(writer, "w") as out:
                json.dump(collect(), out)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as answer:
            answers[folder] = json.load(answer)
        os.wait()
    json.dump(answers, sys.stdout)


main()
