"""Secrets that have no shape of their own and are told by the word in front of them: ``password: …``, ``API_KEY=…``, ``Bearer …``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.masking.kinds import MARK_BEGINS, Sort, Span
from lookhear.masking.looks import LOOKED_AT, has_digit, is_mixed, is_mixed_case, is_random
from lookhear.masking.markup import elements
from lookhear.masking.numerals import lowered
from lookhear.masking.vocabulary import NAMES, NO_VALUES, OWNERS, PARTICIPLES, STEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SORTS: Final = {"password": Sort.PASSWORD, "key": Sort.KEY, "token": Sort.TOKEN, "code": Sort.CARD}
_ASSIGNED: Final = re.compile(
    r"""(?:[_-]?(?:prod|dev|staging|test|live|value|string|base|new|old|[0-9]{1,2}))?(?:%(?:25){0,2}2[27]|\\?["'\])]{0,3})"""
    r"""(?:[ ](?:for|to|of|on)[ ](?:the[ ]|my[ ]|our[ ])?[A-Za-z0-9_.-]{1,24})?[ \t]{0,8}"""
    r"""(?:(?P<is>(?:\bis|\blautet|\best|\bes|['\u2019]s)\b)[ \t]{0,3}:?|(?P<to>\b(?:to|was|will be|as)\b)"""
    r"""|=>|(?<!=):?=(?!=)|:|→|->|(?P<escaped>%(?:25){0,2}3[ad](?:%(?:25){0,2}2[27])?)|(?P<flag>(?<=[a-z])[ ])|(?P<label>(?=\r?\n)))"""
    r"""[ \t]{0,8}(?P<line>\r?\n[ \t]{0,8})?(?P<quote>\\?["'`\u201c\u2018])?""",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"(?:bearer|basic|token|digest|negotiate)[ \t]{1,4}(?=[A-Za-z0-9+/=_.~-]{8})", re.IGNORECASE)
_BEARER: Final = re.compile(r"(?<![A-Za-z0-9])(?P<scheme>bearer|basic)[ \t]{1,4}(?=[A-Za-z0-9+/=_.~-]{16})", re.IGNORECASE)
_RUN: Final = re.compile(r"""[^\s"'`\u201c\u201d\u2018\u2019<>,;]*+""")
_STRANGE: Final = re.compile(r"[A-Za-z0-9+/=_.~-]{20,}+")
_CODE: Final = re.compile(r"[0-9]{3,4}(?![0-9A-Za-z])")
_NOT_THERE: Final = ("$", "{", "<", "(", "[", "*", "•", "●", "·", "…", "...", "--", "&", "|", "/", "\\", "@", MARK_BEGINS)
_PLACEHOLDER: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")  # a placeholder, no character in a URL
_ESCAPED_END: Final = re.compile(r"%(?:25){0,2}(?:2[267C]|7D)", re.IGNORECASE)  # a quote, &, a comma, a bracket
_CALLS: Final = re.compile(r"[A-Za-z_][\w.]{0,80}[(\[]|(?:self|os|sys|this|args|config|settings|process|env|environ|request|data|user)\.")
_NAME: Final = re.compile(r"[a-z_]{1,40}")
_NEAR: Final = 40  # characters behind a word that tells of a secret
_FEWEST: Final = {Sort.KEY: 8, Sort.TOKEN: 8, Sort.PASSWORD: 3}
_FLAG: Final = re.compile(r"(?:(?:^|\s)--?[A-Za-z0-9-]{0,24}|\blogin\s\S{1,60}\s{1,4})$")  # the latter: ~/.netrc
_LOOSE: Final = 6  # characters of a value that nothing assigns
_FEW: Final = 4  # different characters
_SENTENCE: Final = re.compile(r"[^\W\d_]++(?:[-'’][^\W\d_]++)*+[.!?]?")
_GOES_ON: Final = re.compile(r"[ ](?:[A-Za-z]{2}|=)")
_HEX: Final = re.compile(r"[0-9a-fA-F-]++")
_EXACT: Final = 3.4  # bits of a character: what nobody assigned must look like drawn by lot


def named(text: str) -> Iterator[Span]:
    """What stands behind a word that tells of a secret, and behind ``Bearer``."""
    behind = 0
    low = lowered(text)
    for name in NAMES.finditer(low) if any(stem in low for stem in STEMS) else ():
        if name.start() < behind:
            continue
        sort = _SORTS[name.lastgroup or "key"]
        span = _value(text, name, sort) or (None if sort in {Sort.PASSWORD, Sort.CARD} else _near(text, name.end(), sort))
        if span is not None:
            yield span
            behind = span.end
    yield from _elements(text)
    for scheme in _BEARER.finditer(text):
        value = text[scheme.end() : _cut(text, scheme.end(), most=LOOKED_AT)]
        if is_random(value) or is_mixed(value):
            yield Span(scheme.end(), _cut(text, scheme.end()), Sort.TOKEN)


def _elements(text: str) -> Iterator[Span]:
    """What stands in an element whose name ends with a word that tells of a secret."""
    for tag, begin, end in elements(text):
        for name in NAMES.finditer(tag):
            if name.end() == len(tag) and (sort := _in_element(text[begin:end], name)) is not None:
                yield Span(begin, end, sort)


def _in_element(value: str, name: re.Match[str]) -> Sort | None:
    sort = _SORTS[name.lastgroup or "key"]
    if sort is Sort.CARD:
        return sort if _CODE.fullmatch(value) else None
    if not _may_be(value, name[0], sort, is_quoted=True):
        return None
    is_one = _is_password(value, _Stands(is_said=False, is_quoted=True, owner=""), behind="") if sort is Sort.PASSWORD else _is_key(value)
    return sort if is_one else None


def _value(text: str, name: re.Match[str], sort: Sort) -> Span | None:
    sign = _ASSIGNED.match(text, name.end())
    if sign is None:
        return None
    if name["code"]:
        code = _CODE.match(text, sign.end())
        return None if code is None else Span(sign.end(), code.end(), Sort.CARD)
    if not _is_assigned(text, name.start(), sign):
        return None
    scheme = _SCHEME.match(text, sign.end()) if sort is Sort.TOKEN else None
    begin = sign.end() if scheme is None else scheme.end()
    end = _quoted(text, begin, sign["quote"]) if sign["quote"] else _escaped(text, begin) if sign["escaped"] else None
    value = text[begin : _cut(text, begin, most=LOOKED_AT) if end is None else end]
    behind = text[begin + len(value) : begin + len(value) + _FEW]
    if not _may_be(value, name[0], sort, is_quoted=end is not None) or (_is_loose(sign) and not _is_telling(value, sign, behind)):
        return None
    stands = _Stands(is_said=sign["is"] is not None, is_quoted=end is not None, owner=text[max(0, name.start() - _NEAR) : name.start()])
    if sort is Sort.PASSWORD:
        is_one = _is_password(value, stands, behind=behind)
    else:
        is_one = _is_key(value) or (scheme is not None and is_mixed_case(value))
    return Span(begin, _cut(text, begin) if end is None else end, sort) if is_one else None


def _is_assigned(text: str, begin: int, sign: re.Match[str]) -> bool:
    """Whether the sign behind a name gives it a value: a space does so behind options of commands, a line not behind a bracket."""
    if sign["flag"] is not None:
        return _is_flag(text, begin)
    return sign["line"] is None or ")" not in sign[0]


def _is_loose(sign: re.Match[str]) -> bool:
    """Whether it may as well be a part of a sentence, or a title above something else."""
    return sign["to"] is not None or sign["label"] is not None


def _is_telling(value: str, sign: re.Match[str], behind: str) -> bool:
    """Whether a value behind a loose sign looks like one itself; below a title it stands alone in its line."""
    is_alone = sign["to"] is not None or behind[:1] in {"", "\n", "\r"}
    return is_alone and has_digit(value) and any(char.isalpha() for char in value) and len(value) >= _LOOSE


def _may_be(value: str, name: str, sort: Sort, *, is_quoted: bool) -> bool:
    """Whether a value is there at all, and no expression of a program."""
    if len(value) < _FEWEST[sort] or value.startswith(_NOT_THERE) or _PLACEHOLDER.match(value) or not _is_text(value):
        return False
    return is_quoted or not (_CALLS.match(value) is not None or (value == value.lower() and value in name))


@dataclass(frozen=True, slots=True)
class _Stands:
    """How a value stands behind its name: said in a sentence, in quotes; and what stands in front of the name."""

    is_said: bool
    is_quoted: bool
    owner: str


def _is_password(value: str, stands: _Stands, *, behind: str) -> bool:
    word = value.strip(".!?:").lower()
    if word in NO_VALUES:
        return False
    if not word.isalpha():
        return has_digit(value) or not (stands.is_said and _SENTENCE.fullmatch(value))
    if not value.isupper() and value[1:] != value[1:].lower():  # capitals within
        return True
    if stands.is_said:
        return OWNERS.search(stands.owner) is not None and not word.endswith(PARTICIPLES)
    is_argument = behind[:1] in {",", ")", ";"} and _NAME.fullmatch(value) is not None
    return stands.is_quoted or not (is_argument or _GOES_ON.match(behind))


def _is_key(value: str) -> bool:
    """What is assigned to a key or a token: no word, no name, no number."""
    return is_random(value, bits=2.2) and (len(value) > 11 or is_mixed(value))  # noqa: PLR2004 - short ones are names with a number


def _near(text: str, begin: int, sort: Sort) -> Span | None:
    """Something that was drawn by lot not far behind the word, on its line."""
    line = text.find("\n", begin, begin + _NEAR)
    last = begin + _NEAR if line < 0 else line
    found = _STRANGE.search(text, begin, min(len(text), last + LOOKED_AT))
    if found is None or found.start() >= last:
        return None
    value = text[found.start() : min(found.end(), found.start() + LOOKED_AT)]
    if _HEX.fullmatch(value) or not is_mixed(value) or not is_random(value, bits=_EXACT) or value.count("/") + value.count(".") > 3:  # noqa: PLR2004
        return None
    return Span(found.start(), _cut(text, found.start()), sort)


def _is_flag(text: str, begin: int) -> bool:
    """Whether the word is an option of a command, whose value stands behind a space."""
    return _FLAG.search(text[max(0, begin - 2 * _NEAR) : begin]) is not None


def _quoted(text: str, begin: int, quote: str) -> int | None:
    """Where what is quoted ends; None when it does not on its line."""
    closing = {"\u201c": "\u201d", "\u2018": "\u2019"}.get(quote[-1], quote[-1])
    end = text.find(closing, begin, begin + LOOKED_AT)
    if end < 0 or "\n" in text[begin:end]:
        return None
    return end - 1 if quote[0] == "\\" and text[end - 1 : end] == "\\" else end


def _escaped(text: str, begin: int) -> int | None:
    """Where a value ends in an address that was made a part of another one; None when it goes as far as the run."""
    found = _ESCAPED_END.search(text, begin, _cut(text, begin, most=LOOKED_AT))
    return None if found is None else found.start()


def _cut(text: str, begin: int, *, most: int | None = None) -> int:
    """Where a run of characters ends, without what closes a sentence or a bracket behind it; ``most`` characters are looked at."""
    run = _RUN.match(text, begin, len(text) if most is None else begin + most)
    end = begin if run is None else run.end()
    while end > begin and text[end - 1] in ".:!?)]}":
        end -= 1
    amp = text.find("&", begin, min(end, begin + LOOKED_AT))
    return end if amp < 0 or "=" not in text[amp : amp + LOOKED_AT] else amp


def _is_text(value: str) -> bool:
    """Whether it is more than signs, and not covered already."""
    return any(char.isalnum() for char in value.strip("*•●·.-_xX#")) and (len(value) <= 2 * _FEW or len(set(value)) >= _FEW)
