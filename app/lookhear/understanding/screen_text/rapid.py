"""Lines are found and read by RapidOCR, with the models in its package: nothing is fetched from anywhere.

Lines are found in a picture of half the size, which takes a quarter of the time, and read from the whole one (docs/decisions/0039).
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lookhear.errors import EngineFailed
from lookhear.understanding.screen_text.rects import Rect

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FINDER: Final = "PP-OCRv6_det_small.onnx"
_READER: Final = "PP-OCRv6_rec_small.onnx"
_SMALL_PIXELS: Final = 60_000  # up to here it is looked at as it is
_SCALE: Final = 0.5
_LONGEST_PX: Final = 1920  # of the picture in which lines are found
_MULTIPLE: Final = 64
_LEAST_LINE_PX: Final = 5
_REPAIR: Final = "Install Lookhear's offline engines anew: lookhear engines install screen-text."


class RapidReader:
    """Raises EngineFailed when the package or its models are not there. Not for two threads at once."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        try:
            import cv2
            from rapidocr import RapidOCR
        except ImportError as exc:
            raise EngineFailed("The reader of screen text is not installed.", hint=_REPAIR) from exc
        cv2.setNumThreads(1)
        self._resize: Any = cv2.resize
        self._average: int = cv2.INTER_AREA
        self._read: Any = RapidOCR(params=_params(model_folder()))

    def find(self, rgb: NDArray[np.uint8]) -> list[Rect]:
        """Where there are lines in a picture."""
        height, width = rgb.shape[:2]
        scale = 1.0 if width * height <= _SMALL_PIXELS else _SCALE
        scale = min(scale, _LONGEST_PX / max(width, height))
        if scale < 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            rgb = self._resize(rgb, size, interpolation=self._average)
        seen = self._read(_padded(_bgr(rgb)), use_det=True, use_cls=False, use_rec=False)
        found: list[Rect] = []
        for corners in [] if seen.boxes is None else seen.boxes:
            (left, top), (right, bottom) = np.min(corners, axis=0) / scale, np.max(corners, axis=0) / scale
            box = Rect(max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1))
            if min(box.width, box.height) >= _LEAST_LINE_PX:
                found.append(box)
        return found

    def read(self, rgb: NDArray[np.uint8]) -> tuple[str, float]:
        """The text of a picture of one line, and how sure that is."""
        seen = self._read(_bgr(rgb), use_det=False, use_cls=False, use_rec=True)
        texts, scores = getattr(seen, "txts", None), getattr(seen, "scores", None)
        return (str(texts[0]).strip(), float(scores[0])) if texts and scores else ("", 0.0)


def model_folder() -> Path:
    """Where the package has its models. Raises EngineFailed when they are not there."""
    spec = importlib.util.find_spec("rapidocr")
    folders = [] if spec is None else [Path(place) / "models" for place in spec.submodule_search_locations or ()]
    for folder in folders:
        if (folder / _FINDER).is_file() and (folder / _READER).is_file():
            return folder
    raise EngineFailed("The models that read screen text are not in their package.", hint=_REPAIR)


def _params(folder: Path) -> dict[str, Any]:
    """Named models are not looked for anywhere else. With ``max`` a narrow strip is not blown up to 736 pixels."""
    return {
        "Global.use_cls": False,
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Global.log_level": "critical",
        "Global.text_score": 0.0,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.limit_type": "max",
        "Det.limit_side_len": 2 * _LONGEST_PX,
        "Det.model_path": str(folder / _FINDER),
        "Rec.model_path": str(folder / _READER),
        "Rec.rec_batch_num": 1,
    }


def _bgr(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _padded(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """With sides of a multiple of 64: the network's own rounding would squeeze a strip, and make nothing of a very low one."""
    height, width = picture.shape[:2]
    return np.pad(picture, ((0, -height % _MULTIPLE), (0, -width % _MULTIPLE), (0, 0)), mode="edge")
