"""Waiting for what the backend works on. Belongs to the caller's loop."""

from __future__ import annotations

from typing import Self

from lookhear.errors import StillWorking
from lookhear.sdk.transport.pauses import now_s, pause_async


class Worked:
    """Something that the backend works on, and that can be read again."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing more is going to change."""
        raise NotImplementedError

    async def refresh(self) -> Self:
        """Read it again."""
        raise NotImplementedError

    async def wait_until_complete(self, timeout: float = 1800, poll_interval: float = 10) -> Self:  # noqa: ASYNC109 - the official name
        """Read it every ``poll_interval`` seconds until nothing more changes. Raises StillWorking after ``timeout`` seconds."""
        deadline_s = now_s() + timeout
        while not (await self.refresh()).is_complete:
            left_s = deadline_s - now_s()
            if left_s <= 0:
                raise StillWorking(f"The backend is not done after {timeout:g} seconds.", hint="It goes on: wait again, or look later.")
            await pause_async(min(poll_interval, left_s))
        return self
