"""The action plugin of the module inspection_info."""

from __future__ import annotations

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """Runs the module inspection_info."""

    module = "inspection_info"
