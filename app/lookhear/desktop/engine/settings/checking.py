"""What no single setting can say of itself: combinations that are given twice, addresses that are none, folders that lead nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from lookhear.desktop.engine.settings.leaves import leaves
from lookhear.errors import SettingsError

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import Settings

_MODIFIERS: Final = frozenset({"ctrl", "control", "shift", "alt", "meta", "super", "win", "cmd"})


def check(settings: Settings) -> None:
    """Every value for itself and all together. Raises SettingsError with a sentence for the first that makes no sense."""
    for each in leaves():
        each.taken(each.of(settings))
    _check_shortcuts(settings)
    for label, url in (("Address of the backend", settings.backend.url), ("Address that gives a session", settings.backend.mint_url)):
        _check_address(label, url)
    folder = settings.storage.folder
    if folder and not Path(folder).is_absolute():
        raise SettingsError("The folder for recordings needs a whole path, from the root on.", hint="Choose it with “Change…”.")


def same_combination(one: str, other: str) -> bool:
    """Whether two key combinations are the same, however they are written."""
    return _parts(one) == _parts(other)


def _check_shortcuts(settings: Settings) -> None:
    taken: list[tuple[str, str]] = []
    for each in leaves():
        combination = each.of(settings) if each.words.is_shortcut else ""
        if not combination:
            continue
        if not _parts(combination) - _MODIFIERS:
            raise SettingsError(
                f"“{combination}” has no key beside Ctrl, Shift, Alt and the like.", hint="Add a letter, a digit or an F key."
            )
        for earlier, label in taken:
            if same_combination(earlier, combination):
                raise SettingsError(f"{combination} is already used for “{label}”.", hint="Choose another combination.")
        taken.append((combination, each.words.label))


def _check_address(label: str, url: str) -> None:
    if not url:
        return
    hint = "An address looks like https://capture.example.org"
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise SettingsError(f"“{label}” is no address.", hint=hint) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port or url != url.strip():
        raise SettingsError(f"“{label}” is no address.", hint=hint)
    if parts.username is not None or parts.password is not None:
        raise SettingsError("A password does not belong into an address.", hint="Leave it out; the secret has a field of its own.")


def _parts(combination: str) -> frozenset[str]:
    plus = combination.endswith("++") or combination == "+"
    parts = {part.strip().casefold() for part in combination.split("+")} - {""}
    return frozenset(parts | ({"plus"} if plus else set()))
