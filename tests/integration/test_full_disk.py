"""A disk that is really full: a file system of four megabytes in a mount namespace of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.rows import EndReason

ROOT = Path(__file__).parents[2]
FILL = """
import json, shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from lookhear.errors import DiskFull
from lookhear.recorder.receipt import write_receipt
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import EndReason
from tests.fakes.recordings import SCREEN, begin, fragment_bytes, fragment_facts
small, keep, is_ended = Path(sys.argv[1]), Path(sys.argv[3]), sys.argv[4] == "ended"
sealed = 0
with begin(small, SCREEN) as writer:
    try:
        while True:
            facts = fragment_facts(SCREEN, sealed + 1)
            writer.seal_fragment(facts, fragment_bytes(facts))
            sealed += 1
    except DiskFull as full:
        sentence = full.for_people()
    if is_ended:
        writer.end(EndReason.DISK_FULL, t_ns=1)
        write_receipt(writer.folder)
if not is_ended:
    recover(writer.folder)
shutil.copytree(writer.folder, keep)
print(json.dumps({"sealed": sealed, "sentence": sentence}))
"""
MOUNT = 'mount -t tmpfs -o size=4m,mode=700 none "$1" && exec "$2" -c "$3" "$1" "$4" "$5" "$6"'


@pytest.mark.linux
@pytest.mark.parametrize(("ending", "reason"), [("ended", EndReason.DISK_FULL), ("abandoned", EndReason.RECOVERED)])
def test_a_full_disk_loses_nothing_that_was_sealed(tmp_path: Path, ending: str, reason: EndReason) -> None:
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system gives no mount namespaces")
    (tmp_path / "small").mkdir()
    keep = tmp_path / "keep"
    arguments = [str(tmp_path / "small"), sys.executable, FILL, str(ROOT), str(keep), ending]
    done = subprocess.run(["unshare", "-rm", "sh", "-c", MOUNT, "sh", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "is full" in told["sentence"]
    assert "Free some space" in told["sentence"]
    receipt = build_receipt(keep, verify=True)
    assert receipt.end_reason is reason
    assert receipt.tracks[0].fragments == told["sealed"] > 100
    assert receipt.tracks[0].lost_fragments == 0
    assert receipt.damaged_lines == 0
    assert (keep / "receipt.json").exists()
