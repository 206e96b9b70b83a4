"""One reporter for everything that nobody caught: of threads, of objects on their way out, of Qt. It goes into the log."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_LOG: Final = logging.getLogger(__name__)
_QT: Final = logging.getLogger("lookhear.qt")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Report for as long as the context is; what reported before does so again afterwards."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = _on_uncaught, _on_thread, _on_unraisable
    qt_before = qInstallMessageHandler(_on_qt)
    try:
        yield
    finally:
        qInstallMessageHandler(qt_before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a slot of the GUI thread raised; the application goes on."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _LOG.error("nobody caught this", exc_info=(kind, error, trace))


def _on_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        name = args.thread.name if args.thread is not None else "?"
        _LOG.error("the thread %s ended with this", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _on_unraisable(args: sys.UnraisableHookArgs) -> None:
    if args.exc_value is not None:
        _LOG.error("nobody could be told of this", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _on_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _QT.log(_LEVELS.get(kind, logging.WARNING), "%s (%s)", message, getattr(context, "category", None) or "default")
