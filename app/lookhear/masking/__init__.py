"""Finds secrets in texts that were seen or heard, and masks them: keys, tokens, passwords, card numbers, IBANs. Pure, for everybody.

It reads text only and knows nobody: what is not told by its shape or by the words around it stays. Its time grows with the length of a
text, whatever the text is.
"""

from __future__ import annotations

from lookhear.masking.finding import find
from lookhear.masking.kinds import Counts, Masked, Sort, Span, merged
from lookhear.masking.pieces import Pieces, mask_pieces
from lookhear.masking.text import mask
from lookhear.masking.values import mask_json

__all__ = ["Counts", "Masked", "Pieces", "Sort", "Span", "find", "mask", "mask_json", "mask_pieces", "merged"]
