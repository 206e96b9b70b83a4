"""`python -m lookhear` and the console scripts: arguments in, exit code out."""

from __future__ import annotations

import sys

from lookhear.system.bundle import is_bundle, step_back


def main() -> int:
    """Run the command line; gives the exit code. Other arguments make this a process that reads a file for the backend, or one of engines.

    A packed program that is started without arguments, as by a double click, is the application in the tray. The capture engine has a way
    of its own, which loads no other command and hears signals from the first moment on.
    """
    step_back()
    if sys.argv[1:2] == ["read-media-file"]:
        from lookhear.media.importing.worker import MEMORY_BYTES, work
        from lookhear.system.confinement import confine

        confine(memory_bytes=MEMORY_BYTES)  # before it opens the file: a decoder that is led astray must not take others along
        return work(sys.argv[2:])
    if sys.argv[1:2] == ["engine-worker"]:
        from lookhear.understanding.worker import child

        child.work()
    if sys.argv[1:2] == ["engine"] and not {*sys.argv[2:3]} & {"install", "-h", "--help"}:
        return capture(sys.argv[2:])
    from lookhear.cli.main import run

    return run(sys.argv[1:] or (["app", "--clicked"] if is_bundle() else []))


def desktop() -> int:
    """`lookhear-desktop`: be the application in the tray, without a terminal; gives the exit code."""
    from lookhear.cli.main import run

    return run(["app", "--clicked", *sys.argv[1:]])


def capture(argv: list[str] | None = None) -> int:
    """`lookhear-capture`: be the capture engine; gives the exit code."""
    from lookhear.cli import engine

    return engine.capture(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
