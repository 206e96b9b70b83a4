"""A server of files on this computer, as a store of models is: it names digests, redirects, goes on in the middle, and breaks off."""

from __future__ import annotations

import hashlib
import http.server
import re
import threading
from dataclasses import dataclass, field
from typing import Self

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


class FileServer:
    """Use it as a context manager."""

    def __init__(self) -> None:
        self.files = files = Files()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self, files)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="file-server")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def answer(request: http.server.BaseHTTPRequestHandler, files: Files) -> None:
    """One answer; the connection ends with it."""
    path, wanted = request.path, request.headers.get("Range", "")
    files.asked.append((path, wanted))
    data = files.content.get(path)
    if (status := files.statuses.get(path, 200 if data is not None or path in files.redirects else 404)) >= 400 or data is None:
        request.send_response(302 if path in files.redirects else status)
        if path in files.redirects:
            request.send_header("Location", files.redirects[path])
        request.send_header("Content-Length", "0")
        request.end_headers()
        return
    begin = int(found[1]) if (found := _RANGE.match(wanted)) else 0
    request.send_response(416 if begin and begin >= len(data) else 206 if begin else 200)
    if files.digest_header:
        request.send_header(files.digest_header, f'"{hashlib.sha256(data).hexdigest()}"')
    request.send_header("Content-Length", str(max(0, len(data) - begin)))
    request.end_headers()
    request.wfile.write(data[begin : files.breaks_after.get(path, len(data))])
