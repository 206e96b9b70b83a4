"""The official capture clients with our engine plugged in, unchanged: an environment for Python, a project for Node."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from demo.process import wait_until
from installers.engine_wheel.__main__ import make
from tests.contract.quickstart.blocks import block
from tests.tools import node
from tests.tools.driven import Driven, DrivenError
from tests.tools.program import end_backend

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROGRAMS: Final = Path(__file__).parent / "programs"
_NEEDED: Final = ("videodb", "requests", "backoff", "tqdm", "websockets", "urllib3", "idna", "certifi", "charset-normalizer")
_TOLD_S: Final = 120.0


def repacked(name: str, folder: Path) -> Path:
    """A wheel of a distribution that is installed here, as good as the one it came from: nothing need be fetched."""
    found = distribution(name)
    tag = next(line.partition(":")[2].strip() for line in (found.read_text("WHEEL") or "").splitlines() if line.startswith("Tag:"))
    wheel = folder / f"{found.metadata['Name'].replace('-', '_')}-{found.version}-{tag}.whl"
    not_of_a_wheel = {"INSTALLER", "REQUESTED", "direct_url.json"}
    with zipfile.ZipFile(wheel, "w") as packed:
        for file in found.files or ():
            if file.parts[0] != ".." and file.suffix != ".pyc" and file.name not in not_of_a_wheel:
                packed.write(file.locate(), file.as_posix())
    return wheel


def python_with_the_extra(folder: Path) -> Path:
    """An interpreter for which the two installations of the quickstart were done, with ``--find-links``, and nothing else."""
    dist, wheels = folder / "dist", folder / "wheels"
    wheels.mkdir(parents=True)
    make(dist)
    for name in _NEEDED:
        repacked(name, wheels)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    python = folder / "env" / "bin" / "python"
    options: list[str | Path] = [
        "--no-index",
        "--find-links",
        wheels,
        "--find-links",
        dist,
        "--no-compile",
        "--quiet",
        "--disable-pip-version-check",
    ]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    for page_block in ("install_backend.txt", "install_client.txt"):
        pip, install, wanted = shlex.split(block(page_block))
        subprocess.run([sys.executable, "-m", pip, "--python", python, install, *options, wanted], check=True, env=env)
    return python


def node_project(folder: Path) -> Path:
    """A project with the SDK in its node_modules, into which `lookhear engine install` put the engine."""
    shutil.copytree(node.FOLDER / "node_modules" / "videodb", folder / "node_modules" / "videodb")
    subprocess.run([sys.executable, "-m", "lookhear", "engine", "install", "--node-project", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """One of the SDKs: how its program is started, and how it spells things."""

    name: str
    argv: tuple[str, ...]
    env: tuple[tuple[str, str], ...] = ()
    screen_capture: str
    refusal: str  # the class of what it raises when the engine says no
    granted: object

    def client(self, env: Mapping[str, str], home: Path) -> OfficialClient:
        """Its client, in a process of its own, on a desktop."""
        return OfficialClient(self, {**env, **dict(self.env), "LOOKHEAR_HOME": str(home)}, home)


def official_python(python: Path) -> Official:
    """Version 0.5.1."""
    argv = (str(python), "-W", "ignore", str(_PROGRAMS / "drive.py"))
    return Official(name="python", argv=argv, screen_capture="screen_capture", refusal="RuntimeError", granted=True)


def official_node(project: Path) -> Official:
    """Version 0.2.0."""
    argv = (str(node.node()), str(_PROGRAMS / "drive.js"), str(project))
    env = (("NODE_PATH", str(node.FOLDER / "node_modules")),)
    return Official(name="node", argv=argv, env=env, screen_capture="screen-capture", refusal="Error", granted="granted")


class OfficialClient:
    """A program that uses the SDK. What the engine started besides is ended with the context, by process id."""

    def __init__(self, sdk: Official, env: Mapping[str, str], home: Path) -> None:
        self.sdk, self.home = sdk, home
        self.driven = Driven(sdk.argv, env=env)

    def new(self, *, url: str, token: str = "st-nothing") -> None:
        """Make the SDK's client, and listen to its events as its quickstart does."""
        self.driven.call("new", token=token, url=url)

    def call(self, do: str, **params: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        """See `Driven.call`."""
        return self.driven.call(do, **params)

    def engine(self) -> int:
        """The process id of the engine."""
        pid = self.call("pid")
        assert isinstance(pid, int)
        return pid

    def events(self, name: str) -> list[dict[str, Any]]:
        """The payloads of all events of a name that were told so far."""
        return [told["payload"] for told in self.call("told")["events"] if told["event"] == name]

    def wait_for(self, name: str) -> dict[str, Any]:
        """Wait for an event and give its payload."""
        return wait_until(lambda: next(iter(self.events(name)), None), what=f"the event {name}", deadline_s=_TOLD_S)

    def __enter__(self) -> Self:
        self.driven.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            self.driven.__exit__(*exc)
        finally:
            end_backend(self.home)


def has_ended(pid: int) -> bool:
    """Whether a process is gone; one that waits to be buried is."""
    try:
        return Path("/proc", str(pid), "stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def engines_of(home: Path) -> list[int]:
    """The engines that run with this home."""
    wanted = f"LOOKHEAR_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, environ = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"lookhear-capture" in command and wanted in environ.split(b"\0"):
            found.append(int(folder.name))
    return found


def told_of(answer: object) -> dict[str, Any]:
    """What the engine said in an error, whichever way the SDK passes it on."""
    assert isinstance(answer, dict), json.dumps(answer)
    return answer


def next_answers(client: OfficialClient) -> bool:
    """Node starts the engine again after a second, and refuses until then; Python does so with the call."""
    try:
        return bool(client.call("raw", command="getChannels", params={})["channels"])
    except DrivenError:
        return False
