"""The installation of the engine on a target, for the user that a task runs as."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import shlex
import shutil
import tempfile
import typing as t

from ansible import constants as C
from ansible.module_utils.urls import open_url

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.engine import one_line

# Folders are named by as much of the archive's SHA-256 as the role engine takes.
RELEASE_DIGITS = 16

CHUNK = 1 << 20

# Of the connection and of each read; the archive itself may take longer.
DOWNLOAD_TIMEOUT_SECONDS = 30

# Arguments: the archive (empty: only look), the release. Answers in one line, of which the last word is a
# path or a sentence. What is unpacked gets its name in one step, so that two tasks at once do not disturb
# each other, and a folder of that name is whole.
SCRIPT = r"""
answer() { printf 'guestkit-engine %s %s\n' "$1" "$2"; exit 0; }
archive=$1 release=$2
if [ -n "${GUESTKIT_ANSIBLE:-}" ]; then
  answer failed "the variable GUESTKIT_ANSIBLE of the task names another engine; leave it out."
fi
if [ ! -d "${HOME:-}" ]; then
  answer failed "$(id -un) has no home folder on this host; run the role guestkit.guestkit.engine instead."
fi
base=$HOME/.local/share/guestkit
folder=$base/$release
make_current() {
  [ "$(readlink "$base/current")" != "$release" ] || return 0
  link=$(mktemp -u "$base/.current.XXXXXX") && ln -s "$release" "$link" && mv -T "$link" "$base/current" ||
    answer failed "$base/current cannot be made to point to it."
}
if [ -e "$folder/.installed" ]; then
  make_current
  answer present "$folder/guestkit-ansible"
fi
[ -n "$archive" ] || answer absent ''
mkdir -p "$base" || answer failed "the folder $base cannot be made."
new=$(mktemp -d "$base/.new.XXXXXX") || answer failed "the folder $base cannot be written."
trap 'rm -rf "$new"' EXIT
said=$(tar -xzf "$archive" -C "$new" --strip-components=1 --no-same-owner 2>&1) ||
  answer failed "tar cannot unpack it in $base: $said"
said=$("$new/guestkit-ansible" --version 2>&1) || answer failed "the engine does not run on this host: $said"
chmod 755 "$new" && : > "$new/.installed" || answer failed "the folder $base cannot be written."
mv -T "$new" "$folder" 2> /dev/null || [ -e "$folder/.installed" ] ||
  answer failed "the folder $folder is not whole; remove it."
make_current
answer new "$folder/guestkit-ansible"
"""


class NotInstalled(Exception):
    """The reason why the engine was not installed, as a sentence."""


@dataclasses.dataclass(frozen=True)
class Installation:
    """The archive that the variables of a host name, and the running action plugin to bring it there."""

    action: t.Any
    archive: str
    checksum: str

    @classmethod
    def wanted(cls, action: t.Any, task_vars: dict[str, t.Any]) -> Installation | None:
        """Returns what is to be installed where the engine is missing, or None."""
        host = action._task.delegate_to
        variables = task_vars["ansible_delegated_vars"][host] if host else task_vars
        archive, checksum = (
            str(action._templar.template(variables.get("guestkit_engine_" + name) or ""))
            for name in ("archive", "checksum")
        )
        return cls(action, archive, checksum.lower()) if archive else None

    def install(self) -> tuple[str, bool]:
        """Returns the path of the engine's program on the target, and whether it was installed just now."""
        with contextlib.ExitStack() as stack:
            path = self._on_controller(stack)
            release = self._release(path)
            state, program = self._run_script("", release)
            if state == "absent":
                state, program = self._run_script(self._upload(path), release)
            return program, state == "new"

    def _on_controller(self, stack: contextlib.ExitStack) -> str:
        """Returns the path of the archive on the controller."""
        if "://" not in self.archive:
            return os.path.realpath(os.path.expanduser(self.archive))
        if not self.archive.startswith("https://"):
            raise NotInstalled("only https URLs are taken.")
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=C.DEFAULT_LOCAL_TMP))
        path = os.path.join(folder, "guestkit.tar.gz")
        try:
            with open_url(self.archive, timeout=DOWNLOAD_TIMEOUT_SECONDS) as source, open(path, "wb") as target:
                shutil.copyfileobj(source, target, CHUNK)
        except OSError as problem:
            raise NotInstalled(f"{one_line(str(problem))}.") from problem
        return path

    def _release(self, path: str) -> str:
        """Returns the name of the archive's release after its checksum was checked."""
        digest = hashlib.sha256()
        try:
            with open(path, "rb") as archive:
                while chunk := archive.read(CHUNK):
                    digest.update(chunk)
        except OSError as problem:
            raise NotInstalled(f"{problem.strerror} on the controller.") from problem
        checksum = digest.hexdigest()
        if self.checksum and self.checksum != checksum:
            raise NotInstalled(f"its SHA-256 is {checksum}, not {self.checksum}.")
        return checksum[:RELEASE_DIGITS]

    def _upload(self, path: str) -> str:
        """Returns the path of the archive in the task's temporary folder on the target."""
        action = self.action
        shell = action._connection._shell
        if shell.tmpdir is None:
            action._make_tmp_path()
        remote = shell.join_path(shell.tmpdir, "guestkit.tar.gz")
        action._transfer_file(path, remote)
        action._fixup_perms2((shell.tmpdir, remote))
        return remote

    def _run_script(self, remote: str, release: str) -> tuple[str, str]:
        """Runs the script as the task's user with its environment; returns the state and the program's path."""
        words = ["/bin/sh", "-c", SCRIPT, "guestkit", remote, release]
        command = " ".join(shlex.quote(word) for word in words)
        environment = self.action._compute_environment_string()
        result = self.action._low_level_execute_command(f"{environment} {command}".strip())
        said = result["stdout"].partition("guestkit-engine ")[2]
        state, _space, text = said.partition(" ")
        if state in ("new", "present", "absent"):
            return state, text.splitlines()[0]
        raise NotInstalled(one_line(text or result["stderr"] or f"exit status {result['rc']}."))
