"""How the SDK calls itself towards a backend (contract §1.1). Standard library only."""

from __future__ import annotations

from typing import Final

from lookhear import __version__

CLIENT: Final[str] = f"lookhear-python/{__version__}"
CLIENT_HEADER: Final[str] = "x-videodb-client"
USER_AGENT: Final[str] = f"lookhear/{__version__}"
