from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lookhear.desktop.engine.diagnostics.scrubbing import HIDDEN, Scrubber
from lookhear.protocol.ids import new_id, new_recording_id, new_secret

HOME = Path("/persons") / "annabel"
SCRUBBER = Scrubber(HOME, devices=["Anna's AirPods", "bluez_input.00_11_22_33_44_55"], names=["Kündigung Müller", "x"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("GET https://u:p@host.example:8080/watch/abc?token=zz HTTP/1.1", "GET https://host.example:8080/… HTTP/1.1"),
        ("at https://host.example.", "at https://host.example."),
        ("wss://host.example/ws/secretpath.", "wss://host.example/…"),
        ("file:///persons/annabel/a.png", f"file://{HIDDEN}"),
        ("Authorization: Bearer abcdef", f"Authorization: Bearer {HIDDEN}"),
        ("bearer abcdefgh1", f"bearer {HIDDEN}"),
        ("x-access-token='abc', next", f"x-access-token={HIDDEN}, next"),
        ('{"api_key": "a b", "n": 3}', f'{{"api_key": {HIDDEN}, "n": 3}}'),
        ("password=hunter2&x=1", f"password={HIDDEN}&x=1"),
        ("the key sk-abcdefgh12 was refused", f"the key {HIDDEN} was refused"),
        ("write to anna.b@mail.example.org", "write to [address]"),
        ("bluez 00:11:22:AA:BB:CC is away", "bluez [hardware address] is away"),
        ("“Kündigung Müller” was kept", "“[name]” was kept"),
        ("Anna's AirPods is away", "[device 1] is away"),
        ("opened bluez_input.00_11_22_33_44_55", "opened [device 2]"),
        ("/persons/annabel/.local/share", "~/.local/share"),
        ("/media/annabel/usb stick", "/media/[person]/usb stick"),
        (r"C:\Users\annabel\Videos", r"C:\Users\[person]\Videos"),
    ],
)
def test_what_is_nobodys_business_is_covered(text: str, left: str) -> None:
    assert SCRUBBER.clean(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 02:40:11,123 INFO    MainThread lookhear.desktop.engine.recording: started",
        'File "app/lookhear/desktop/engine/settings/service.py", line 33, in something_very_long_as_names_of_functions_are',
        "QSystemTrayIcon::setVisible: No Icon set (default)",
        "the token has expired",
        "display:1 3840×2160, 12.5 GB free, libx264, alsa_output.pci-0000_00_1f.3.analog-stereo",
        "-" * 40,
        "xyz is a name that is too short to be covered",
    ],
)
def test_what_helps_is_left(text: str) -> None:
    assert SCRUBBER.clean(text) == text


def test_identifiers_of_ours_are_left() -> None:
    text = f"{new_recording_id()} in {new_id('cap')}, {new_id('rts')}"
    assert SCRUBBER.clean(text) == text


@pytest.mark.parametrize("prefix", ["sk", "st", "ig", "token", ""])
def test_secrets_as_backends_issue_them_are_covered(prefix: str) -> None:
    for _ in range(20):
        secret = new_secret(prefix)
        assert secret[4:] not in SCRUBBER.clean(f"refused: {secret} (again)")


_SECRETS = some.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=8, max_size=60)


@given(_SECRETS)
def test_whatever_stands_behind_a_word_for_secrets_is_covered(secret: str) -> None:
    scrubber = Scrubber(Path("/nobody"))
    for form in ('token="{}"', "Authorization: Bearer {}", "https://a.example/watch/{}", "https://{}@a.example", '"client_secret": "{}"'):
        assert secret not in scrubber.clean(form.format(secret))


@given(some.text())
def test_cleaning_twice_finds_nothing_more(text: str) -> None:
    once = SCRUBBER.clean(text)
    assert SCRUBBER.clean(once) == once


@pytest.mark.parametrize("text", ["x" * 300_000, "a." * 150_000, "a@" * 150_000, "-" * 300_000, "token" * 60_000, '"' * 300_000])
def test_a_line_that_was_made_to_take_long_takes_no_longer_than_others(text: str) -> None:
    """With a rule that looks back at every letter this would take hours: the suite's own time limit ends it."""
    assert SCRUBBER.clean(text) is not None
