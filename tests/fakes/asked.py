"""A backend in this process, as commands ask it: without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import argparse

    from lookhear.bootstrap import Machine
    from tests.fakes.serving import ServedBackend


class AskedBackend:
    """Stands for `lookhear.cli.backend_client.BackendClient`, and for its instances."""

    def __init__(self, backend: ServedBackend) -> None:
        self._backend = backend

    def of(self, _args: argparse.Namespace, _machine: Machine) -> Self:
        return self

    def ask(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - it is JSON
        return self._backend.data(method, path, json=body)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        """Nothing is open."""
