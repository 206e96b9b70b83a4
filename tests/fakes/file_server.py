"""A server of files on this computer, as a store of models is: it names digests, redirects, goes on in the middle, and breaks off."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from tests.fakes.http_server import Answers, HttpServer

_RANGE = re.compile(r"bytes=(\d+)-$")


@dataclass(slots=True)
class Files:
    """What there is, by path. Somebody changes it while it is served."""

    content: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    breaks_after: dict[str, int] = field(default_factory=dict)
    digest_header: str = "X-Linked-Etag"
    asked: list[tuple[str, str]] = field(default_factory=list)


class FileServer(HttpServer):
    """Use it as a context manager."""

    def __init__(self) -> None:
        super().__init__(_Answering)
        self.files = Files()


class _Answering(Answers):
    server: FileServer

    def answer(self) -> None:
        files, path, wanted = self.server.files, self.path, self.headers.get("Range", "")
        files.asked.append((path, wanted))
        data = files.content.get(path)
        status = files.statuses.get(path, 200 if data is not None or path in files.redirects else 404)
        if status >= 400 or data is None:
            if path in files.redirects:
                self.send(302, Location=files.redirects[path])
            else:
                self.send(status)
            return
        begin = int(found[1]) if (found := _RANGE.match(wanted)) else 0
        self.send_response(416 if begin and begin >= len(data) else 206 if begin else 200)
        if files.digest_header:
            self.send_header(files.digest_header, f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("Content-Length", str(max(0, len(data) - begin)))
        self.end_headers()
        self.wfile.write(data[begin : files.breaks_after.get(path, len(data))])
