"""The real pip installs what a lock names, from a folder that it is told to look in; what it says becomes a sentence."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import DiskFull, FetchFailed, InstallFailed
from lookhear.understanding.packages import by_pip

if TYPE_CHECKING:
    from pathlib import Path

NAME = "lookhear_made_for_a_test"


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock of one package, which lies as a wheel where pip looks."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel = wheels / f"{NAME}-1.0-py3-none-any.whl"
    files = {
        f"{NAME}.py": b"ANSWER = 42\n",
        f"{NAME}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n".encode(),
        f"{NAME}-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for name, data in files.items()
    )
    with zipfile.ZipFile(wheel, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
        zipped.writestr(f"{NAME}-1.0.dist-info/RECORD", f"{record}{NAME}-1.0.dist-info/RECORD,,\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    path = tmp_path / "lock.txt"
    path.write_text(f"{NAME.replace('_', '-')}==1.0 \\\n    --hash=sha256:{digest}\n", "utf-8")
    return path


def test_what_a_lock_names_is_put_into_the_folder(lock: Path, tmp_path: Path) -> None:
    heard: list[float] = []
    by_pip.install(lock, tmp_path / "out", progress=heard.append)
    assert (tmp_path / "out" / f"{NAME}.py").read_text("utf-8") == "ANSWER = 42\n"
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert by_pip.has_pip()


def test_other_bytes_than_the_lock_says_are_refused(lock: Path, tmp_path: Path) -> None:
    lock.write_text(f"{NAME.replace('_', '-')}==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    with pytest.raises(InstallFailed, match="not what this version"):
        by_pip.install(lock, tmp_path / "out")


def test_ctrl_c_ends_pip(lock: Path, tmp_path: Path) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        by_pip.install(lock, tmp_path / "out", progress=interrupted)


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", DiskFull, "full"),
        ("WARNING: Retrying (Retry(total=4)) after connection broken by NewConnectionError", FetchFailed, "cannot reach"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", InstallFailed, "not what"),
        ("ERROR: No matching distribution found for x==1", InstallFailed, "Nobody has"),
        ("ERROR: something else\nhint: none", InstallFailed, "something else"),
        ("", InstallFailed, "did not say why"),
    ],
)
def test_what_it_says_becomes_a_sentence(said: str, kind: type[Exception], words: str) -> None:
    failure = by_pip.failure_of(said.splitlines(keepends=True))
    assert type(failure) is kind
    assert words in str(failure)
    assert failure.hint
