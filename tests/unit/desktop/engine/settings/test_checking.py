from __future__ import annotations

import pytest

from lookhear.desktop.engine.settings.checking import check, same_combination
from lookhear.desktop.engine.settings.declared import Backend, Settings, Shortcuts, Storage
from lookhear.errors import SettingsError


def test_the_defaults_make_sense() -> None:
    check(Settings())


def test_a_value_that_alone_makes_no_sense_is_refused() -> None:
    with pytest.raises(SettingsError, match="keep_days"):
        check(Settings(storage=Storage(keep_days=-1)))


@pytest.mark.parametrize("other", ["Ctrl+Alt+R", "alt+CTRL+r", "Alt + Ctrl + R"])
def test_a_combination_is_given_to_one_action_only(other: str) -> None:
    with pytest.raises(SettingsError, match="already used for “Start and stop”"):
        check(Settings(shortcuts=Shortcuts(toggle="Ctrl+Alt+R", mute=other)))


def test_different_combinations_are_taken() -> None:
    check(Settings(shortcuts=Shortcuts(toggle="Ctrl+Alt+R", pause="Ctrl+Alt+P", mute="Ctrl+Shift+R", marker="F9")))


@pytest.mark.parametrize("keys", ["Ctrl+Alt", "Shift", "Meta+Ctrl"])
def test_modifiers_alone_are_no_combination(keys: str) -> None:
    with pytest.raises(SettingsError, match="has no key beside"):
        check(Settings(shortcuts=Shortcuts(toggle=keys)))


def test_the_plus_key_is_a_key() -> None:
    check(Settings(shortcuts=Shortcuts(toggle="Ctrl++")))
    assert same_combination("Ctrl++", "ctrl++")
    assert not same_combination("Ctrl++", "Ctrl+P")


@pytest.mark.parametrize("url", ["https://capture.example.org", "http://127.0.0.1:8787", "https://a.example/team/x"])
def test_an_address_of_the_web_is_taken(url: str) -> None:
    check(Settings(backend=Backend(url=url, mint_url=url)))


@pytest.mark.parametrize(
    "url",
    ["capture.example.org", "ftp://a.example", "https://", "https://a.example:0", "https://a:99999", "https://a.example ", "data:1"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    for backend in (Backend(url=url), Backend(mint_url=url)):
        with pytest.raises(SettingsError, match="is no address"):
            check(Settings(backend=backend))


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="password") as refused:
        check(Settings(backend=Backend(url="https://anna:geheim@a.example")))
    assert "geheim" not in refused.value.for_people()


def test_a_folder_needs_a_whole_path() -> None:
    with pytest.raises(SettingsError, match="whole path"):
        check(Settings(storage=Storage(folder="videos/here")))
    check(Settings(storage=Storage(folder="/media/disk")))
