"""The action plugin of the module file_info."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """Runs the module file_info, and keeps the content of files from all that is shown and logged."""

    module = "file_info"

    def _result(self, arguments, task_vars):
        if not arguments["content"]:
            return super()._result(arguments, task_vars)
        if self._task.async_val:
            raise AnsibleActionFail(
                "Files are not read in the background, where Ansible shows their content; leave out content or async."
            )
        context = self._connection._play_context  # by which ssh decides whether -vvv shows what came
        hidden = context.no_log
        context.no_log = True
        try:
            result = super()._result(arguments, task_vars)
        finally:
            context.no_log = hidden
        if not result.get("failed"):  # a failure has no content, and has to be shown
            result.update(_ansible_verbose_override=True, _ansible_no_log=True)
            self._task.no_log = True  # by which ansible-core 2.14 decides whether a loop's results are shown
        return result
