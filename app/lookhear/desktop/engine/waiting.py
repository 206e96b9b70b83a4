"""A service that has not come yet: whoever asks it for anything is told so in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.desktop.engine.settings.declared import Settings
from lookhear.desktop.engine.view import AppView
from lookhear.errors import NotNow

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class Waiting:
    """Every method raises NotNow."""

    now = Settings()
    view = AppView()

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        if name in {"begin", "end"}:
            raise AttributeError(name)

        async def refuse(*_args: object, **_kwargs: object) -> None:
            raise NotNow("That is not there yet.")

        return refuse
