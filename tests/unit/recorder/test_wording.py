from __future__ import annotations

import pytest

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.wording import channel_label, clock_text, iso_time, plural


def test_times_and_names_read_as_people_write_them() -> None:
    assert [clock_text(seconds) for seconds in (0, 59.9, 60, 723, 3602)] == ["0:00", "0:59", "1:00", "12:03", "1:00:02"]
    assert [channel_label(ChannelId.parse(name)) for name in ("mic:default", "system_audio:default", "display:2", "mic:usb")] == [
        "mic",
        "system audio",
        "display 2",
        "mic usb",
    ]
    assert iso_time(1_700_000_000_123_456_789) == "2023-11-14T22:13:20.123Z"


@pytest.mark.parametrize(
    ("wall_ns", "said"),
    [
        (-1, "1969-12-31T23:59:59.999Z"),
        (-(1 << 63), "1677-09-21T00:12:43.145Z"),
        ((1 << 63) - 1, "2262-04-11T23:47:16.854Z"),
        (10**30, "2262-04-11T23:47:16.854Z"),
        (-(10**30), "1677-09-21T00:12:43.145Z"),
    ],
)
def test_a_time_that_cannot_be_is_said_all_the_same(wall_ns: int, said: str) -> None:
    assert iso_time(wall_ns) == said


def test_one_is_not_many() -> None:
    assert [plural(count, "gap") for count in (0, 1, 2)] == ["0 gaps", "1 gap", "2 gaps"]
