from __future__ import annotations

from lookhear.desktop.engine.diagnostics.licences import licences


def test_what_the_program_needs_is_told_with_what_that_needs() -> None:
    found = {each.name.lower().replace("_", "-"): each for each in licences()}
    assert {"av", "httpx", "pyside6-essentials", "shiboken6"} <= set(found)
    assert "lookhear" not in found
    assert "pytest" not in found
    assert found["httpx"].licence
    names = [each.name.casefold() for each in licences()]
    assert names == sorted(names)
    assert all(len(each.licence) < 200 and "\n" not in each.licence for each in found.values())


def test_a_program_without_records_has_none() -> None:
    assert licences("no-such-package-as-this") == ()
