"""`python -m lookhear` and the console script: arguments in, exit code out."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; gives the exit code."""
    from lookhear.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
