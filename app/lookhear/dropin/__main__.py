"""`python -m lookhear.dropin`."""

from __future__ import annotations

import sys

from lookhear.dropin.program import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
