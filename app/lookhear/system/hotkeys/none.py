"""No hotkeys, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.hotkeys.kinds import Bound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lookhear.system.hotkeys.kinds import Combination, Trouble, Unavailable


class NoHotkeys:
    """`Hotkeys` of a session that has none."""

    def __init__(self, why: Unavailable) -> None:
        self._why = why

    @property
    def unavailable(self) -> Unavailable:
        """See `Hotkeys.unavailable`."""
        return self._why

    def start(self, pressed: Callable[[str], object]) -> None:
        """Nothing will be pressed."""

    def bind(self, wanted: Mapping[str, Combination], *, words: Mapping[str, str]) -> Bound:
        """Nothing is bound."""
        del wanted, words
        return Bound({}, {})

    def check(self, combination: Combination) -> Trouble | None:
        """Nobody knows."""
        del combination
        return None

    def close(self) -> None:
        """There is nothing to let go of."""
