"""The file of a form (multipart/form-data, RFC 7578), as it comes: nothing of it is held in memory."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from lookhear.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from python_multipart.multipart import MultipartCallbacks

FIELD: Final = b"file"
_MOST_PARTS: Final = 16
_MOST_HEADER_BYTES: Final = 16 << 10


async def file_of(content_type: str, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The bytes of the field ``file``. Raises InvalidRequest for what is no such form, or has no such field."""
    kind, options = parse_options_header(content_type.encode("latin-1", "replace"))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise InvalidRequest("The file must come as multipart/form-data, in a field called `file`.")
    parts = _Parts()
    try:
        parser = MultipartParser(boundary, parts.callbacks())
        async for chunk in chunks:
            parser.write(chunk)
            while parts.found:
                yield parts.found.popleft()
        parser.finalize()
    except (FormParserError, ValueError) as exc:
        raise InvalidRequest("The form is damaged or was cut off.", hint="Send it again.") from exc
    if not parts.is_ended:
        raise InvalidRequest("The form was cut off.", hint="Send it again.")
    if not parts.has_file:
        raise InvalidRequest("The form has no field called `file`.")


class _Parts:
    """Notes which part of a form is the file."""

    def __init__(self) -> None:
        self.found: deque[bytes] = deque()
        self.has_file = self.is_ended = False
        self._is_file = False
        self._count = self._header_bytes = 0
        self._name, self._value = bytearray(), bytearray()

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._count += 1
        self._is_file = False
        if self._count > _MOST_PARTS:
            raise InvalidRequest("The form has too many fields.")

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]
        self._bounded(end - start)

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._bounded(end - start)

    def _bounded(self, size: int) -> None:
        self._header_bytes += size
        if self._header_bytes > _MOST_HEADER_BYTES:
            raise InvalidRequest("The headers of the form are too long.")

    def _header(self) -> None:
        if bytes(self._name).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._is_file = options.get(b"name") == FIELD
            if self._is_file and self.has_file:
                raise InvalidRequest("The form has more than one file.")
            self.has_file = self.has_file or self._is_file
        self._name.clear()
        self._value.clear()

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self.found.append(data[start:end])

    def _end(self) -> None:
        self.is_ended = True
