"""Long answers are the same as short ones, and others get their turn while they are written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.api.deps import reply
from lookhear.backend.api.rows import reply_rows

if TYPE_CHECKING:
    from starlette.responses import JSONResponse

ROW: dict[str, object] = {"text": 'Grüße, "budget"\n \u2028', "start": 1.5, "words": [{"word": "{}"}] * 50, "none": None}


def answer(data: dict[str, object]) -> JSONResponse:
    return asyncio.run(reply_rows(data))


@pytest.mark.parametrize("data", [{}, {"rows": []}, {"rows": [ROW, ROW], "next": False, 'a "name"': {"b": []}}, {"rows": ["{}", 1]}])
def test_an_answer_of_rows_is_written_as_any_other(data: dict[str, object]) -> None:
    given, wanted = answer(data), reply(data)
    assert given.body == wanted.body
    assert (given.status_code, given.headers) == (wanted.status_code, wanted.headers)


def test_what_is_no_number_in_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        answer({"rows": [float("nan")]})


def test_others_work_while_a_long_one_is_written() -> None:
    async def scene() -> int:
        turns = 0

        async def other() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        task = asyncio.create_task(other())
        await reply_rows({"rows": [ROW] * 5000})
        task.cancel()
        return turns

    assert asyncio.run(scene()) > 3
