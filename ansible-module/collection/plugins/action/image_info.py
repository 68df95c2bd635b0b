"""The action plugin of the module image_info."""

from __future__ import annotations

from ansible_collections.guestkit.guestkit.plugins.plugin_utils.action import ModuleAction


class ActionModule(ModuleAction):
    """Runs the module image_info."""

    module = "image_info"
