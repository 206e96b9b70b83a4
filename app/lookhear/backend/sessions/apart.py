"""Work done one by one, of which none may stop the others."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOG: Final = logging.getLogger(__name__)


@contextmanager
def apart(what: str) -> Iterator[None]:
    """Log what fails inside, and go on behind it. For work that comes again by itself: ``what`` names it in the log."""
    try:
        yield
    except LookhearError as error:
        _LOG.warning("%s failed and is tried again later: %s", what, error)
    except Exception:  # noqa: BLE001 - a supervisor: what one row brings about must not keep the others from what is theirs
        _LOG.exception("%s failed and is tried again later", what)
