from __future__ import annotations

import pytest

from lookhear.masking.markup import elements


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<Password>hunter2</Password>", [("password", "hunter2")]),
        ("<db:password type='x'>\n  my dog \n</db:password>", [("db:password", "my dog")]),
        ("<password><![CDATA[hunter2]]></password>", [("password", "hunter2")]),
        ("<a><b>1</b><c>2</c></a>", [("b", "1"), ("c", "2")]),
        ("mysql -p<password> and more", []),
        ("<password></password><b> </b>", []),
        ("a < b > c </", []),
    ],
)
def test_elements_with_nothing_but_text_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(name, text[begin:end]) for name, begin, end in elements(text)] == found
