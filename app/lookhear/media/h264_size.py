"""How large the pictures of H.264 are: what a sequence parameter set says of it (ISO/IEC 14496-10 §7.3.2.1.1, §7.4.2.1.1)."""

from __future__ import annotations

from typing import Final

from lookhear.errors import MediaError
from lookhear.media.h264 import BitReader, read_sps

_MACROBLOCK: Final = 16
_MOST: Final = 8192
_MOST_OFFSETS: Final = 255


def picture_size(sps: bytes) -> tuple[int, int]:
    """Width and height in pixels, cropped. Raises MediaError for a set that is damaged, or says more than 8192."""
    facts = read_sps(sps)
    bits = BitReader(sps[4:].replace(b"\x00\x00\x03", b"\x00\x00"))
    bits.exp_golomb()  # seq_parameter_set_id
    if facts.is_high_profile:
        _skip_high(bits)
    bits.exp_golomb()  # log2_max_frame_num_minus4
    _skip_order(bits)
    bits.exp_golomb()  # max_num_ref_frames
    bits.bit()  # gaps_in_frame_num_value_allowed_flag
    width, rows = bits.exp_golomb() + 1, bits.exp_golomb() + 1
    is_frames_only = bits.bit()
    if not is_frames_only:
        bits.bit()  # mb_adaptive_frame_field_flag
    bits.bit()  # direct_8x8_inference_flag
    left = right = top = bottom = 0
    if bits.bit():
        left, right, top, bottom = (bits.exp_golomb() for _ in range(4))
    step_x, step_y = {0: (1, 1), 1: (2, 2), 2: (2, 1), 3: (1, 1)}[facts.chroma_format]
    step_y *= 2 - is_frames_only
    shown = width * _MACROBLOCK - step_x * (left + right), rows * (2 - is_frames_only) * _MACROBLOCK - step_y * (top + bottom)
    if not (0 < shown[0] <= _MOST and 0 < shown[1] <= _MOST):
        raise MediaError("The H.264 sequence parameter set is damaged.")
    return shown


def _skip_high(bits: BitReader) -> None:
    chroma_format = bits.exp_golomb()
    if chroma_format == 3:  # noqa: PLR2004 - 4:4:4
        bits.bit()
    bits.exp_golomb()
    bits.exp_golomb()  # depths
    bits.bit()  # qpprime_y_zero_transform_bypass_flag
    if bits.bit():  # seq_scaling_matrix_present_flag
        for number in range(12 if chroma_format == 3 else 8):  # noqa: PLR2004 - as above
            if bits.bit():
                _skip_scaling_list(bits, 16 if number < 6 else 64)  # noqa: PLR2004 - the small ones come first


def _skip_scaling_list(bits: BitReader, size: int) -> None:
    """§7.3.2.1.1.1."""
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + _signed(bits)) % 256
        last = following or last


def _skip_order(bits: BitReader) -> None:
    kind = bits.exp_golomb()  # pic_order_cnt_type
    if kind == 0:
        bits.exp_golomb()
    elif kind == 1:
        bits.bit()
        bits.exp_golomb()
        bits.exp_golomb()
        count = bits.exp_golomb()
        if count > _MOST_OFFSETS:
            raise MediaError("The H.264 sequence parameter set is damaged.")
        for _ in range(count):
            bits.exp_golomb()


def _signed(bits: BitReader) -> int:
    """se(v), §9.1.1."""
    code = bits.exp_golomb()
    return (code + 1) // 2 if code % 2 else -(code // 2)
