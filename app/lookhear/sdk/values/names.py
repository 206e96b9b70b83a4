"""Words of the wire that a program may say, under the names of the official SDK. Each is a string too (contract §2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class MediaType(StrEnum):
    """What a file or a stream consists of."""

    video = "video"
    audio = "audio"
    image = "image"


class RTStreamChannelType(StrEnum):
    """What `CaptureSession.get_rtstream` can be asked for; ``display`` means the same as ``screen`` (contract §3.3)."""

    mic = "mic"
    screen = "screen"
    display = "display"
    system_audio = "system_audio"


class SearchType(StrEnum):
    """How the older searches look: by meaning, by word, or in scenes."""

    semantic = "semantic"
    keyword = "keyword"
    scene = "scene"


class IndexType(StrEnum):
    """What the older searches look in."""

    spoken_word = "spoken_word"
    scene = "scene"


class IndexCapability(StrEnum):
    """What an index can be used for."""

    semantic = "semantic"
    query = "query"
    aggregate = "aggregate"


class FieldGroup(StrEnum):
    """What a field of an index serves."""

    semantic = "semantic"
    filter = "filter"
    aggregate = "aggregate"
    sort = "sort"


class SceneExtractionType(StrEnum):
    """What a scene is: a shot, a stretch of time, or a passage of what was said."""

    shot_based = "shot"
    time_based = "time"
    transcript = "transcript"


class Segmenter(StrEnum):
    """What a transcript is cut by."""

    time = "time"
    word = "word"
    sentence = "sentence"


class SegmentationType(StrEnum):
    """What spoken words are indexed by."""

    sentence = "sentence"
    llm = "llm"


class SubtitleBorderStyle(IntEnum):
    """What is drawn around subtitles."""

    no_border = 1
    opaque_box = 3
    outline = 4


class SubtitleAlignment(IntEnum):
    """Where subtitles stand."""

    bottom_left = 1
    bottom_center = 2
    bottom_right = 3
    top_left = 5
    top_center = 6
    top_right = 7
    middle_left = 9
    middle_center = 10
    middle_right = 11


@dataclass(frozen=True, slots=True)
class SubtitleStyle:
    """How subtitles look: sizes in points, margins in pixels, colours as ``&HAABBGGRR``. Our player decides by itself and ignores it."""

    font_name: str = "Arial"
    font_size: float = 18
    primary_colour: str = "&H00FFFFFF"
    secondary_colour: str = "&H000000FF"
    outline_colour: str = "&H00000000"
    back_colour: str = "&H00000000"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike_out: bool = False
    scale_x: float = 1.0
    scale_y: float = 1.0
    spacing: float = 0
    angle: float = 0
    border_style: int = SubtitleBorderStyle.outline
    outline: float = 1.0
    shadow: float = 0.0
    alignment: int = SubtitleAlignment.bottom_center
    margin_l: int = 10
    margin_r: int = 10
    margin_v: int = 10
