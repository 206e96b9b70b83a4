"""Which page has what of its own beside the rows that were declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.settings.page import SettingsPage

if TYPE_CHECKING:
    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


def make_page(name: str, bridge: Bridge, windows: Windows) -> SettingsPage:
    """A page of `Settings` by its field's name, or `words.HEALTH` or `words.ABOUT`."""
    makers = {
        "general": _general,
        "shortcuts": _shortcuts,
        "privacy": _privacy,
        "storage": _storage,
        "backend": _backend,
        "understanding": _understanding,
        "health": _health,
        "about": _about,
    }
    maker = makers.get(name)
    return SettingsPage(name, bridge) if maker is None else maker(bridge, windows)


def _general(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.general import GeneralPage

    del windows
    return GeneralPage(bridge)


def _shortcuts(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.shortcuts import ShortcutsPage

    del windows
    return ShortcutsPage(bridge)


def _privacy(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.privacy_panel import PrivacyPause, PrivacyPromises

    return SettingsPage("privacy", bridge, above=[PrivacyPause(bridge, windows)], below=[PrivacyPromises()])


def _storage(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.storage_panel import StoragePanel

    del windows
    return SettingsPage("storage", bridge, above=[StoragePanel(bridge)])


def _backend(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.backends.panel import BackendPanel

    del windows
    return SettingsPage("backend", bridge, above=[BackendPanel(bridge)])


def _understanding(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.engines_panel import EnginesPanel

    return SettingsPage("understanding", bridge, below=[EnginesPanel(bridge, windows)])


def _health(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.onboarding.permission_list import PermissionList
    from lookhear.desktop.settings.health_panel import HealthPanel

    return SettingsPage("health", bridge, above=[PermissionList(bridge, windows), HealthPanel(bridge)])


def _about(bridge: Bridge, windows: Windows) -> SettingsPage:
    from lookhear.desktop.settings.about_panel import AboutPanel

    del windows
    return SettingsPage("about", bridge, above=[AboutPanel(bridge)])
