"""The official Node SDK, called from a test: a process that does as it is told, and its objects as numbers with their fields."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.tools import node
from tests.tools.program import end

if TYPE_CHECKING:
    import subprocess

_PROGRAM = Path(__file__).parents[1] / "contract" / "sdk" / "node" / "calls.js"


class NodeError(Exception):
    """What the SDK threw: the name of its class, its message, and what it gives as the cause."""

    def __init__(self, *, name: str, message: str, cause: object) -> None:
        super().__init__(f"{name}: {message} ({cause})")
        self.name = name
        self.message = message
        self.cause = cause


@dataclass(frozen=True)
class NodeObject:
    """An object of the SDK: its data fields are attributes, as they were when it was told of."""

    calls: NodeCalls = field(repr=False, compare=False)
    number: int
    class_name: str
    fields: dict[str, Any]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(name) from None

    def call(self, method: str, *arguments: object) -> Any:  # noqa: ANN401 - what the SDK gives
        """Call a method and wait for what it promises. What is an asynchronous generator is collected from now on."""
        return self.calls.ask(self.number, method, *arguments)

    def now(self) -> NodeObject:
        """The same object with its fields as they are now."""
        shown: NodeObject = self.calls.ask(self.number, "$fields")
        return shown

    def collected(self) -> list[dict[str, Any]]:
        """What a generator has given so far."""
        messages: list[dict[str, Any]] = self.calls.ask(self.number, "$collected")
        return messages


class NodeCalls:
    """The process. Used by one thread."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def connect(self, url: str, *, api_key: str | None = None, session_token: str | None = None) -> NodeObject:
        """The SDK's connection."""
        wanted = {"apiKey": api_key, "sessionToken": session_token, "baseUrl": url}
        connection: NodeObject = self.ask(0, "connect", {name: value for name, value in wanted.items() if value is not None})
        return connection

    def ask(self, target: int, method: str, *arguments: object) -> Any:  # noqa: ANN401 - what the SDK gives
        """Have something called, or looked at."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        command = {"target": target, "method": method, "arguments": [_told(argument) for argument in arguments]}
        self._child.stdin.write(json.dumps(command) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        assert line, f"Node.js ended: {self._child.stderr.read() if self._child.stderr else ''}"
        answer = json.loads(line)
        if "error" in answer:
            raise NodeError(**answer["error"])
        return self._found(answer.get("result"))

    def _found(self, value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(value, list):
            return [self._found(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$object" in value:
            fields = {name: self._found(item) for name, item in value["$fields"].items()}
            return NodeObject(self, value["$object"], value["$class"], fields)
        return {name: self._found(item) for name, item in value.items()}

    def __enter__(self) -> Self:
        self._child = node.start(_PROGRAM)
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.close()
        end(self._child)


def _told(value: object) -> object:
    if isinstance(value, NodeObject):
        return {"$object": value.number}
    if isinstance(value, dict):
        return {name: _told(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    return value
