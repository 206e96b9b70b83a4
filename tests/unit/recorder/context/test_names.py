from __future__ import annotations

import pytest

from lookhear.recorder.context.names import MOST_APP_CHARS, MOST_TITLE_CHARS, app_of, title_of
from lookhear.system.active_window import ActiveWindow


def test_names_are_short_lines_of_whole_characters() -> None:
    window = ActiveWindow("a\nb" * 100, "x\t\x00y \ud800" + "z" * 900)
    assert len(app_of(window)) == MOST_APP_CHARS
    assert title_of(window).startswith("x y ?z")
    assert len(title_of(window)) == MOST_TITLE_CHARS


def test_secrets_in_a_title_are_masked() -> None:
    assert title_of(ActiveWindow("Terminal", "mysql --password hunter2 -h db")) == "mysql --password [masked: password] -h db"


@pytest.mark.parametrize("title", ["Bank — Private Browsing", "Bank - Google Chrome (Incognito)", "Bank - [InPrivate] - Microsoft Edge"])
def test_the_title_of_a_private_window_is_nobodys_business(title: str) -> None:
    assert title_of(ActiveWindow("Browser", title)) == ""


@pytest.mark.parametrize("title", ["P" * 5000 + " — Firefox Private Browsing", "P" * 1023, "🙂" * 1023, " " * 4080 + "sk-live-ABCDEFGH"])
def test_of_a_title_that_may_have_been_cut_nothing_is_told(title: str) -> None:
    window = ActiveWindow("Browser", title)
    assert (app_of(window), title_of(window)) == ("Browser", "")


def test_other_titles_stay() -> None:
    assert title_of(ActiveWindow("Editor", "Privately held companies.odt")) == "Privately held companies.odt"
