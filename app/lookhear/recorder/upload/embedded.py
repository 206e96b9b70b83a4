"""The backend of this data folder: found by the file it leaves, started where there is none.

One for each folder: its lock says whether it lives, its discovery file where it is (`lookhear.protocol.discovery`). Of two
programs that start one at the same time the loser's server ends at once, and both join the winner's. It is a process of its
own that outlives the recorder until its work is done, and nothing here ever waits for it unless asked to.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from typing import TYPE_CHECKING, Final, Protocol

from lookhear import __version__
from lookhear.errors import BackendUnreachable, BackendUnsuitable, FolderUnwritable
from lookhear.protocol.discovery import FOLDER, HEALTH_PATH, LOCK_FILE, SERVICE, Discovery, speaks_alike
from lookhear.recorder.upload.tokens.ports import PrivateBackend
from lookhear.system import files
from lookhear.system.discovery import read_discovery
from lookhear.system.paths import private_folder
from lookhear.system.processes import own_command, start_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

IDLE_EXIT_S: Final = 300.0
_PROBE_S: Final = 2.0
_POLL_S: Final = 0.1
_FIND_S: Final = 20.0
_PATIENCE_S: Final = 60.0  # how long one may take to answer, on a machine that is busy recording, before it is called silent
_RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
_HOPELESS: Final = 3  # starts in a row that failed, after which people are told
_LOG_BYTES: Final = 1_000_000
_LOG_TAIL_BYTES: Final = 2000


class Child(Protocol):
    """As much of a started process as is needed here."""

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        ...


class Start(Protocol):
    """Starts a program that outlives this one."""

    def __call__(self, argv: Sequence[str], *, log: Path) -> Child:
        """Raises OSError."""
        ...


def version_at(url: str) -> str:
    """Ask a server for its version. Raises BackendUnreachable, and BackendUnsuitable for what is no backend of ours."""
    import httpx

    try:
        # Never through a proxy: this is a server on this computer.
        answer = httpx.get(url + HEALTH_PATH, timeout=_PROBE_S, trust_env=False)
        told = answer.raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        raise BackendUnreachable(f"The backend of this computer does not answer at {url}.") from exc
    except ValueError as exc:
        raise BackendUnsuitable(f"What answers at {url} is no Lookhear backend.") from exc
    match told:
        case {"data": {"service": str(service), "version": str(version)}} if service == SERVICE:
            return version
    raise BackendUnsuitable(f"What answers at {url} is no Lookhear backend.")


class EmbeddedBackend:
    """Finds the backend of a data folder or starts it. Ask it again whenever the backend has gone: it is started anew, ever more slowly."""

    def __init__(
        self,
        *,
        data: Path,
        state: Path,
        idle_exit_s: float = IDLE_EXIT_S,
        start: Start = start_apart,
        ask_version: Callable[[str], str] = version_at,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._state, self._idle_exit_s = data / FOLDER, state, idle_exit_s
        self._start, self._ask_version, self._now_s = start, ask_version, now_s
        self._child: Child | None = None
        self._failures = 0
        self._retry_at_s = 0.0
        self._silent_since_s: float | None = None
        self._closing = threading.Event()
        self._asking = threading.Lock()

    @property
    def log(self) -> Path:
        """Where a backend that was started from here writes what it has to say."""
        return self._state / "backend.log"

    def poll(self) -> Discovery | None:
        """One step: where the backend is when it answers, None while it is on its way. Takes two seconds at most.

        Raises BackendUnsuitable when the one that runs is of another version, BackendUnreachable when none can be started or the one
        that lives says nothing for a minute, FolderUnwritable. Ask again later all the same: each may pass.
        """
        if self._is_served():
            return self._join()
        if self._child is not None:
            if self._child.poll() is None:
                self._be_patient("The backend of this computer was started and does not get ready.")
                return None
            self._child = None
            self._note_failure()
        if self._now_s() >= self._retry_at_s:
            self._begin()
        elif self._failures >= _HOPELESS:
            raise BackendUnreachable(f"The backend of this computer ends as soon as it is started.{self._last_words()}", hint=self._hint)
        return None

    def wait(self, *, stop: threading.Event, timeout_s: float) -> Discovery | None:
        """Step until it answers; None when ``stop`` is set or the time is up. Raises what `poll` raises."""
        give_up_s = self._now_s() + timeout_s
        while not stop.is_set() and self._now_s() < give_up_s:
            if (found := self.poll()) is not None:
                return found
            stop.wait(_POLL_S)
        return None

    def find(self) -> PrivateBackend:
        """Wait for it as a token provider does (`PrivateBackendFinder`). May be called by several threads; `close` ends the waiting."""
        with self._asking:
            found = self.wait(stop=self._closing, timeout_s=_FIND_S)
        if found is None:
            raise BackendUnreachable("The backend of this computer is still starting.")
        return PrivateBackend(url=found.url, api_key=found.api_key)

    def close(self) -> None:
        """End the waiting of whoever waits. The backend itself is left alone."""
        self._closing.set()

    def running(self) -> Discovery | None:
        """The backend that runs now, if one does and answers; none is started. Raises BackendUnsuitable as `poll` does."""
        return self._join() if self._is_served() else None

    def _join(self) -> Discovery | None:
        found = read_discovery(self._folder)
        if found is None:  # not written yet
            self._be_patient("The backend of this computer was started and does not get ready.")
            return None
        try:
            version = self._ask_version(found.url)
        except BackendUnreachable:
            self._be_patient(f"The backend of this computer (process {found.pid}) does not answer.")
            return None
        if not speaks_alike(__version__, version):
            raise BackendUnsuitable(
                f"The backend of this computer is that of Lookhear {version}, and this is {__version__}.",
                hint=f"It ends by itself when nobody uses it any more, or now if you end process {found.pid}; then the new one is started.",
            )
        self._failures, self._silent_since_s = 0, None
        return found

    def _be_patient(self, complaint: str) -> None:
        now_s = self._now_s()
        if self._silent_since_s is None:
            self._silent_since_s = now_s
        if now_s - self._silent_since_s > _PATIENCE_S:
            raise BackendUnreachable(complaint, hint=self._hint)

    def _is_served(self) -> bool:
        """Whether a server holds the lock: it does from before it is ready until it has ended."""
        try:
            fd = os.open(self._folder / LOCK_FILE, os.O_RDWR)
        except OSError:
            return False
        try:
            return not files.try_lock(fd)
        except OSError as exc:
            raise FolderUnwritable(f"The file system of {self._folder} cannot lock files ({exc.strerror}).") from exc
        finally:
            os.close(fd)

    def _begin(self) -> None:
        private_folder(self._state)
        self._shorten_log()
        argv = own_command("serve", "--embedded", "--idle-exit", f"{self._idle_exit_s:g}")
        self._silent_since_s = None
        try:
            self._child = self._start(argv, log=self.log)
        except OSError as exc:
            self._note_failure()
            raise BackendUnreachable(f"The backend of this computer cannot be started: {exc.strerror}.", hint=self._hint) from exc

    def _note_failure(self) -> None:
        """A server that was started has ended (it may have worked for long, then `_join` counted anew), or could not be started."""
        self._failures += 1
        self._retry_at_s = self._now_s() + _RETRY_S[min(self._failures, len(_RETRY_S)) - 1]

    def _shorten_log(self) -> None:
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > _LOG_BYTES:
                self.log.replace(self.log.with_suffix(".log.1"))

    def _last_words(self) -> str:
        try:
            lines = self.log.read_bytes()[-_LOG_TAIL_BYTES:].decode("utf-8", "replace").split("\n")
        except OSError:
            return ""
        said = [line.strip() for line in lines if line.strip()]
        return f" It said: {said[-1]}" if said else ""

    @property
    def _hint(self) -> str:
        return f"The recording is not touched by that; {self.log} says more."
