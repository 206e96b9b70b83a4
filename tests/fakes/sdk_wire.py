"""A backend at the other end of the SDK's wire: it answers what it was told to, and takes nothing that no SDK may send."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from lookhear import __version__
from lookhear.protocol.envelope import failure, success

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE_URL = "http://127.0.0.1:8420/v1"
KEY = "sk-key-of-the-developer"
MARK = f"lookhear-python/{__version__}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came: ``params`` of its query, ``body`` as JSON, None without one."""

    method: str
    path: str
    params: dict[str, str] = field(default_factory=dict)
    body: Any = None


class FakeWire:
    """Answers requests in the order they are ``expected``; anything else, and what is not asked for, fails the test.

    ``asked`` is what came. Use ``transport`` for both kinds of API, and `check` at the end.
    """

    def __init__(self, *, base_url: str = BASE_URL, credential: str = KEY) -> None:
        self.asked: list[Asked] = []
        self._base, self._credential = httpx.URL(base_url), credential
        self._script: list[tuple[str, str, httpx.Response | Exception]] = []
        self.transport = httpx.MockTransport(self._answer)

    def expect(self, method: str, path: str, answer: object = None, **how: Any) -> None:  # noqa: ANN401 - what `reply` takes
        """The next request. ``answer`` is the ``data`` of a good envelope, a whole response, or the exception that is met."""
        said = answer if isinstance(answer, httpx.Response | Exception) else reply(answer, **how)
        self._script.append((method, path, said))

    def check(self) -> None:
        """Everything that was expected has been asked for."""
        assert [(method, path) for method, path, _ in self._script] == []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == self._base.host, f"a request to {request.url.host}"
        assert request.headers.get_list("x-access-token") == [self._credential]
        assert request.headers.get_list("x-videodb-client") == [MARK]
        assert request.headers["content-type"] == "application/json"
        assert request.headers["accept-encoding"] == "identity"
        path = request.url.raw_path.decode().partition("?")[0].removeprefix(f"{self._base.path.rstrip('/')}/")
        assert "//" not in path
        assert not path.endswith("/")
        body = json.loads(request.content) if request.content else None
        assert (body is None) == (request.method in {"GET", "DELETE"})
        self.asked.append(Asked(request.method, path, dict(request.url.params), body))
        assert self._script, f"{request.method} {path} is asked, and nothing more is expected"
        method, wanted, answer = self._script.pop(0)
        assert (request.method, path) == (method, wanted)
        if isinstance(answer, Exception):
            raise answer
        return answer


def reply(data: object = None, *, http_status: int = 200, headers: Mapping[str, str] | None = None, **more: object) -> httpx.Response:
    """A good envelope; ``more`` are other keys of it."""
    envelope = success(data) if data is None or isinstance(data, dict | list) else {"success": True, "data": data}
    return httpx.Response(http_status, json=envelope | more, headers=headers)


def refusal(status: int, message: str = "", *, code: str = "REFUSED", headers: Mapping[str, str] | None = None) -> httpx.Response:
    """What a backend answers that does not do it."""
    return httpx.Response(status, json=failure(message, code), headers=headers)
