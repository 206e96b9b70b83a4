from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.backends.panel import BackendPanel
from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.onboarding.permission_list import PermissionList
from lookhear.desktop.settings.about_panel import AboutPanel
from lookhear.desktop.settings.health_panel import HealthPanel
from lookhear.desktop.settings.pages import make_page
from lookhear.desktop.settings.privacy_panel import PrivacyPause, PrivacyPromises
from lookhear.desktop.settings.storage_panel import StoragePanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.fakes.desktop import FakeBridge, FakeWindows

PARTS: dict[str, tuple[type[QWidget], ...]] = {
    "privacy": (PrivacyPause, PrivacyPromises),
    "storage": (StoragePanel,),
    "backend": (BackendPanel,),
    "health": (PermissionList, HealthPanel),
    "about": (AboutPanel,),
}


@pytest.mark.parametrize("name", [*(entry.name for entry in dataclasses.fields(Settings)), "health", "about"])
def test_every_page_is_made_with_what_is_its_own(qtbot: QtBot, bridge: FakeBridge, windows: FakeWindows, name: str) -> None:
    page = make_page(name, bridge, windows)  # type: ignore[arg-type]  # the fakes have their faces
    qtbot.addWidget(page)
    assert page.name == name
    for part in PARTS.get(name, ()):
        assert page.findChildren(part)
