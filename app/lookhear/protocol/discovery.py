"""How programs of one person find the backend that serves their data folder: names of its files, and what they hold.

    <data>/backend/backend.lock   locked by the server for as long as it lives, however it ends; its presence means nothing
    <data>/backend/backend.json   0600, written when the server is ready and removed when it ends: a `Discovery`

`GET <url>/healthz` of a server answers 200 with an envelope (`lookhear.protocol.envelope`) around `"service": "lookhear"` and its
`"version"`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Final

FOLDER: Final = "backend"
LOCK_FILE: Final = "backend.lock"
DISCOVERY_FILE: Final = "backend.json"
SERVICE: Final = "lookhear"
HEALTH_PATH: Final = "/healthz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where a running backend is, and the key to it. ``started_ns`` is wall time since 1970."""

    url: str
    api_key: str = field(repr=False)
    pid: int
    started_ns: int
    version: str

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, text: str | bytes) -> Discovery:
        """Read the file's text; raises ValueError for anything else."""
        match json.loads(text):
            case {"url": str(url), "api_key": str(api_key), "pid": int(pid), "started_ns": int(started_ns), "version": str(version)}:
                return cls(url=url, api_key=api_key, pid=pid, started_ns=started_ns, version=version)
        raise ValueError("this is not what a backend says of itself")


def speaks_alike(ours: str, theirs: str) -> bool:
    """Whether two versions understand each other: before 1.0 those with the same minor number, later those with the same major one."""
    mine, other = _numbers(ours), _numbers(theirs)
    return mine == other if mine[0] == 0 else mine[0] == other[0]


def _numbers(version: str) -> tuple[int, int]:
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    return (int(major) if major.isdecimal() else -1, int(minor) if minor.isdecimal() else -1)
