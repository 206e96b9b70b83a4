"""What a backend is told when it starts. Nothing here changes while it runs."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_PORT: Final = 8787
DEFAULT_REQUESTS_PER_S: Final = 100.0
MAX_KEEP_DAYS: Final = 36_500.0  # a century; times have 63 bits of nanoseconds
_HOUR_S: Final = 3600.0
_DAY_S: Final = 24 * _HOUR_S


class AliasRows(StrEnum):
    """Who sees a display's RTStream a second time under the category ``screen`` (contract §3.4)."""

    AUTO = "auto"  # the official SDKs, which look for it
    OFF = "off"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One backend. ``public_url`` is what others call it (without a slash at the end); None: what the request itself says.

    ``keep_days`` and ``max_bytes`` hold for collections that say nothing of their own; None keeps for ever.
    """

    data_dir: Path
    api_key: str = field(repr=False)
    engines_file: Path | None = None  # which engine does what; None: the file of this computer
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str | None = None
    is_behind_proxy: bool = False
    has_tls: bool = False  # the server itself speaks it
    is_mint_open: bool = False  # POST /init-session answers without a key
    is_embedded: bool = False
    idle_exit_s: float | None = None
    keep_days: float | None = None
    max_bytes: int | None = None
    forgets_texts: bool = False  # retention takes transcripts and indexes along with the media they were made of
    alias_rows: AliasRows = AliasRows.AUTO
    stores_by_default: bool = True  # a channel that says neither store nor not
    stalled_after_s: float = 10.0
    never_started_after_s: float = _DAY_S
    lost_after_s: float = 7 * _DAY_S
    flush_s: float = 15.0  # how long a session whose tracks are complete waits for what engines find last
    store_false_window_s: float = _HOUR_S
    token_s: int = 86_400  # of a client token that names no end, as the SDKs do
    max_token_s: int = 30 * 86_400
    grant_s: float = 12 * _HOUR_S
    watch_every_s: float = 30.0
    default_callback_url: str | None = None  # of sessions that name none
    webhook_allow: tuple[str, ...] = ()  # networks and hosts that webhooks and imports may reach although they are not public
    webhook_try_s: float = 26 * _HOUR_S  # how long a receiver may be down before a webhook is given up
    is_masking: bool = True  # keys, tokens and numbers of cards are masked; where engines are chosen in a file, that says it
    has_ai_webhooks: bool = False  # transcripts and indexes go to callback_url too
    visual_channel: str = "visual_index"  # what sockets call the two kinds of index (contract §8 C7)
    audio_channel: str = "audio_index"
    socket_ticket_s: float = 60.0  # a URL of a socket must be opened in this time, and again after it was closed in the next one
    socket_grace_s: float = 600.0
    alert_cooldown_s: float = 30.0
    key_requests_per_s: float = DEFAULT_REQUESTS_PER_S  # of one key or token, media and playback not counted; zero: no limit
    max_import_bytes: int = 2 << 30
    most_sources: int = 8  # live sources that are followed at a time: taking them apart is work for the event loop
    import_room_bytes: int = 1 << 30  # room on the disk that is left to those who record
    reserve_bytes: int = 64 << 20  # room on the disk below which the backend calls itself not ready

    @property
    def base_url(self) -> str:
        """How this backend is reached when no request says it: for links in events."""
        return self.local_url if self.public_url is None else self.public_url

    @property
    def local_url(self) -> str:
        """How programs on this machine reach it."""
        host = "127.0.0.1" if is_everywhere(self.host) else self.host
        return f"{'https' if self.has_tls else 'http'}://{f'[{host}]' if ':' in host else host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine only, whatever a resolver may say."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Whether an address stands for every address of this machine."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host == ""
