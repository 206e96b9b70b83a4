"""Secrets in a keyring: one that works, one that is locked, and what is no keyring though it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest
from jeepney import HeaderFields, Message, MessageType, new_error, new_method_call
from jeepney.wrappers import DBusAddress, DBusErrorResponse

from lookhear.errors import StorageError
from lookhear.system.secrets.keyring_store import KeyringStore, open_keyring
from lookhear.system.secrets.kinds import SERVICE
from tests.fakes.keyrings import OneKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

ADDRESS = "https://lookhear.example/init-session"


@pytest.fixture
def _the_same_keyring_afterwards() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def _refusal() -> Message:
    call = new_method_call(DBusAddress("/", "org.example"), "Do")
    call.header.serial = 1
    refusal = new_error(call, "org.example.Error")
    assert refusal.header.message_type is MessageType.error
    assert HeaderFields.error_name in refusal.header.fields
    return refusal


def test_what_is_kept_is_found_under_its_address_and_replaced_and_forgotten() -> None:
    ring = OneKeyring()
    store = KeyringStore(ring)
    assert store.get(ADDRESS) is None
    store.keep(ADDRESS, "one")
    store.keep(ADDRESS, "two")
    assert store.get(ADDRESS) == "two"
    assert ring.entries == {(SERVICE, ADDRESS): "two"}
    store.forget(ADDRESS)
    store.forget(ADDRESS)
    assert store.get(ADDRESS) is None


@pytest.mark.parametrize(
    "failure", [keyring.errors.KeyringLocked(), keyring.errors.InitError("st-secret"), DBusErrorResponse(_refusal()), OSError("gone")]
)
def test_a_keyring_that_does_not_open_has_nothing_and_says_so_when_it_is_to_keep_something(failure: Exception) -> None:
    ring = OneKeyring()
    ring.failure = failure
    store = KeyringStore(ring)
    assert store.get(ADDRESS) is None
    with pytest.raises(StorageError, match="does not take the secret") as caught:
        store.keep(ADDRESS, "st-secret")
    assert "st-secret" not in caught.value.for_people()
    assert caught.value.__cause__ is None
    with pytest.raises(StorageError, match="does not let go"):
        store.forget(ADDRESS)


@pytest.mark.usefixtures("_the_same_keyring_afterwards")
@pytest.mark.parametrize("ring", [keyring.backends.fail.Keyring(), keyring.backends.null.Keyring()])  # type: ignore[no-untyped-call]
def test_what_keeps_nothing_is_no_keyring(ring: KeyringBackend) -> None:
    keyring.set_keyring(ring)
    assert open_keyring() is None


@pytest.mark.usefixtures("_the_same_keyring_afterwards")
def test_a_file_that_another_package_calls_a_keyring_is_none() -> None:
    class PlaintextKeyring(OneKeyring):
        pass

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    keyring.set_keyring(PlaintextKeyring())
    assert open_keyring() is None


@pytest.mark.usefixtures("_the_same_keyring_afterwards")
def test_the_keyring_of_the_session_is_opened() -> None:
    ring = OneKeyring()
    keyring.set_keyring(ring)
    store = open_keyring()
    assert store is not None
    store.keep(ADDRESS, "st-1")
    assert ring.entries == {(SERVICE, ADDRESS): "st-1"}


@pytest.mark.usefixtures("_the_same_keyring_afterwards")
@pytest.mark.parametrize("has_one", [True, False])
def test_one_that_asks_several_is_one_if_one_of_them_is(*, has_one: bool) -> None:
    class Several(OneKeyring):
        backends = (keyring.backends.null.Keyring(), *([OneKeyring()] if has_one else []))  # type: ignore[no-untyped-call]

    keyring.set_keyring(Several())
    assert (open_keyring() is not None) is has_one


def test_settings_of_the_library_that_name_nothing_mean_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> KeyringBackend:
        raise ModuleNotFoundError("No module named 'nowhere'")

    monkeypatch.setattr(keyring, "get_keyring", missing)
    assert open_keyring() is None
