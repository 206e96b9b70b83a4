"""A bridge whose answers come when a test lets them: what a window shows while it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.desktop import FakeBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from lookhear.errors import LookhearError


class HeldBridge(FakeBridge):
    """Answers at once until `hold`, and then with `release`."""

    def __init__(self) -> None:
        super().__init__()
        self._is_holding = False
        self._held: list[tuple[Coroutine[Any, Any, Any], Callable[[Any], object] | None, Callable[[LookhearError], object] | None]] = []

    def hold(self) -> None:
        """Keep every call from now on waiting."""
        self._is_holding = True

    def release(self) -> None:
        """Answer what waits, and what comes."""
        self._is_holding = False
        held, self._held = self._held, []
        for work, done, failed in held:
            super().call(work, done=done, failed=failed)

    def call(
        self,
        work: Coroutine[Any, Any, Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[LookhearError], object] | None = None,
    ) -> None:
        if self._is_holding:
            self._held.append((work, done, failed))
        else:
            super().call(work, done=done, failed=failed)
