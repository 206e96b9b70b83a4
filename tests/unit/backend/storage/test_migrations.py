"""The list of steps and the modules they are in."""

from __future__ import annotations

from pathlib import Path

from lookhear.backend.storage import migrations


def test_every_step_has_its_module_and_stands_in_order() -> None:
    modules = sorted(path.stem for path in Path(migrations.__path__[0]).glob("r*.py"))
    assert modules == [f"r{revision}" for revision in migrations.REVISIONS]
