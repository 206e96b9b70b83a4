# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Files and addresses that are handed over to become media (contract §2.10), and long prompts. For any thread."""

from __future__ import annotations

import io
import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import urlsplit

from lookhear.errors import InvalidRequestError, WrongArgument
from lookhear.sdk.blocking.api import segment
from lookhear.sdk.blocking.audio import Audio
from lookhear.sdk.blocking.image import Image
from lookhear.sdk.blocking.video import Video
from lookhear.sdk.values.rows import given, row_of, text_of

if TYPE_CHECKING:
    from lookhear.sdk.blocking.api import Api

_MAX_PROMPT_BYTES: Final = 250 << 10  # of a body; what is longer is handed over as a file
_VIDEO, _AUDIO, _IMAGE = "m-", "a-", "img-"


class Uploading:
    """The part of a collection that takes things in."""

    _api: Api
    id: str

    def upload(
        self,
        source: str | None = None,
        media_type: str | None = None,
        name: str | None = None,
        description: str | None = None,
        callback_url: str | None = None,
        file_path: str | None = None,
        url: str | None = None,
    ) -> Video | Audio | Image | None:
        """As `upload`, into this collection."""
        return upload(
            self._api,
            self.id,
            source,
            media_type=media_type,
            name=name,
            description=description,
            callback_url=callback_url,
            file_path=file_path,
            url=url,
        )

    def generate_text(
        self,
        prompt: str,
        model_name: str = "basic",
        response_type: str = "text",
        wait: bool = True,
        callback_url: str | None = None,
        sandbox_id: str | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        model_config: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - text, or JSON where it was asked for
        """What an engine of the backend writes: a dict with ``output``, for ``response_type`` ``text`` or ``json``.

        Prompts of more than 250 KiB are handed over as a file first. ``wait`` False does not wait for it: where it takes long, the dict has
        ``output_url``, whose last part `Connection.get_async_response` takes. Raises InvalidRequestError where the backend has no engine
        that writes.
        """
        said = given(
            model_name=model_name,
            response_type=response_type,
            callback_url=callback_url or None,
            sandbox_id=sandbox_id or None,
            max_tokens=max_tokens,
            temperature=temperature,
            model_config=model_config,
        )
        if len(json.dumps(said | {"prompt": prompt}).encode()) > _MAX_PROMPT_BYTES:
            said["prompt_url"] = handed_over(self._api, self.id, io.BytesIO(prompt.encode()), name=f"prompt-{uuid.uuid4().hex}.txt")
        else:
            said["prompt"] = prompt
        return self._api.post(f"collection/{segment(self.id)}/generate/text", said, waits=wait)


def upload(
    api: Api,
    collection_id: str,
    source: str | None = None,
    *,
    media_type: str | None = None,
    name: str | None = None,
    description: str | None = None,
    callback_url: str | None = None,
    file_path: str | None = None,
    url: str | None = None,
) -> Video | Audio | Image | None:
    """Hand over a file or an address; what it turns out to be comes back. With a ``callback_url``: None at once, and a webhook later.

    ``source`` is either of the two. Raises WrongArgument when none or several are given, or when there is no such file, and
    InvalidRequestError for what is no media.
    """
    file, address = _from(source, file_path, url)
    if file is not None:
        name = name or file.stem
        try:
            with file.open("rb") as opened:
                address = handed_over(api, collection_id, opened, name=name)
        except OSError as exc:
            raise WrongArgument(f"{file.name} cannot be read: {exc.strerror or 'no such file'}.") from exc
    said = given(name=name, description=description, callback_url=callback_url or None, media_type=media_type and str(media_type))
    return media_of(api, collection_id, api.post(f"collection/{segment(collection_id)}/upload", {"url": address} | said))


def handed_over(api: Api, collection_id: str, file: BinaryIO, *, name: str) -> str:
    """Send a file to where the backend wants it. Returns the address that stands for it."""
    answer = row_of(api.get(f"collection/{segment(collection_id)}/upload_url", {"name": name}))
    address = text_of(answer, "upload_url")
    if address is None:
        raise InvalidRequestError("The backend says no address to send the file to.")
    api.send_file(address, name=name, file=file)
    return address


def media_of(api: Api, collection_id: str, answer: object) -> Video | Audio | Image | None:
    """What a row is: its id says so. None for an answer that names none."""
    row = {"collection_id": collection_id} | row_of(answer)
    found = text_of(row, "id") or ""
    if found.startswith(_VIDEO):
        return Video(api, row)
    if found.startswith(_AUDIO):
        return Audio(api, row)
    return Image(api, row) if found.startswith(_IMAGE) else None


def _from(source: str | None, file_path: str | None, url: str | None) -> tuple[Path | None, str | None]:
    """The file or the address that is meant."""
    named = [str(each) for each in (source, file_path, url) if each]
    if len(named) != 1:
        raise WrongArgument("Name one thing to hand over: source, file_path or url.")
    parts = urlsplit(named[0])
    is_address = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return (None, named[0]) if is_address else (Path(named[0]), None)
