"""Keys and tokens that are known by their shape: a beginning that their makers gave them, and enough of the right characters behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import Sort, Span
from lookhear.masking.looks import LOOKED_AT, distinct, has_digit

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALNUM, _WORD, _URL, _HEX, _CAPITAL, _DOTTED, _BASE = (
    "[A-Za-z0-9]",
    "[A-Za-z0-9_]",
    "[A-Za-z0-9_-]",
    "[0-9a-fA-F]",
    "[A-Z0-9]",
    "[A-Za-z0-9_.-]",
    "[A-Za-z0-9+/=_-]",
)
_LONG: Final = 40  # characters in a line: one that goes on in the next one
_TAIL: Final = 8
_HEAD: Final = 8


@dataclass(frozen=True, slots=True)
class _Shape:
    """What stands behind a beginning: at least ``least`` characters of a class."""

    chars: str
    least: int
    sort: Sort = Sort.KEY
    needs_digit: bool = False


def _table() -> dict[str, _Shape]:
    key, token = Sort.KEY, Sort.TOKEN
    rows: tuple[tuple[str, str, int, Sort], ...] = (
        ("AKIA ASIA ABIA ACCA", _CAPITAL, 16, key),  # cloud accounts
        ("AIza", _URL, 35, key),
        ("ya29.", _DOTTED, 30, token),
        ("GOCSPX-", _URL, 24, key),
        ("dop_v1_ doo_v1_ dor_v1_", _HEX, 64, token),
        ("hvs. hvb. hvr.", _URL, 24, token),
        ("ghp_ gho_ ghu_ ghs_ ghr_", _ALNUM, 36, token),  # git hosts
        ("github_pat_", _WORD, 40, token),
        ("glpat- gldt- glrt- glcbt- glptt- glsoat- glft- glagent-", _URL, 20, token),
        ("ATATT3 ATBB ATCTT3", _BASE, 24, token),
        ("xoxb- xoxa- xoxp- xoxr- xoxs- xoxc- xoxd- xoxe- xapp-", _URL, 20, token),  # chat
        ("xoxe.xoxp-", _URL, 20, token),
        ("hooks.slack.com/services/", "[A-Za-z0-9/]", 30, token),
        ("discord.com/api/webhooks/ discordapp.com/api/webhooks/", "[A-Za-z0-9_/-]", 60, token),
        ("sk_live_ sk_test_ rk_live_ rk_test_", _ALNUM, 16, key),  # payment
        ("whsec_", _BASE, 24, key),
        ("sq0atp- sq0csp-", _URL, 22, key),
        ("shpat_ shpca_ shppa_ shpss_", _HEX, 32, key),
        ("sk-ant- sk-proj- sk-svcacct- sk-or-v1-", _URL, 20, key),  # models
        ("hf_", _ALNUM, 30, token),
        ("gsk_ r8_", _ALNUM, 36, key),
        ("pplx- xai-", _ALNUM, 40, key),
        ("npm_", _ALNUM, 36, token),  # packages
        ("pypi-AgE", _URL, 50, token),
        ("rubygems_", _HEX, 48, key),
        ("lin_api_ glsa_ figd_ ntn_ nfp_", _URL, 32, token),  # services
        ("sbp_", _HEX, 40, token),
        ("sntrys_ glc_eyJ", _BASE, 40, token),
        ("PMAK-", _URL, 50, key),
        ("NRAK- NRJS-", _ALNUM, 19, key),
        ("dp.pt. dp.st. dp.ct. dp.sa.", _DOTTED, 40, token),
        ("pscale_tkn_ pscale_pw_ pscale_oauth_", _DOTTED, 32, token),
        ("key-", _HEX, 32, key),
        ("AGE-SECRET-KEY-1", _CAPITAL, 50, Sort.PRIVATE_KEY),
    )
    table = {prefix: _Shape(chars, least, sort) for prefixes, chars, least, sort in rows for prefix in prefixes.split()}
    table["dapi"] = _Shape(_HEX, 32, key, needs_digit=True)
    table["sk-"] = _Shape(_URL, 20, key, needs_digit=True)
    return table


_SHAPES: Final = _table()
_BEGINNING: Final = re.compile(r"(?<![A-Za-z0-9])(?:" + "|".join(re.escape(each) for each in sorted(_SHAPES, key=len, reverse=True)) + ")")
_RUNS: Final = {shape.chars: re.compile(f"{shape.chars}*+") for shape in _SHAPES.values()}
_NEXT_LINE: Final = re.compile(r"[ \t]{0,8}\r?\n[ \t]{0,8}")
_WHOLE: Final = tuple(
    (re.compile(pattern), sort)
    for pattern, sort in (
        (r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}+\.[A-Za-z0-9_-]{10,}+(?:\.[A-Za-z0-9_-]{0,}+){1,3}", Sort.TOKEN),  # JWS and JWE
        (r"(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}", Sort.KEY),
        (r"(?<![A-Za-z0-9])[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])", Sort.TOKEN),
        (r"(?<![A-Za-z0-9_-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9_-])", Sort.TOKEN),
        (r"(?<![0-9A-Za-z])[0-9a-f]{32}-us[0-9]{1,2}(?![0-9A-Za-z])", Sort.KEY),
        (r"(?<![0-9A-Za-z])SK[0-9a-f]{32}(?![0-9A-Za-z])", Sort.KEY),
        (r"(?<![0-9A-Za-z.])pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![0-9A-Za-z])", Sort.TOKEN),
        (r"(?<![0-9A-Za-z.])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70}(?![0-9A-Za-z])", Sort.TOKEN),
    )
)


def shaped(text: str) -> Iterator[Span]:
    """The keys and tokens of known shapes."""
    at, runs = 0, _Runs(text)
    while (found := _BEGINNING.search(text, at)) is not None:
        end = _end(found.end(), _SHAPES[found[0]], runs)
        if end is None:
            at = found.end()
        else:
            yield Span(found.start(), end, _SHAPES[found[0]].sort)
            at = end
    for pattern, sort in _WHOLE:
        for match in pattern.finditer(text):
            if not has_digit(match[0]):
                continue  # names of something, with points between
            yield Span(match.start(), goes_on(text, match.start(), match.end(), chars=_URL), sort)


class _Runs:
    """Where runs of characters end in one text. Each is gone through once, however many beginnings are in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last: dict[str, tuple[int, int]] = {}  # by class

    def end(self, begin: int, chars: str) -> int:
        """Where the run ends that goes on here."""
        first, end = self._last.get(chars, (0, -1))
        if not first <= begin <= end:
            end = _run_end(self.text, begin, chars)
            self._last[chars] = begin, end
        return end


def _end(begin: int, shape: _Shape, runs: _Runs) -> int | None:
    """Where it ends that begins in front of here; None when it is too short or drawn by nobody."""
    text, end = runs.text, runs.end(begin, shape.chars)
    body = text[begin : min(end, begin + LOOKED_AT)]
    if end - begin < shape.least:
        broken = _broken(text, end, shape.chars) if end - begin >= _HEAD else None
        if broken is None or (end - begin) + (broken[1] - broken[0]) < shape.least:
            return None
        body, end = body + text[broken[0] : min(broken[1], broken[0] + LOOKED_AT)], broken[1]
    if not distinct(body) or (shape.needs_digit and not has_digit(body)):
        return None
    return goes_on(text, begin, end, chars=shape.chars)


def goes_on(text: str, start: int, end: int, *, chars: str) -> int:
    """Where something long ends that a screen has broken into two lines; ``end`` when it is whole."""
    broken = _broken(text, end, chars) if end - start >= _LONG else None
    if broken is None or broken[1] - broken[0] < _TAIL:
        return end
    piece = text[broken[0] : min(broken[1], broken[0] + LOOKED_AT)]
    is_alike = has_digit(piece) and any(char.isalpha() for char in piece) and distinct(piece)
    return broken[1] if is_alike else end


def _broken(text: str, end: int, chars: str) -> tuple[int, int] | None:
    """The run of characters at the beginning of the next line, when a line ends here."""
    line = _NEXT_LINE.match(text, end)
    if line is None:
        return None
    behind = _run_end(text, line.end(), chars)
    return (line.end(), behind) if behind > line.end() else None


def _run_end(text: str, begin: int, chars: str) -> int:
    found = _RUNS[chars].match(text, begin)
    return begin if found is None else found.end()
