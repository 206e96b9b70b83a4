"""Health and the archive: what works is told, and of everything that is nobody's business nothing."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.backends import BackendCheck, BackendState, SecretKept
from lookhear.desktop.engine.diagnostics.logs import keep_log
from lookhear.desktop.engine.diagnostics.service import HealthService
from lookhear.desktop.engine.health import HealthLine, HealthName
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.library.naming import write_name
from lookhear.desktop.engine.settings.file import SettingsFile
from lookhear.desktop.engine.settings.service import SettingsService
from lookhear.errors import FolderUnwritable
from lookhear.protocol.channels import ChannelKind
from lookhear.protocol.ids import new_secret
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.sources.screen.refused import RefusedCatalogue
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.system.autostart import AutostartState
from lookhear.system.paths.folders import Paths
from lookhear.system.secrets.kinds import SecretPlace
from tests.fakes.autostarts import ScriptedAutostart
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lookhear.desktop.engine.backends import BackendWish
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue

SOUNDS = ListedSounds((sound_info(ChannelKind.MIC, "usb"), sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor")))


class Computer:
    """As much of a rig as health needs."""

    def __init__(self, home: Path) -> None:
        self.environ: Mapping[str, str] = {"XDG_SESSION_TYPE": "x11"}
        self.paths = Paths(data=home, exports=home / "exports", state=home / "state")
        self.display: ScreenCatalogue = ListedScreens((display_info(1, is_default=True),))
        self.sound: AudioCatalogue = SOUNDS

    def screens(self) -> ScreenCatalogue:
        return self.display

    def sounds(self) -> AudioCatalogue:
        return self.sound

    def private_backend_url(self) -> str | None:
        return None


class Asked:
    """A backend service that answers as a test wants, and notes what it was asked."""

    def __init__(self) -> None:
        self.wishes: list[BackendWish] = []
        self.answer = BackendCheck(state=BackendState.GOOD, sentence="It answers.")
        self.kept = SecretKept(place=SecretPlace.KEYRING)

    async def check(self, wish: BackendWish) -> BackendCheck:
        self.wishes.append(wish)
        return self.answer

    async def use(self, wish: BackendWish) -> BackendCheck:
        return await self.check(wish)

    async def sign_out(self, wish: BackendWish) -> None:
        del wish

    async def keeps_secrets(self) -> SecretKept:
        return self.kept


class Made:
    """A service over a home."""

    def __init__(self, home: Path, settings: str = "") -> None:
        self.home, self.computer, self.backends = home, Computer(home), Asked()
        if settings:
            (home / "settings.toml").write_text(settings, "utf-8")
        self.autostart = ScriptedAutostart()
        self.settings = SettingsService(SettingsFile(home / "settings.toml"), Hub(), autostart=self.autostart)
        self.service = HealthService(
            self.computer,
            settings=self.settings,
            backends=self.backends,
            root=lambda: self.home / "recordings",
            roots=lambda: (self.home / "recordings",),
        )

    def lines(self, *, tries: bool = False) -> dict[HealthName, HealthLine]:
        return {line.name: line for line in asyncio.run(self.service.report(tries=tries)).lines}


def test_where_all_is_well_every_line_says_so(tmp_path: Path) -> None:
    lines = Made(tmp_path).lines()
    assert set(lines) == set(HealthName) - {HealthName.SETTINGS}
    assert [line.name for line in lines.values() if not line.is_good and line.name is not HealthName.DISK] == []
    assert lines[HealthName.DISK].amount_bytes
    assert lines[HealthName.DISPLAY].detail.startswith("Screen 1")


def test_the_report_says_which_program_and_machine(tmp_path: Path) -> None:
    report = asyncio.run(Made(tmp_path).service.report())
    assert report.version.startswith("Lookhear ")
    assert "x11" in report.machine
    assert not report.was_tried


def test_nothing_is_opened_and_nobody_asked_until_somebody_wants_it_tried(tmp_path: Path) -> None:
    made = Made(tmp_path, '[backend]\nkind = "hosted"\nurl = "https://a.example"\n')
    screens = ListedScreens((display_info(1, is_default=True),))
    made.computer.display = screens
    made.lines()
    assert screens.probes == [False]
    assert made.backends.wishes == []
    assert asyncio.run(made.service.report(tries=True)).was_tried
    assert screens.probes == [False, True]
    assert [wish.url for wish in made.backends.wishes] == ["https://a.example"]


def test_what_does_not_work_is_told_with_its_error(tmp_path: Path) -> None:
    made = Made(tmp_path, "[recording]\nfps = 1000\n")
    made.computer.display = RefusedCatalogue("There is no display here.", "Set DISPLAY.")
    made.computer.sound = NoSounds()
    (tmp_path / "recordings").write_bytes(b"")
    made.backends.kept = SecretKept(place=SecretPlace.FILE, file="secrets.json")
    lines = made.lines()
    bad = {HealthName.DISPLAY, HealthName.MICROPHONE, HealthName.SYSTEM_AUDIO, HealthName.FOLDER, HealthName.SETTINGS, HealthName.SECRETS}
    assert {name for name, line in lines.items() if not line.is_good} == bad
    assert isinstance(lines[HealthName.FOLDER].error, FolderUnwritable)
    assert str(lines[HealthName.DISPLAY].error) == "There is no display here."


def test_a_backend_that_refuses_is_told(tmp_path: Path) -> None:
    made = Made(tmp_path, '[backend]\nkind = "hosted"\nurl = "https://a.example"\n')
    made.backends.answer = BackendCheck(state=BackendState.REFUSED, sentence="It refuses.")
    line = made.lines(tries=True)[HealthName.BACKEND]
    assert (line.is_good, line.detail) == (False, "It refuses.")


def test_a_system_that_does_not_start_it_although_it_should_is_told(tmp_path: Path) -> None:
    made = Made(tmp_path, "[general]\nstart_at_login = true\n")
    made.autostart.now = AutostartState.BLOCKED
    assert not made.lines()[HealthName.AUTOSTART].is_good


def test_the_licences_are_told(tmp_path: Path) -> None:
    assert any(each.name == "httpx" for each in asyncio.run(Made(tmp_path).service.licences()))


# --- the archive --------------------------------------------------------------------------------------------------------

TOKEN, GRANT, KEY = new_secret("st"), new_secret("ig"), new_secret("sk")
TITLE = "Dismissal of Mr Miller"
WINDOW = "Payslips 2026 - Spreadsheet"
HEADSET = "Annabel's Headset"
PASSWORD = "correct horse"
LINK = "shared-link-of-the-recording"
NEVER = {
    "token": TOKEN,
    "grant": GRANT,
    "key": KEY,
    "title": TITLE,
    "window": WINDOW,
    "headset": HEADSET,
    "password": PASSWORD,
    "link": LINK,
}


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A home that is full of what must not leave it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    made = Made(
        tmp_path,
        f"# my password is {PASSWORD}\n[backend]\nkind = 'hosted'\nurl = 'https://capture.example/{LINK}?key={KEY}'\n"
        f"mint_url = 'https://capture.example/mint/{TOKEN}'\n[storage]\nfolder = '{tmp_path}/recordings'\n[plugin]\ntoken = '{TOKEN}'\n",
    )
    info = sound_info(ChannelKind.MIC, HEADSET)
    made.computer.sound = ListedSounds((info, sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor")))
    folder = complete(tmp_path / "recordings")
    write_receipt(folder)
    write_name(folder, TITLE)
    write_binding(folder, Binding(source=TokenSource(kind=SourceKind.MINT, mint_url=f"https://m.example/{LINK}", token=TOKEN)))
    (folder / "context").mkdir(exist_ok=True)
    (folder / "context" / "00000009.ndjson").write_text(json.dumps({"window": WINDOW}) + "\n", "utf-8")
    return made


def fill_log(made: Made) -> None:
    logger = logging.getLogger("lookhear.desktop.test")
    with keep_log(made.computer.paths.state, home=made.home):
        logger.info("handing over with x-access-token: %s to https://capture.example/%s", TOKEN, LINK)
        logger.warning("“%s” was renamed; %s is away", TITLE, HEADSET)
        logger.warning('refused: {"grant": "%s", "api_key": "%s", "password": "%s"}', GRANT, KEY, PASSWORD)
    # Another program's log is cleaned only when it is taken in.
    line = f"POST /ingest?token={TOKEN} Authorization: Bearer {KEY} {GRANT} {made.home}\n"
    (made.computer.paths.state / "backend.log").write_text("x" * 500_000 + TOKEN + "\n" + line, "utf-8")


def read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_of_all_that_is_nobodys_business_nothing_is_in_the_archive(full: Made, tmp_path: Path) -> None:
    fill_log(full)
    path = asyncio.run(full.service.archive(tmp_path / "out.zip"))
    texts = read(path)
    whole = "\n".join([*texts, *texts.values()])
    assert {name: secret for name, secret in NEVER.items() if secret in whole} == {}
    assert not re.search(r"\b(sk|st|ig)-[\w-]{6}", whole)
    assert "my password" not in whole
    assert str(tmp_path) not in whole


def test_the_archive_holds_texts_that_help_and_no_media(full: Made, tmp_path: Path) -> None:
    fill_log(full)
    texts = read(asyncio.run(full.service.archive(tmp_path / "out.zip")))
    assert set(texts) == {
        "README.txt",
        "report.txt",
        "settings.toml",
        "recordings.json",
        "logs/desktop.log",
        "logs/crashes.log",
        "logs/backend.log",
    }
    assert "problem" in texts["report.txt"] or "ok" in texts["report.txt"]
    assert "https://capture.example/…" in texts["settings.toml"]
    assert json.loads(texts["recordings.json"])[0]["now"] == "complete"
    assert "handing over with" in texts["logs/desktop.log"]
    assert max(map(len, texts.values())) < 500_000


def test_the_archive_is_its_owners_alone_and_named_as_one(full: Made, tmp_path: Path) -> None:
    path = asyncio.run(full.service.archive(tmp_path / "help"))
    assert path == tmp_path / "help.zip"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(full: Made, tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable):
        asyncio.run(full.service.archive(tmp_path / "missing" / "out.zip"))


def test_without_an_audio_system_the_archive_is_made_all_the_same(full: Made, tmp_path: Path) -> None:
    full.computer.sound = NoSounds()
    assert "problem  microphone" in read(asyncio.run(full.service.archive(tmp_path / "out.zip")))["report.txt"]
