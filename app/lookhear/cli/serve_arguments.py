"""The options of `lookhear serve`, and what they may say."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_MAX_GIGABYTES: Final = 1e9
_MAX_SECONDS: Final = 1e9
_MAX_RATE: Final = 1e6
_MAX_PORT: Final = 65_535
_CHANNEL: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add them to the command."""
    command.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, metavar="N", help="0 takes a free one (default: 8787; with --embedded: that of last time)")
    command.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where everything is kept (default: `backend` in Lookhear's data folder)"
    )
    key = command.add_mutually_exclusive_group()
    key.add_argument("--api-key-file", type=Path, metavar="FILE", help="a file that holds the API key")
    key.add_argument("--api-key", metavar="KEY", help="the API key; other programs can read it here, a file is better")
    command.add_argument("--open-mint", action="store_true", help="let anybody who reaches it record a session (POST /init-session)")
    command.add_argument("--keep-days", type=_days, metavar="N", help="remove the media of sessions that ended N days ago")
    command.add_argument("--forget-texts", action="store_true", help="remove transcripts and indexes along with the media")
    command.add_argument("--max-gb", type=_gigabytes, metavar="N", help="remove the oldest ended sessions' media beyond N GB a collection")
    command.add_argument("--public-url", type=_url, metavar="URL", help="what others call it, for the links it gives")
    command.add_argument("--behind-proxy", action="store_true", help="a proxy that speaks HTTPS stands in front; believe what it forwards")
    command.add_argument("--tls-cert", type=Path, metavar="FILE", help="speak HTTPS with this certificate (PEM, with its chain)")
    command.add_argument("--tls-key", type=Path, metavar="FILE", help="the key of --tls-cert (PEM, without a password)")
    command.add_argument("--callback-url", metavar="URL", help="where webhooks of sessions go that name no callback_url")
    command.add_argument(
        "--webhook-allow",
        action="append",
        default=[],
        metavar="NET|HOST",
        help="let webhooks and imports reach this network or host, although it is not public; may be given again",
    )
    command.add_argument(
        "--engines", type=Path, metavar="FILE", help="which engine does what (default: engines.toml in Lookhear's data folder)"
    )
    command.add_argument("--ai-webhooks", action="store_true", help="send what engines find to callback_url, too")
    command.add_argument("--rate-limit", type=_rate, metavar="N", help="requests a second of one key or token (default: 100; 0: no limit)")
    for kind, usual in (("visual", "visual_index"), ("audio", "audio_index")):
        command.add_argument(
            f"--{kind}-channel",
            type=_channel,
            default=usual,
            metavar="NAME",
            help=f"what WebSockets call {kind} indexes (default: {usual})",
        )
    command.add_argument("--embedded", action="store_true", help="serve the programs of one person, started by one of them")
    command.add_argument("--idle-exit", type=_seconds, metavar="S", help="end after S seconds in which nobody wanted anything")
    command.add_argument("--json", action="store_true", help="print one JSON object instead of the URL when it answers")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _MAX_PORT:
        raise argparse.ArgumentTypeError(f"a port is 0 to {_MAX_PORT}")
    return port


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("a positive number is needed")
    return number


def _days(text: str) -> float:
    from lookhear.backend.settings import MAX_KEEP_DAYS

    return _at_most(MAX_KEEP_DAYS, text)


def _seconds(text: str) -> float:
    return _at_most(_MAX_SECONDS, text)


def _gigabytes(text: str) -> float:
    return _at_most(_MAX_GIGABYTES, text)


def _rate(text: str) -> float:
    return 0.0 if text == "0" else _at_most(_MAX_RATE, text)


def _channel(text: str) -> str:
    if not _CHANNEL.fullmatch(text):
        raise argparse.ArgumentTypeError("small letters, digits and _ are needed, such as scene_index")
    return text


def _at_most(limit: float, text: str) -> float:
    number = _positive(text)
    if number > limit:
        raise argparse.ArgumentTypeError(f"{limit:g} at most")
    return number


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        is_address = False
    if not is_address:
        raise argparse.ArgumentTypeError("a URL such as https://capture.example.org is needed")
    return text.rstrip("/")
