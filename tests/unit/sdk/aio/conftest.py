"""A wire and an API over it, for what is asked through the SDK."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.sdk.aio.api import AsyncApi
from lookhear.sdk.transport.retries import Patience
from tests.fakes.sdk_wire import BASE_URL, KEY, FakeWire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

Found = Any  # whatever the work gives
QUICK = Patience(first_pause_s=0.0, first_poll_s=0.0, poll_s=0.0)


class Backend:
    """What a backend is asked and answers; `run` has something asked of it."""

    def __init__(self) -> None:
        self.wire = FakeWire()

    def run(self, work: Callable[[AsyncApi], Awaitable[Found]]) -> Found:
        """What the work gives, over the wire."""

        async def done() -> Found:
            async with AsyncApi(BASE_URL, KEY, patience=QUICK, transport=self.wire.transport) as api:
                return await work(api)

        return asyncio.run(done())

    def expect(self, method: str, path: str, answer: object = None, **how: Any) -> None:  # noqa: ANN401 - what `reply` takes
        """The next request, and its answer."""
        self.wire.expect(method, path, answer, **how)

    @property
    def said(self) -> Found:
        """The body of the last request."""
        return self.wire.asked[-1].body

    @property
    def params(self) -> dict[str, str]:
        """The parameters of the last request."""
        return self.wire.asked[-1].params


@pytest.fixture
def backend() -> Iterator[Backend]:
    """It is asked for everything that is expected, and for nothing else."""
    made = Backend()
    yield made
    made.wire.check()
