"""Which engine is meant, and what can be asked of one: known to both ends of the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Op(StrEnum):
    """What an engine is asked."""

    LISTEN = "listen"
    HEAR = "hear"
    FINISH = "finish"
    DESCRIBE = "describe"
    DIGEST = "digest"
    ANSWER = "answer"
    JUDGE = "judge"
    ENCODE = "encode"


class Said(StrEnum):
    """What a message is about. A backend says the first four, a worker the others."""

    CALL = "call"  # do this
    FORGET = "forget"  # a call that has not begun need not be done; a session is not used any more
    PING = "ping"
    HELLO = "hello"  # it reads
    LOADING = "loading"  # the engine of a call is being made
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    PONG = "pong"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSpec:
    """An engine with its options, as it is made in a worker. ``folders`` are put behind all places where modules are looked for."""

    name: str
    factory: str
    options: Mapping[str, object] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    threads: int = 1

    @property
    def key(self) -> str:
        """The same for the same engine with the same options."""
        return json.dumps(self.told(), sort_keys=True)

    def told(self) -> dict[str, object]:
        """For the wire."""
        return {
            "name": self.name,
            "factory": self.factory,
            "options": dict(self.options),
            "folders": list(self.folders),
            "threads": self.threads,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From the wire."""
        return cls(
            name=str(told["name"]),
            factory=str(told["factory"]),
            options=dict(told["options"]),
            folders=tuple(str(each) for each in told["folders"]),
            threads=int(told["threads"]),
        )
