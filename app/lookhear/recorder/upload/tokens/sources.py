"""Makes the provider that a kept token source describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import UsageError
from lookhear.recorder.spool.binding import SourceKind
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider, PrivateSessionProvider
from lookhear.recorder.upload.tokens.mint import MintProvider
from lookhear.recorder.upload.tokens.private import PrivateProvider

if TYPE_CHECKING:
    from lookhear.recorder.spool.binding import TokenSource
    from lookhear.recorder.upload.tokens.ports import PrivateBackendFinder, TokenProvider


def provider_of(source: TokenSource, *, finder: PrivateBackendFinder) -> TokenProvider:
    """The provider for a source. Raises UsageError for one that lacks what its kind needs."""
    if source.kind is SourceKind.EMBEDDED:
        return PrivateProvider(finder)
    if source.kind is SourceKind.MINT:
        if not source.mint_url:
            raise UsageError("There is no address to ask for a session.", hint="Name it with --mint-url.")
        return MintProvider(source.mint_url, token_file=source.mint_token_file, token=source.token, backend=source.backend)
    if source.session_id and source.token and not source.backend:
        return PrivateSessionProvider(source.session_id, token=source.token, finder=finder)
    if not (source.session_id and source.backend):
        raise UsageError("A session needs the address of its backend.", hint="Name it with --backend or LOOKHEAR_BACKEND.")
    return ExplicitProvider(source.session_id, backend=source.backend, token_file=source.token_file, token=source.token)
