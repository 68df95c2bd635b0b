"""The action plugin of the module image_facts."""

from __future__ import annotations

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """Runs the module image_facts."""

    module = "image_facts"

    def _result(self, arguments, task_vars):
        result = super()._result(arguments, task_vars)
        result["_ansible_verbose_override"] = True  # all the facts of a host, as with setup, are not for -v
        return result
