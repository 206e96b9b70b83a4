"""Words of the wire: the same strings as the official SDK's, under the same names."""

from __future__ import annotations

from dataclasses import asdict

import pytest
import videodb
from videodb import _constants as official

from lookhear.sdk.values import names

SHARED = (
    "IndexType", "IndexCapability", "FieldGroup", "MediaType", "RTStreamChannelType", "SceneExtractionType", "SearchType",
    "SegmentationType", "Segmenter", "SubtitleAlignment", "SubtitleBorderStyle",
)  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_every_word_of_the_official_sdk_is_there_and_means_the_same(name: str) -> None:
    theirs = {key: value for key, value in vars(getattr(official, name)).items() if not key.startswith("_")}
    assert theirs
    for key, value in theirs.items():
        assert getattr(names, name)[key] == value
        assert str(getattr(names, name)[key]) == str(getattr(value, "value", value))


def test_subtitles_look_the_same_by_default() -> None:
    assert asdict(names.SubtitleStyle()) == asdict(videodb.SubtitleStyle())
