from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.auth.scopes import check_reach, check_session_scope
from lookhear.backend.records import CredentialKind
from lookhear.errors import Forbidden
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import GRANT, SESSION, VIDEO

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.backend.records import Credential

FREE = replace(GRANT, kind=CredentialKind.CLIENT_TOKEN, session_id=None, recording_id=None)


@pytest.mark.parametrize("who", [FREE, replace(FREE, kind=CredentialKind.API_KEY), replace(FREE, session_id=SESSION.id), GRANT])
def test_what_is_not_bound_or_bound_to_it_is_good_for_a_session(who: Credential) -> None:
    check_session_scope(who, SESSION)  # raises nothing


@pytest.mark.parametrize(
    "who", [replace(FREE, session_id="cap-2"), replace(GRANT, session_id=None, recording_id="rec-2"), replace(GRANT, recording_id=None)]
)
def test_what_is_bound_elsewhere_is_not(who: Credential) -> None:
    with pytest.raises(Forbidden):
        check_session_scope(who, SESSION)


def test_a_bound_credential_reaches_its_session_with_its_streams_and_videos_and_nothing_else(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        mine, other = backend.begun(), backend.begun(recording_id=None)
        for number, begun in enumerate((mine, other)):
            backend.store.add(replace(VIDEO, id=f"m-{number}", session_id=begun.session.id))
        bound = replace(FREE, session_id=mine.session.id)
        for target in (mine.session.id, mine.streams[0].id, "m-0"):
            backend.store.read(lambda tx, target=target: check_reach(tx, bound, target))  # type: ignore[misc]
        for target in (other.session.id, other.streams[0].id, "m-1", "nothing"):
            backend.store.read(lambda tx, target=target: check_reach(tx, FREE, target))  # type: ignore[misc]
            with pytest.raises(Forbidden):
                backend.store.read(lambda tx, target=target: check_reach(tx, bound, target))  # type: ignore[misc]
