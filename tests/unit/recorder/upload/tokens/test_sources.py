"""Each kept source of tokens has its provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import UsageError
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider, PrivateSessionProvider
from lookhear.recorder.upload.tokens.mint import MintProvider
from lookhear.recorder.upload.tokens.private import PrivateProvider
from lookhear.recorder.upload.tokens.sources import provider_of

if TYPE_CHECKING:
    from lookhear.recorder.upload.tokens.ports import PrivateBackend


class Nobody:
    """Finds nothing."""

    def find(self) -> PrivateBackend:
        raise AssertionError("nobody was to be looked for")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (TokenSource(kind=SourceKind.EMBEDDED), PrivateProvider),
        (TokenSource(kind=SourceKind.MINT, mint_url="https://a.example"), MintProvider),
        (TokenSource(kind=SourceKind.SESSION, backend="https://a.example", session_id="cap-1", token_file="f"), ExplicitProvider),
        (TokenSource(kind=SourceKind.SESSION, session_id="cap-1", token="st-1"), PrivateSessionProvider),
    ],
)
def test_a_source_has_the_provider_of_its_kind(source: TokenSource, kind: type) -> None:
    assert type(provider_of(source, finder=Nobody())) is kind


@pytest.mark.parametrize(
    "source",
    [
        TokenSource(kind=SourceKind.MINT),
        TokenSource(kind=SourceKind.SESSION, session_id="cap-1"),
        TokenSource(kind=SourceKind.SESSION, backend="https://a.example"),
    ],
)
def test_a_source_that_lacks_something_says_what(source: TokenSource) -> None:
    with pytest.raises(UsageError) as caught:
        provider_of(source, finder=Nobody())
    assert caught.value.hint
