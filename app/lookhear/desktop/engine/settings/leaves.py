"""Every setting as one value of a list: what page, file, manual and checks are made of."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, get_type_hints

from lookhear.desktop.engine.settings.declared import Declared, Settings, declared
from lookhear.errors import SettingsError

_MOST_CHARACTERS: Final = 4096  # longer than any path or address


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One setting: the field of `Settings` that is its page, its own name, and what was declared of it."""

    page: str
    name: str
    kind: type
    default: Any
    words: Declared

    @property
    def key(self) -> str:
        """``page.name``, as people write it."""
        return f"{self.page}.{self.name}"

    @property
    def choices(self) -> tuple[Any, ...] | None:
        """The values it may have, where they can be told one by one."""
        return tuple(self.kind) if issubclass(self.kind, StrEnum) else self.words.choices

    def of(self, settings: Settings) -> Any:  # noqa: ANN401 - whatever the setting is
        """Its value in these settings."""
        return getattr(getattr(settings, self.page), self.name)

    def put(self, settings: Settings, value: object) -> Settings:
        """The settings with this value in its place. Raises SettingsError."""
        page = dataclasses.replace(getattr(settings, self.page), **{self.name: self.taken(value)})
        return dataclasses.replace(settings, **{self.page: page})

    def taken(self, raw: object) -> Any:  # noqa: ANN401 - whatever the setting is
        """A value of a file or of a page, as the program has it. Raises SettingsError with a sentence."""
        if self.kind is bool:
            return self._if(isinstance(raw, bool), raw, "is on or off: true or false")
        if self.kind is int:
            return self._number(raw)
        text = self._if(isinstance(raw, str), raw, "is a text")
        if issubclass(self.kind, StrEnum):
            choices = [str(value) for value in self.kind]
            return self.kind(self._if(text in choices, text, f"is one of {', '.join(choices)}"))
        self._if("\n" not in text and "\0" not in text, text, "is one line")
        self._if(len(text) <= _MOST_CHARACTERS, text, f"has at most {_MOST_CHARACTERS} characters")
        return self._if(self.words.choices is None or text in self.words.choices, text, f"is one of {self.words.choices}")

    def _number(self, raw: object) -> int:
        is_number = isinstance(raw, int) and not isinstance(raw, bool)
        number = int(self._if(is_number, raw, "is a whole number"))
        low, high, choices = self.words.low, self.words.high, self.words.choices
        self._if(choices is None or number in choices, raw, f"is one of {', '.join(map(str, choices or ()))}")
        is_within = (low is None or number >= low) and (high is None or number <= high)
        return int(self._if(is_within, number, f"is a number from {low} to {high}"))

    def _if(self, is_good: bool, value: Any, rule: str) -> Any:  # noqa: FBT001, ANN401 - what was found about a value
        if not is_good:
            raise SettingsError(f"“{self.words.label}” ({self.key}) {rule}.")
        return value


@functools.cache
def leaves() -> tuple[Leaf, ...]:
    """All settings, page by page, in the order in which they were declared."""
    pages = get_type_hints(Settings)
    return tuple(
        Leaf(page=page, name=entry.name, kind=get_type_hints(owner)[entry.name], default=entry.default, words=declared(owner, entry.name))
        for page, owner in pages.items()
        for entry in dataclasses.fields(owner)
    )


def leaf(page: str, name: str) -> Leaf:
    """One of them. Raises SettingsError for one that was not declared."""
    for each in leaves():
        if (each.page, each.name) == (page, name):
            return each
    raise SettingsError(f"There is no setting {page}.{name}.")
