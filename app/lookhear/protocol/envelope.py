"""The envelope of every answer that is JSON: contract §1.3 for what succeeded, §1.5 for what did not."""

from __future__ import annotations


def success(data: dict[str, object] | list[object] | None = None, *, message: str = "", status: str = "done") -> dict[str, object]:
    """What a successful call answers; ``data`` is never null, because clients read it without looking."""
    return {"success": True, "status": status, "request_type": "sync", "message": message, "data": {} if data is None else data}


def failure(message: str, code: str) -> dict[str, object]:
    """What a refused call answers: a sentence for a person, and a code in capitals for a program."""
    return {"success": False, "message": message, "error_code": code}
