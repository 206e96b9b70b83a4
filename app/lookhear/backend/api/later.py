"""Routes that are made when they are first asked: describing every one to the framework is most of what a backend takes to start."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match, compile_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fastapi import APIRouter
    from starlette.types import Receive, Scope, Send

_CHOSEN: Final = "lookhear.route"


class LateRoute(APIRoute):
    """A route that knows its path and methods, and the rest when it is asked for anything else: the first request for it, say.

    What a function takes, with a checker for each of its parameters, costs a thousand times what a path does.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:  # noqa: ANN401 - whatever the framework takes
        self._settings = settings
        self.path, self.endpoint = path, endpoint
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self.methods = {method.upper() for method in settings.get("methods") or ("GET",)}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the framework keeps in it
        """What is not there is there once the route is described; `__init__` of the framework sets all of it."""
        if name.startswith("__") or "_settings" not in self.__dict__:
            raise AttributeError(name, name=name, obj=self)
        super().__init__(self.path, self.endpoint, **self.__dict__.pop("_settings"))
        return getattr(self, name)


class LaterRouter(BaseRoute):
    """The routes that ``make`` gives, made when the first path comes that begins with one of ``heads``, the first words of their paths.

    They are asked as they are. Including their router in the application would describe each of them a second time.
    """

    def __init__(self, heads: Iterable[str], make: Callable[[], APIRouter]) -> None:
        self._heads, self._make = frozenset(heads), make

    @functools.cached_property
    def made(self) -> APIRouter:
        """The router itself."""
        return self._make()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of the routes is asked for; the first one that takes the method too, else the first of the path."""
        partial: tuple[Match, Scope] = Match.NONE, {}
        if scope["path"].split("/", 2)[1] not in self._heads:
            return partial
        for route in self.made.routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                return match, {**found, _CHOSEN: route}
            if match is Match.PARTIAL and partial[0] is Match.NONE:
                partial = match, {**found, _CHOSEN: route}
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that was chosen answer."""
        await scope[_CHOSEN].handle(scope, receive, send)
