"""Runs somebody's program in this process as plain `python` would: arguments, `__main__`, import path, tracebacks and exit code."""

from __future__ import annotations

import builtins
import importlib.util
import io
import runpy
import sys
from importlib.machinery import BuiltinImporter, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from lookhear.dropin.finder import install

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

USAGE: Final = """usage: python -m lookhear.dropin [-c code | -m module | script | -] [argument …]

Runs a Python program that says `import videodb` on Lookhear's SDK instead. Everything after the program is the program's."""
_WRONG_USAGE: Final = 2  # as python's own
_OURS: Final = str(Path(__file__).parent)


def run(arguments: Sequence[str]) -> int:
    """Run what the arguments name, as `python` takes them; gives the exit code of a program that ran to its end.

    What the program raises goes through, `SystemExit` included: the interpreter knows best what to do with it.
    """
    match list(arguments):
        case ["-h" | "--help"]:
            print(USAGE)  # noqa: T201 - a command line prints
            return 0
        case ["-c", code, *rest]:
            return _run_text(code, argv=["-c", *rest], name="<string>")
        case ["-m", module, *rest]:
            return _run_module(module, rest)
        case ["-", *rest]:
            return _run_text(sys.stdin.read(), argv=["-", *rest], name="<stdin>", __file__="<stdin>", __cached__=None)
        case [script, *rest] if not script.startswith("-"):
            return _run_script(script, rest)
        case _:
            print(USAGE, file=sys.stderr)  # noqa: T201 - a command line prints
            return _WRONG_USAGE


def _run_script(script: str, rest: Sequence[str]) -> int:
    path = Path(script).absolute()
    if path.is_dir():
        return _run_elsewhere(script, rest)
    try:
        with io.open_code(str(path)) as file:
            source = file.read()
    except OSError as exc:
        print(f"{sys.executable}: can't open file {str(path)!r}: [Errno {exc.errno}] {exc.strerror}", file=sys.stderr)  # noqa: T201
        return _WRONG_USAGE
    if source.startswith((b"PK", importlib.util.MAGIC_NUMBER)):
        return _run_elsewhere(script, rest)
    _prepare([script, *rest], import_from=str(path.resolve().parent))
    module = _new_main(__file__=str(path), __cached__=None, __loader__=SourceFileLoader("__main__", str(path)))
    exec(compile(source, str(path), "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - what it is for
    return 0


def _run_text(code: str, *, argv: Sequence[str], name: str, **attributes: object) -> int:
    _prepare(argv, import_from="")
    module = _new_main(__loader__=BuiltinImporter, **attributes)
    exec(compile(code, name, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - what it is for
    return 0


def _run_module(module: str, rest: Sequence[str]) -> int:
    _prepare(["-m", *rest], import_from=None)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def _run_elsewhere(script: str, rest: Sequence[str]) -> int:
    """A folder, an archive or compiled code: Python's own library knows what is the program in it."""
    _prepare([script, *rest], import_from=None)
    runpy.run_path(script, run_name="__main__")
    return 0


def _prepare(argv: Sequence[str], *, import_from: str | None) -> None:
    """Make the process the program's. ``import_from`` replaces the folder that `-m lookhear.dropin` put first, None leaves it."""
    install()
    sys.excepthook = _without_our_frames(sys.excepthook)
    sys.argv[:] = argv
    if import_from is not None and not sys.flags.safe_path:
        sys.path[0] = import_from


def _new_main(**attributes: object) -> ModuleType:
    module = ModuleType("__main__")
    module.__dict__.update(__annotations__={}, __builtins__=builtins, **attributes)
    sys.modules["__main__"] = module
    return module


def _without_our_frames(show: Callable[[type[BaseException], BaseException, TracebackType | None], object]) -> Callable[..., object]:
    """A traceback begins where the program does."""

    def shown(kind: type[BaseException], exc: BaseException, traceback: TracebackType | None) -> object:
        begins = _where_the_program_begins(traceback)
        return show(kind, exc.with_traceback(begins), begins)

    return shown


def _where_the_program_begins(traceback: TracebackType | None) -> TracebackType | None:
    """Behind our first row of frames; before it are those of `python -m`, later ones come from a name that the program asked us for."""
    begins = traceback
    while begins is not None and not _is_ours(begins):
        begins = begins.tb_next
    while begins is not None and _is_ours(begins):
        begins = begins.tb_next
    return begins


def _is_ours(traceback: TracebackType) -> bool:
    return traceback.tb_frame.f_code.co_filename.startswith(_OURS)
