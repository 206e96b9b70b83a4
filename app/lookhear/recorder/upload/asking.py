"""Asks a backend questions that are no upload: what it has, or understood. One question, one object of an answer, or an error."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lookhear.protocol.addresses import origin_of
from lookhear.protocol.ingest import TOKEN_HEADER
from lookhear.recorder.upload.answers import data_of, error_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from lookhear.errors import UploadError
    from lookhear.recorder.upload.http import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the backend answers now, and a credential for it: its key, or the token that the recording was started with."""

    url: str
    credential: str = field(repr=False)


class AskedBackend:
    """One backend. Blocks; owns connections: use it as a context. Whatever fails raises UploadError."""

    def __init__(self, source: Source) -> None:
        from lookhear.recorder.upload.http import HttpClient  # what an answer tells of can be known without it

        self._source = source
        self._who = f"The backend at {origin_of(source.url)}"
        self._http = HttpClient(source.url, who=self._who)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. Harmless when called twice."""
        self._http.close()

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None = None, *, is_open: bool = False) -> dict[str, Any]:
        """The object of a successful answer. ``is_open``: the path is its own permission, the credential stays here."""
        answer = self._answer(method, path, body, is_open=is_open)
        if not answer.is_success:
            raise self._error_of(answer)
        return data_of(answer, who=self._who)

    def _answer(self, method: str, path: str, body: Mapping[str, object] | None = None, *, is_open: bool = False) -> Answer:
        """The answer, whatever it says."""
        headers = {} if is_open else {TOKEN_HEADER: self._source.credential}
        content = None
        if body is not None:
            headers["Content-Type"], content = "application/json", json.dumps(body).encode()
        return self._http.ask(method, self._source.url + path, headers=headers, content=content)

    def _error_of(self, answer: Answer) -> UploadError:
        return error_of(answer, who=self._who, secret=self._source.credential)
