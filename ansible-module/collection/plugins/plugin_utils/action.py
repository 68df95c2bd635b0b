"""What the action plugins of all modules do: arguments are checked on the controller, the engine is installed."""

from __future__ import annotations

import contextlib
import re
import typing as t

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.argument_specs import ARGUMENT_SPECS
from ansible_collections.guestkit.guestkit.plugins.plugin_utils.engine import without_answer
from ansible_collections.guestkit.guestkit.plugins.plugin_utils.installation import Installation, NotInstalled

COLLECTION = "guestkit.guestkit."

# On a target ansible-core speaks of str, on the controller of its own kinds of it.
CORE_TYPE = re.compile(r"<class 'ansible\.[\w.]*\.(\w+)'>")

PLAIN_TYPES = {"AnsibleMapping": "dict", "AnsibleSequence": "list"}


class ModuleAction(ActionBase):
    """Runs the module of the collection that `module` names."""

    TRANSFERS_FILES = False

    module = ""

    def run(self, tmp=None, task_vars=None):
        """Returns the module's result."""
        self._supports_async = True
        self._supports_check_mode = True
        super().run(None, task_vars)
        try:
            arguments = self.validate_argument_spec(**ARGUMENT_SPECS[self.module])[1]
            return self._result(arguments, task_vars)
        except AnsibleActionFail as problem:
            message = problem.message.replace(self._load_name, COLLECTION + self.module)
            return {"failed": True, "changed": False, "msg": CORE_TYPE.sub(plain_type, message)}

    def _result(self, arguments: dict[str, t.Any], task_vars: dict[str, t.Any]) -> dict[str, t.Any]:
        """Returns the result; arguments are the validated ones, the module is given the original ones."""
        installation = Installation.wanted(self, task_vars)
        if not self._task.async_val:
            result = self._execute(self.module, dict(self._task.args), task_vars)
            if not lacks_engine(result):
                return result
            return self._install_and_retry(installation, result, task_vars)
        if installation and not self._task.check_mode:
            # The answer of a task in the background is not for this plugin; an empty task tells before.
            first = self._execute("inspection_info", {"paths": []}, task_vars)
            if lacks_engine(first):
                return self._install_and_retry(installation, first, task_vars)
        return self._execute_async(task_vars)

    def _install_and_retry(
        self, installation: Installation | None, result: dict[str, t.Any], task_vars: dict[str, t.Any]
    ) -> dict[str, t.Any]:
        if installation is None:
            hint = "Or set the variable guestkit_engine_archive for this host, then the task installs the engine."
            return with_hint(result, hint)
        if self._task.check_mode:
            return with_hint(result, f"Out of check mode the task would install {installation.archive} first.")
        try:
            program, new = installation.install()
        except NotInstalled as problem:
            self.cleanup(force=True)
            return with_hint(result, f"It could not be installed from {installation.archive}: {problem}")
        with self._environment(GUESTKIT_ANSIBLE=program):
            if self._task.async_val:
                retried = self._execute_async(task_vars)
            else:
                retried = self._execute(self.module, dict(self._task.args), task_vars)
        if new:
            retried.update(changed=True, engine_installed=True)
        elif "engine_version" in result:
            retried.setdefault("warnings", []).append(
                f"An engine of version {result['engine_version']} comes first on this host, so that each task starts"
                f" it in vain before it takes {program}. Replace it by the role guestkit.guestkit.engine."
            )
        return retried

    def _execute(self, module: str, arguments: dict[str, t.Any], task_vars: dict[str, t.Any]) -> dict[str, t.Any]:
        result = self._execute_module(COLLECTION + module, arguments, task_vars=task_vars)
        return answered("The GuestKit engine", result)

    def _execute_async(self, task_vars: dict[str, t.Any]) -> dict[str, t.Any]:
        result = self._execute_module(
            COLLECTION + self.module,
            dict(self._task.args),
            task_vars=task_vars,
            wrap_async=not self._connection.has_native_async,
        )
        return answered("What starts a task in the background", result)

    @contextlib.contextmanager
    def _environment(self, **variables: str) -> t.Iterator[None]:
        """Adds variables, which come from the target, to the task's environment."""
        self._task.environment.append(wrap_var(variables))
        try:
            yield
        finally:
            self._task.environment.pop()


def plain_type(core_type: re.Match[str]) -> str:
    """Returns how ansible-core names the type on a target."""
    return f"<class '{PLAIN_TYPES.get(core_type.group(1), 'str')}'>"


def lacks_engine(result: dict[str, t.Any]) -> bool:
    """Returns whether a module's result says that the target has no engine of the collection's version."""
    return bool(result.get("failed")) and ("engine_missing" in result or "engine_version" in result)


def with_hint(result: dict[str, t.Any], hint: str) -> dict[str, t.Any]:
    """Returns a failure with a further sentence."""
    failure = dict(result, msg=f"{result['msg']} {hint}")
    failure.pop("exception", None)  # by which ansible-core 2.19 would show the first sentence alone
    return failure


def answered(program: str, result: dict[str, t.Any]) -> dict[str, t.Any]:
    """Returns what a program answered, or a sentence where that is no result."""
    if result.get("_ansible_parsed", True):
        return result
    status = result.get("rc", 0)
    return {
        "failed": True,
        "changed": False,
        "msg": without_answer(program, status, result.get("module_stderr") or ""),
        "rc": status,
    }
