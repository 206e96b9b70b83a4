"""How the SDK calls itself towards a backend (contract §1.1). Standard library only."""

from __future__ import annotations

from typing import Final

from lookhear import __version__

CLIENT: Final = f"lookhear-python/{__version__}"
CLIENT_HEADER: Final = "x-videodb-client"
CREDENTIAL_HEADER: Final = "x-access-token"
USER_AGENT: Final = f"lookhear/{__version__}"
