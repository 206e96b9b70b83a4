"""Where a new recording is handed over to: the settings in the recorder's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.protocol.addresses import checked_url, origin_of
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.upload.tokens.presets import PRESETS

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import Backend, Settings

INIT_SESSION: Final = "/init-session"
_KIB: Final = 1024


class KnowsSettings(Protocol):
    """As much of `lookhear.desktop.engine.ports.SettingsService` as is needed to read them."""

    @property
    def now(self) -> Settings:
        """The settings now."""
        ...


class Destination:
    """What the settings say at the moment a recording begins."""

    def __init__(self, settings: KnowsSettings) -> None:
        self._settings = settings

    def source(self) -> TokenSource | None:
        """Where session and token come from; None keeps the recording on this computer. Raises BackendUnsuitable for no address."""
        return source_of(self._settings.now.backend)

    @property
    def bytes_per_s(self) -> int | None:
        """The upload's limit, None for none."""
        return self._settings.now.backend.upload_limit_kib_per_s * _KIB or None


def source_of(backend: Backend, *, token: str | None = None) -> TokenSource | None:
    """The source that a backend's settings mean, with a secret that is not kept yet where there is one.

    Where the address that gives a session lies on another host than the backend's, the backend's own address counts. On the same host
    whoever gives the session may name the backend, as the user's backends of contract §7 do. Raises BackendUnsuitable.
    """
    if backend.kind is BackendKind.NONE:
        return None
    if backend.kind is BackendKind.THIS_COMPUTER:
        return TokenSource(kind=SourceKind.EMBEDDED)
    if not backend.mint_url.strip():
        url = checked_url(backend.url, what="a backend")
        return TokenSource(kind=SourceKind.MINT, backend=url, mint_url=url + INIT_SESSION, token=token)
    mint_url = checked_url(backend.mint_url, what="a user's backend")
    named = checked_url(backend.url, what="a backend") if backend.url.strip() else None
    is_named = named is not None and (origin_of(named) != origin_of(mint_url) or mint_url == named + INIT_SESSION)
    return TokenSource(kind=SourceKind.MINT, backend=named if is_named else None, mint_url=mint_url, token=token)


def mint_url_of(url: str, preset: str) -> str:
    """The address that gives a session at a user's backend of a known kind; empty for one that a Lookhear backend has. Raises KeyError."""
    if not preset:
        return ""
    endings = {known.name: known.endings for known in PRESETS}[preset]
    return url if url.endswith(endings) else url + endings[0]
