"""Where the key of a service comes from: a variable of the environment, or the secrets of this person. Never from a settings file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lookhear.errors import EngineFailed, LookhearError
from lookhear.system.paths import paths_of_this_machine
from lookhear.system.secrets import secrets_of_this_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key, and where it was found, for sentences. Empty: the service is asked without one."""

    text: str = field(default="", repr=False)
    place: str = ""


def secret_address(name: str) -> str:
    """What a key of this name is kept under. The settings can only name keys of engines, none of this person's other secrets."""
    return f"engine:{name}"


def key_of(options: Mapping[str, object], *, secret_of: Callable[[str], str | None] | None = None) -> Key:
    """The key that the options name with ``key_env`` or ``key_secret``; none where they name nothing. Raises EngineFailed."""
    variable, name = _named(options, "key_env"), _named(options, "key_secret")
    if variable:
        place = f"the environment variable {variable}"
        text = os.environ.get(variable, "")
    elif name:
        place = f"the secret {name!r}"
        text = (secret_of or _kept)(secret_address(name)) or ""
    else:
        return Key()
    text = text.strip()
    if not text:
        raise EngineFailed(f"There is no key in {place}.", hint="Put it there, or take key_env and key_secret out of engines.toml.")
    if not text.isascii() or not text.isprintable():
        raise EngineFailed(f"What is in {place} is no key.", hint="A key has letters, digits and signs of ASCII only.")
    return Key(text=text, place=place)


def _named(options: Mapping[str, object], option: str) -> str:
    value = options.get(option)
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or not value.isprintable() or "=" in value:
        raise EngineFailed(f"The option {option} is no name.", hint="It names where the key is kept; it is not the key.")
    return value


def _kept(address: str) -> str | None:
    try:
        return secrets_of_this_machine(paths_of_this_machine().data).get(address)
    except LookhearError:
        return None
