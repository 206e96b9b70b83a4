from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.auth.scopes import check_session_scope
from lookhear.backend.records import CredentialKind
from lookhear.errors import Forbidden
from tests.fakes.stored import GRANT, SESSION

if TYPE_CHECKING:
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
