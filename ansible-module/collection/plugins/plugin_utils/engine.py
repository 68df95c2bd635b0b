"""The GuestKit engine on the controller: found as the modules' launchers find it, asked over a pipe."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import typing as t

from ansible.errors import AnsibleError
from ansible_collections.guestkit.guestkit.plugins.plugin_utils.argument_specs import VERSION

PROGRAM = "guestkit-ansible"

FOLDERS = ("/opt/guestkit/current", "~/.local/share/guestkit/current")

# A line or two of a terminal: what a program says before it ends may be anything.
MAX_REASON = 300

# What ssh itself writes to the standard error of a task.
SSH_WORDS = ("debug1:", "debug2:", "debug3:", "OpenSSH_", "Shared connection to", "Warning: Permanently added")


def find_engine(engine: str | None = None) -> str:
    """Returns the path of the engine's program; engine is the one that an option names."""
    named = engine or os.environ.get("GUESTKIT_ANSIBLE")
    if named:
        path = os.path.expanduser(os.path.expandvars(named))
        if not is_program(path):
            source = "The option engine" if engine else "The variable GUESTKIT_ANSIBLE"
            raise AnsibleError(
                f"{source} names no program on the controller: {path}. It has to be the path of {PROGRAM}."
            )
        return path
    candidates = [shutil.which(PROGRAM)]
    candidates += [os.path.join(os.path.expanduser(folder), PROGRAM) for folder in FOLDERS]
    for path in candidates:
        if path and is_program(path):
            return path
    raise AnsibleError(
        "The GuestKit engine is not installed on the controller. Run the role guestkit.guestkit.engine on it,"
        f" or name its {PROGRAM} in the environment variable GUESTKIT_ANSIBLE."
    )


def is_program(path: str) -> bool:
    """Returns whether a path is that of a file which may be run."""
    return os.path.isfile(path) and os.access(path, os.X_OK)


def ask_engine(module: str, arguments: dict[str, t.Any], engine: str | None = None) -> dict[str, t.Any]:
    """Returns what the engine answers to the arguments of a module; arguments that are None are not given."""
    given = {name: value for name, value in arguments.items() if value is not None}
    program = find_engine(engine)
    try:
        process = subprocess.run(
            [program, module, VERSION, "-"],
            input=json.dumps(given).encode("ascii") + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(os.environ, LC_ALL="C.UTF-8"),
            check=False,
        )
    except OSError as problem:
        raise AnsibleError(f"{program} could not be started: {problem.strerror}.") from problem
    try:
        answer = json.loads(process.stdout)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        errors = process.stderr.decode(errors="replace")
        raise AnsibleError(without_answer("The GuestKit engine", process.returncode, errors))
    if answer.get("failed"):
        raise AnsibleError(one_line(str(answer.get("msg"))))
    return answer


def without_answer(program: str, status: int, errors: str) -> str:
    """Returns the sentence about a program that ended with this exit status before it had answered."""
    number = -status if status < 0 else status - 128
    if number == signal.SIGKILL:
        how = (
            "it was killed (SIGKILL), as the system does where memory is short;"
            " free memory on that host, or ask for fewer images or facts in a task"
        )
    elif 0 < number < signal.NSIG:
        how = f"it was ended by {signal_name(number)}"
    elif status == 0:
        how = "its answer was cut short; run the task again"
    else:
        how = f"exit status {status}"
    lines = [line for line in errors.splitlines() if not line.startswith(SSH_WORDS)]
    reason = one_line(" ".join(lines))
    if len(reason) > MAX_REASON:
        reason = reason[:MAX_REASON] + "..."
    return f"{program} ended without an answer: {how}" + (f" ({reason})." if reason else ".")


def signal_name(number: int) -> str:
    """Returns the name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def one_line(text: str) -> str:
    """Returns a text of another program as one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
