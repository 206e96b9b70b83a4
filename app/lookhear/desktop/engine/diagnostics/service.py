"""What a person who reports a problem needs: see `lookhear.desktop.engine.ports.HealthService`. Belongs to the engine loop.

What it is made with is loaded when it is first needed: the tray must come up quickly.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.aside import aside
from lookhear.desktop.engine.backends import BackendWish
from lookhear.desktop.engine.health import HealthLine, HealthName, HealthReport
from lookhear.desktop.engine.settings.declared import BackendKind
from lookhear.errors import LookhearError
from lookhear.system.autostart import AutostartState
from lookhear.system.secrets.kinds import SecretPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lookhear.desktop.engine.diagnostics.licences import Licence
    from lookhear.desktop.engine.ports import BackendService, SettingsService
    from lookhear.recorder.checking import Finding
    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue
    from lookhear.system.paths.folders import Paths

_NAMES: Final = {
    "display": HealthName.DISPLAY,
    "microphone": HealthName.MICROPHONE,
    "system audio": HealthName.SYSTEM_AUDIO,
    "video encoder": HealthName.ENCODER,
    "recordings folder": HealthName.FOLDER,
    "disk": HealthName.DISK,
}


class HealthRig(Protocol):
    """As much of `lookhear.desktop.engine.rig.Rig` as is needed here."""

    environ: Mapping[str, str]
    paths: Paths

    def screens(self) -> ScreenCatalogue:
        """The displays. May block."""
        ...

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs. May block."""
        ...

    def private_backend_url(self) -> str | None:
        """Where the backend of this computer says that it answers; None where none runs."""
        ...


class HealthService:
    """``root`` is the folder of the recordings as the settings have it now, ``roots`` every folder that may have some."""

    def __init__(
        self,
        rig: HealthRig,
        *,
        settings: SettingsService,
        backends: BackendService,
        root: Callable[[], Path],
        roots: Callable[[], Sequence[Path]],
    ) -> None:
        self._rig, self._settings, self._backends = rig, settings, backends
        self._root, self._roots = root, roots

    async def report(self, *, tries: bool = False) -> HealthReport:
        """See the port."""
        from lookhear.desktop.engine.diagnostics.machine import machine_line, version_line

        root = self._root()
        findings = await aside(lambda: self._examined(root, probe=tries), name="examine")
        lines = [*map(_line, findings), *self._settings_lines(), await self._backend_line(asks=tries)]
        lines += [await self._secrets_line(), await self._autostart_line()]
        environ = self._rig.environ
        return HealthReport(lines=tuple(lines), version=version_line(environ), machine=machine_line(environ), was_tried=tries)

    async def archive(self, output: Path) -> Path:
        """See the port."""
        report, roots = await self.report(), tuple(self._roots())
        return await aside(lambda: self._archive(output, report, roots), name="write-archive")

    async def licences(self) -> Sequence[Licence]:
        """See the port."""
        from lookhear.desktop.engine.diagnostics.licences import licences

        return await aside(licences, name="licences")

    def _examined(self, root: Path, *, probe: bool) -> list[Finding]:
        from lookhear.recorder.checking import examine

        return list(examine(screens=self._rig.screens, sounds=self._rig.sounds, folder=root, probe=probe))

    def _settings_lines(self) -> Iterator[HealthLine]:
        for trouble in self._settings.troubles:
            yield HealthLine(name=HealthName.SETTINGS, is_good=False, detail=str(trouble), error=trouble)

    async def _backend_line(self, *, asks: bool) -> HealthLine:
        backend = self._settings.now.backend
        if backend.kind is not BackendKind.HOSTED:
            running = await aside(self._rig.private_backend_url, name="find-backend")
            return HealthLine(name=HealthName.BACKEND, is_good=True, detail=running or "")
        if not asks:
            return HealthLine(name=HealthName.BACKEND, is_good=True, detail=backend.url)
        found = await self._backends.check(BackendWish(kind=backend.kind, url=backend.url, mint_url=backend.mint_url))
        return HealthLine(name=HealthName.BACKEND, is_good=found.is_good, detail=found.sentence)

    async def _secrets_line(self) -> HealthLine:
        kept = await self._backends.keeps_secrets()
        return HealthLine(name=HealthName.SECRETS, is_good=kept.place is SecretPlace.KEYRING, detail=kept.file)

    async def _autostart_line(self) -> HealthLine:
        state = await self._settings.autostart()
        is_wanted = self._settings.now.general.start_at_login
        return HealthLine(name=HealthName.AUTOSTART, is_good=is_wanted == (state is AutostartState.ON), detail=state.value)

    def _archive(self, output: Path, report: HealthReport, roots: Sequence[Path]) -> Path:
        """On a thread."""
        from lookhear.desktop.engine.diagnostics.archive import Contents, write_archive
        from lookhear.desktop.engine.diagnostics.machine import versions
        from lookhear.desktop.engine.diagnostics.scrubbing import Scrubber
        from lookhear.desktop.engine.diagnostics.summaries import summaries
        from lookhear.desktop.engine.library.naming import read_name

        names = {read_name(folder) for root in roots for folder in root.glob("rec-*")} - {""}
        contents = Contents(
            report=report,
            versions=versions(),
            settings=self._settings.now,
            recordings=summaries(roots),
            logs=self._rig.paths.state,
        )
        return write_archive(output, contents, Scrubber(Path.home(), devices=self._devices(), names=names))

    def _devices(self) -> list[str]:
        """What microphones and outputs call themselves: often the name of whoever owns them."""
        try:
            found: Sequence[ChannelInfo] = self._rig.sounds().inputs(probe=False)
        except LookhearError:
            return []
        return [text for info in found for text in (info.name, info.device) if text and text != "none"]


def _line(finding: Finding) -> HealthLine:
    name = _NAMES[finding.check]
    return HealthLine(name=name, is_good=finding.ok, detail=finding.detail, error=finding.error, amount_bytes=finding.amount_bytes)
