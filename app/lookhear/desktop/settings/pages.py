"""Which page has what of its own beside the rows that were declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.settings.page import SettingsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lookhear.desktop.bridge import Bridge
    from lookhear.desktop.windows import Windows


def make_page(name: str, bridge: Bridge, windows: Windows, *, parent: QWidget | None = None) -> SettingsPage:
    """A page of `Settings` by its field's name, or `words.HEALTH` or `words.ABOUT`; in its place, which costs less than moving it there."""
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
    return SettingsPage(name, bridge, parent=parent) if maker is None else maker(bridge, windows, parent)


def _general(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.general import GeneralPage

    del windows
    return GeneralPage(bridge, parent)


def _shortcuts(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.shortcuts import ShortcutsPage

    del windows
    return ShortcutsPage(bridge, parent)


def _privacy(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.privacy_panel import PrivacyPause, PrivacyPromises

    above = [lambda within: PrivacyPause(bridge, windows, within)]
    return SettingsPage("privacy", bridge, above=above, below=[PrivacyPromises], parent=parent)


def _storage(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.storage_panel import StoragePanel

    del windows
    return SettingsPage("storage", bridge, above=[lambda within: StoragePanel(bridge, within)], parent=parent)


def _backend(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.backends.panel import BackendPanel

    del windows
    return SettingsPage("backend", bridge, above=[lambda within: BackendPanel(bridge, within)], parent=parent)


def _understanding(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.engines_panel import EnginesPanel

    return SettingsPage("understanding", bridge, below=[lambda within: EnginesPanel(bridge, windows, within)], parent=parent)


def _health(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.onboarding.permission_list import PermissionList
    from lookhear.desktop.settings.health_panel import HealthPanel

    above = [lambda within: PermissionList(bridge, windows, within), lambda within: HealthPanel(bridge, within)]
    return SettingsPage("health", bridge, above=above, parent=parent)


def _about(bridge: Bridge, windows: Windows, parent: QWidget | None) -> SettingsPage:
    from lookhear.desktop.settings.about_panel import AboutPanel

    del windows
    return SettingsPage("about", bridge, above=[lambda within: AboutPanel(bridge, within)], parent=parent)
