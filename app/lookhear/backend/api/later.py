"""Routers that are made when they are first asked: describing every route to the framework is half of what a backend takes to start."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.routing import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import Scope


class LaterRouter(APIRouter):
    """The routes that ``make`` gives, made when the first path comes that begins with one of ``heads``, the first words of their paths."""

    def __init__(self, heads: Iterable[str], make: Callable[[], APIRouter]) -> None:
        super().__init__()
        self._heads, self._make = frozenset(heads), make

    @cached_property
    def made(self) -> APIRouter:
        """The router itself."""
        router = self._make()
        self.include_router(router)
        return router

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of the routes is asked for."""
        if scope["path"].split("/", 2)[1] not in self._heads:
            return Match.NONE, {}
        _ = self.made
        return super().matches(scope)
