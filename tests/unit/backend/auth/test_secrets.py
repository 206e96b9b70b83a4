from __future__ import annotations

import pytest

from lookhear.backend.auth.secrets import PREFIXES, issue, sha256_of
from lookhear.backend.records import CredentialKind


def test_a_digest_is_that_of_the_text() -> None:
    assert sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_half_a_character_has_a_digest_too() -> None:
    assert len(sha256_of("st-\udcff")) == 64


@pytest.mark.parametrize("kind", CredentialKind)
def test_a_secret_is_kept_as_its_digest_and_a_hint(kind: CredentialKind) -> None:
    secret, row = issue(kind, now_ns=5, expires_ns=9, session_id="cap-1", recording_id="rec-1", user_id="u")
    assert secret.startswith(f"{PREFIXES[kind]}-")
    assert len(secret) > 40
    assert row.sha256 == sha256_of(secret)
    assert secret.startswith(row.hint)
    assert len(row.hint) < 8
    assert (row.kind, row.created_ns, row.expires_ns, row.revoked_ns) == (kind, 5, 9, None)
    assert (row.session_id, row.recording_id, row.user_id) == ("cap-1", "rec-1", "u")


def test_no_two_secrets_are_the_same() -> None:
    assert len({issue(CredentialKind.GRANT, now_ns=0, expires_ns=None)[0] for _ in range(50)}) == 50
