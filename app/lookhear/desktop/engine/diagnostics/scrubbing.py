"""Takes out of a text what is nobody's business: credentials, addresses behind a host, this person's folders, names and devices.

What is left must still help, so that known identifiers (recordings, sessions, tracks) stay, and every device keeps one number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.protocol.ids import is_recording_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SHORTEST_NAME: Final = 3  # a shorter one would take letters out of everything
_URL: Final = re.compile(r"\b([a-z][a-z0-9+.-]{1,15})://(?:[^\s/@\"'<>]*@)?([^\s/?#\"'<>)\]},;]*)(?:[/?#][^\s\"'<>)\]}]*)?", re.IGNORECASE)
# The word is looked through once and then taken whole (``++``): a line that is made to match nearly costs no more than another.
_PAIR: Final = re.compile(
    r"""(?<![\w-])
    (?P<key>["']?
        (?=[\w-]*?(?:token|secret|passw(?:or)?d|passphrase|api[_-]?key|authori[sz]ation|credential|cookie|grant|signature))
        [\w-]++["']?)
    (?P<between>\s{0,9}[:=]\s{0,9}(?:(?:bearer|basic|token)\s{1,9})?)
    (?P<value>"[^"\n]*"|'[^'\n]*'|[^\s,;&}\])]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_BEARER: Final = re.compile(r"\b(bearer|basic)\s{1,9}[\w.~+/=-]{6,}", re.IGNORECASE)
_ISSUED: Final = re.compile(r"\b(?:sk|st|ig|pk|ghp|gho|xox[a-z]|vdb|lk)[-_][\w-]{8,}", re.IGNORECASE)
_MAIL: Final = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b")
_MAC: Final = re.compile(r"\b[0-9a-f]{2}(?:[:_-][0-9a-f]{2}){5}\b", re.IGNORECASE)
_LONG: Final = re.compile(r"[A-Za-z0-9+_=-]{20,}")
_ID: Final = re.compile(r"(?:rec|cap|rts|trk|m|a)-[0-9a-hjkmnp-tv-z]{26}")
_WORDS_ONLY: Final = re.compile(r"(?:[a-z]+|[A-Z]+|[A-Z][a-z]+|[0-9]{1,10})(?:[_-](?:[a-z]+|[A-Z]+|[A-Z][a-z]+|[0-9]{1,10}))*")
_CAMEL: Final = re.compile(r"(?:[A-Z][a-z]+)+")
HIDDEN: Final = "[hidden]"


class Scrubber:
    """Cleans texts.

    ``home`` is this person's folder, ``devices`` are names and identifiers of devices, ``names`` what recordings are called.
    """

    def __init__(self, home: Path, *, devices: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        known = {device: f"[device {number}]" for number, device in enumerate(dict.fromkeys(devices), 1)}
        for name in names:
            known.setdefault(name, "[name]")
        known |= dict.fromkeys((str(home), home.as_posix(), str(home).replace("\\", "\\\\")), "~")
        self._known = {text: cover for text, cover in known.items() if len(text) >= _SHORTEST_NAME}
        longest_first = sorted(self._known, key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)" if longest_first else "(?!)")
        self._person = re.compile(rf"(?<=[/\\]){re.escape(home.name)}(?=[/\\\s\"']|$)") if home.name else re.compile("(?!)")

    def clean(self, text: str) -> str:
        """The text without any of that."""
        text = self._names.sub(lambda match: self._known[match[0]], text)
        text = self._person.sub("[person]", text)
        text = _URL.sub(_host_only, text)
        text = _PAIR.sub(lambda match: f"{match['key']}{match['between']}{HIDDEN}", text)
        text = _BEARER.sub(lambda match: f"{match[1]} {HIDDEN}", text)
        text = _ISSUED.sub(HIDDEN, text)
        text = _MAIL.sub("[address]", text)
        text = _MAC.sub("[hardware address]", text)
        return _LONG.sub(_unless_known, text)


def _host_only(match: re.Match[str]) -> str:
    """``https://host:port/…``: what stands behind a host may be a link that anybody can open."""
    if match[1].lower() == "file":
        return f"file://{HIDDEN}"
    has_more = match[0].rstrip("/") != f"{match[1]}://{match[2]}"
    return f"{match[1]}://{match[2]}{'/…' if has_more else ''}"


def _unless_known(match: re.Match[str]) -> str:
    """Long runs of letters and digits are taken for secrets, unless they are our identifiers or words."""
    text = match[0]
    if _ID.fullmatch(text) or is_recording_id(text) or _WORDS_ONLY.fullmatch(text) or _CAMEL.fullmatch(text):
        return text
    if len(set(text)) <= 2:  # noqa: PLR2004 - a line of dashes
        return text
    return HIDDEN
