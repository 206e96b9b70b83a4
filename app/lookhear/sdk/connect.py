"""`connect` and `connect_async`: from arguments and the environment to a connection. Nothing is asked over the network.

Each loads its own half of the SDK only.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from lookhear.sdk.credentials import Access, find_access
from lookhear.system.paths import paths_of_this_machine

if TYPE_CHECKING:
    from lookhear.sdk.aio.connection import AsyncConnection
    from lookhear.sdk.blocking.connection import Connection
    from lookhear.sdk.transport.retries import Patience


def connect(  # noqa: PLR0917 - as the official SDK takes them
    api_key: str | None = None,
    session_token: str | None = None,
    base_url: str | None = None,
    log_level: int | None = None,
    *,
    patience: Patience | None = None,
) -> Connection:
    """A connection to a capture backend, for programs without a loop.

    ``api_key`` (``sk-…``) may do everything, ``session_token`` (a client token, ``st-…``) what a desktop may. ``base_url`` is where the
    backend is, as ``https://lookhear.example`` or ``http://host:8420``. What is not given comes from the environment: the key from
    VIDEO_DB_API_KEY or VIDEODB_API_KEY, the URL from VIDEODB_BASE_URL, VIDEO_DB_BASE_URL, VIDEODB_API_URL or VIDEO_DB_API. Without any URL
    it is the backend of this computer, with its own key. ``patience`` says how long is waited for what; ``log_level`` is that of
    the logger ``lookhear``.

    Raises AuthenticationError when there is no credential, InvalidRequestError for a URL that is none, ConnectionFailed when no URL is
    named and no backend runs here. The backend is asked for the first time when something is asked of the connection.
    """
    from lookhear.sdk.blocking.api import Api
    from lookhear.sdk.blocking.connection import Connection

    access = _access(api_key, session_token, base_url=base_url, log_level=log_level)
    return Connection(Api(access.base_url, access.credential, patience=patience))


def connect_async(  # noqa: PLR0917 - as `connect`
    api_key: str | None = None,
    session_token: str | None = None,
    base_url: str | None = None,
    log_level: int | None = None,
    *,
    patience: Patience | None = None,
) -> AsyncConnection:
    """As `connect`, for programs with a loop: what it gives has the same methods, to be awaited. Raises as `connect`."""
    from lookhear.sdk.aio.api import AsyncApi
    from lookhear.sdk.aio.connection import AsyncConnection

    access = _access(api_key, session_token, base_url=base_url, log_level=log_level)
    return AsyncConnection(AsyncApi(access.base_url, access.credential, patience=patience))


def _access(api_key: str | None, session_token: str | None, *, base_url: str | None, log_level: int | None) -> Access:
    if log_level is not None:
        logging.getLogger("lookhear").setLevel(log_level)
    data = paths_of_this_machine().data
    return find_access(api_key=api_key, session_token=session_token, base_url=base_url, environ=os.environ, data=data)
