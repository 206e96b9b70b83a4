"""Where things live on this machine: chooses the operating system's folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from lookhear.system.paths.folders import Paths, private_folder

__all__ = ["Paths", "paths_of_this_machine", "private_folder"]


def paths_of_this_machine() -> Paths:
    """The folders of the person who runs this program; nothing is created."""
    return Paths.find(platform=sys.platform, environ=os.environ, user_home=Path.home())
