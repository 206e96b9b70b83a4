"""From settings to where a recording goes."""

from __future__ import annotations

import pytest

from lookhear.desktop.engine.destination import Destination, mint_url_of, source_of
from lookhear.desktop.engine.settings.declared import Backend, BackendKind, Settings
from lookhear.errors import BackendUnsuitable
from lookhear.recorder.spool.binding import SourceKind, TokenSource
from lookhear.recorder.upload.tokens.presets import PRESETS, preset_of

CAPTURE = "https://capture.example"
APP = "https://app.example"


class KnownSettings:
    """Settings that do not change."""

    def __init__(self, backend: Backend) -> None:
        self.now = Settings(backend=backend)


def hosted(url: str = "", mint_url: str = "") -> Backend:
    return Backend(kind=BackendKind.HOSTED, url=url, mint_url=mint_url)


def test_a_recording_goes_to_this_computer_unless_somebody_wishes_otherwise() -> None:
    assert Destination(KnownSettings(Backend())).source() == TokenSource(kind=SourceKind.EMBEDDED)
    assert Destination(KnownSettings(Backend(kind=BackendKind.NONE, url=CAPTURE))).source() is None


@pytest.mark.parametrize(("kib", "bytes_per_s"), [(0, None), (64, 65_536)])
def test_the_limit_is_in_bytes(kib: int, bytes_per_s: int | None) -> None:
    assert Destination(KnownSettings(Backend(upload_limit_kib_per_s=kib))).bytes_per_s == bytes_per_s


@pytest.mark.parametrize(
    ("backend", "url", "mint_url"),
    [
        (hosted(f"{CAPTURE}/"), CAPTURE, f"{CAPTURE}/init-session"),
        (hosted(f"{CAPTURE}/under/a/path"), f"{CAPTURE}/under/a/path", f"{CAPTURE}/under/a/path/init-session"),
        (hosted(CAPTURE, f"{CAPTURE}/init-session"), CAPTURE, f"{CAPTURE}/init-session"),
        (hosted(CAPTURE, f"{APP}/api/sessions"), CAPTURE, f"{APP}/api/sessions"),
        (hosted(APP, f"{APP}/api/sessions"), None, f"{APP}/api/sessions"),
        (hosted("", f"{APP}/api/trpc"), None, f"{APP}/api/trpc"),
    ],
)
def test_a_hosted_backend_is_asked_where_it_gives_sessions(backend: Backend, url: str | None, mint_url: str) -> None:
    assert source_of(backend) == TokenSource(kind=SourceKind.MINT, backend=url, mint_url=mint_url)


def test_a_secret_that_is_not_kept_yet_goes_along() -> None:
    source = source_of(hosted(CAPTURE), token="st-1")
    assert source is not None
    assert source.token == "st-1"


@pytest.mark.parametrize(
    "backend", [hosted(), hosted("capture.example"), hosted("https://a:b@capture.example"), hosted(CAPTURE, "nowhere")]
)
def test_what_is_no_address_is_told(backend: Backend) -> None:
    with pytest.raises(BackendUnsuitable, match="is not the address"):
        source_of(backend)


@pytest.mark.parametrize("preset", [preset.name for preset in PRESETS])
def test_each_known_kind_is_asked_at_an_address_that_it_is_known_by(preset: str) -> None:
    url = mint_url_of(APP, preset)
    assert preset_of(url)[0].name == preset
    assert mint_url_of(url, preset) == url


def test_a_backend_of_ours_needs_no_address_of_its_own() -> None:
    assert mint_url_of(APP, "") == ""
