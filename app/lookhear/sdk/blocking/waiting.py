# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""Waiting for what the backend works on. For any thread."""

from __future__ import annotations

from typing import Self

from lookhear.errors import StillWorking
from lookhear.sdk.transport.pauses import now_s, pause


class Worked:
    """Something that the backend works on, and that can be read again."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing more is going to change."""
        raise NotImplementedError

    def refresh(self) -> Self:
        """Read it again."""
        raise NotImplementedError

    def wait_until_complete(self, timeout: float = 1800, poll_interval: float = 10) -> Self:
        """Read it every ``poll_interval`` seconds until nothing more changes. Raises StillWorking after ``timeout`` seconds."""
        deadline_s = now_s() + timeout
        while not (self.refresh()).is_complete:
            left_s = deadline_s - now_s()
            if left_s <= 0:
                raise StillWorking(f"The backend is not done after {timeout:g} seconds.", hint="It goes on: wait again, or look later.")
            pause(min(poll_interval, left_s))
        return self
