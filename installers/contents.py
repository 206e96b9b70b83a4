"""What a bundle leaves out: packages that the program's lock does not name, parts of Qt it never uses, libraries that are the system's."""

from __future__ import annotations

import importlib.metadata
import os
import pkgutil
import re
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_LANGUAGES: Final = "(en|de|ar)"
_NEVER_USED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"PySide6/Qt/translations/(?!qtbase_{_LANGUAGES}\.qm$)",
        r"PySide6/Qt/qml/",
        r"PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|vnc|vkkhrdisplay|minimal|minimalegl|webgl)\.so$",
        r"PySide6/Qt/plugins/(egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|printsupport|position|sensors)/",
        r"PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin\.so$",
        r"PySide6/Qt/plugins/imageformats/libq(tiff|tga|wbmp|pdf|icns|webp|gif)\.so$",
        r"PySide6/Qt/plugins/platformthemes/libqgtk3\.so$",
        # What plays media is linked against Qml and Quick, and Quick against three more.
        r"PySide6/Qt/lib/libQt6(Qml(?!\.|Meta\.|Models\.|WorkerScript\.)\w*|Quick(?!\.)\w*|VirtualKeyboard\w*|Pdf|LabsAnimation|LabsFolderListModel)\.so",
        r"PySide6/Qt(Quick|Qml|Pdf)\w*\.",
        r"(.*/)?(readline|_curses|_curses_panel|_dbm|_tkinter)\.cpython-",
    )
)
# Bundled copies of these clash with the graphics drivers, the sound plug-ins and the theme of the desktop they meet.
_OF_THE_SYSTEM: Final = re.compile(
    r"lib(stdc\+\+|gcc_s|X11|X11-xcb|Xau|Xdmcp|Xext|Xrandr|Xrender|Xfixes|xcb(-(glx|randr|render|shape|shm|sync|xfixes|xkb|damage|dri2|dri3|present))?"
    r"|asound|jack|db-5\.3|pulse|pulsecommon-[\d.]+|glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0|fontconfig|freetype|expat|dbus-1"
    r"|systemd|krb5|k5crypto|krb5support|gssapi_krb5|com_err|keyutils|z|drm|EGL|GL|GLX|GLdispatch|OpenGL|wayland-(client|cursor|egl)"
    r"|gcrypt|gpg-error|cap|bsd|md|asyncns|sndfile|FLAC|vorbis|vorbisenc|ogg|mpg123|mp3lame|opus|lz4|zstd|pcre2-8|brotlicommon|brotlidec"
    r"|png16|resolv|selinux|mount|blkid"
    r"|gtk-3|gdk-3|gdk_pixbuf-2\.0|pango\w*-1\.0|cairo(-gobject)?|atk(-bridge)?-[12]\.0|atspi|harfbuzz|pixman-1|epoxy|fribidi|thai|datrie"
    r"|graphite2|jpeg|X(composite|cursor|damage|i|inerama)|uuid|readline|tinfo)\.so(\.|$)"
)

_OF_NOBODY: Final = re.compile(
    r"^(test|idlelib|tkinter|turtle|turtledemo|lib2to3|ensurepip|distutils|pydoc_data|venv|antigravity|this|__\w+__|_sysconfigdata\w*)(\.|$)"
    r"|\.(tests?|mock|__main__)(\.|$)"
)


def those_that_travel(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Of PyInstaller's lists (name in the bundle, source or what a link points to, kind) what belongs into the bundle."""
    kept = [entry for entry in entries if travels(entry[0])]
    names = {PurePosixPath(name.replace("\\", "/")) for name, _, _ in kept}
    return [
        (name, source, kind)
        for name, source, kind in kept
        if kind != "SYMLINK" or PurePosixPath(os.path.normpath(PurePosixPath(name).parent / source)) in names
    ]


def travels(name: str) -> bool:
    """Whether a file belongs into the bundle, by its name there."""
    path = PurePosixPath(name.replace("\\", "/"))
    if any(pattern.match(str(path)) for pattern in _NEVER_USED):
        return False
    is_of_a_wheel = any(part.endswith(".libs") for part in path.parts) or "Qt" in path.parts
    return is_of_a_wheel or not _OF_THE_SYSTEM.match(path.name)


def modules_that_stay(lock: Path, *, also: Iterable[str] = (), without: Iterable[Path] = ()) -> list[str]:
    """Top-level modules that are installed here and named by no line of the lock file: tools of developers, which do not travel.

    What locks of ``without`` name stays as well: engines, which a packed program fetches when somebody wants them.
    """
    locked = {_plain(name) for name in _PINNED.findall(lock.read_text("utf-8"))} | {_plain(name) for name in also}
    locked -= {_plain(name) for each in without for name in _PINNED.findall(each.read_text("utf-8"))}
    found = importlib.metadata.packages_distributions()
    return sorted(
        module
        for module, distributions in found.items()
        if module.isidentifier() and not any(_plain(distribution) in locked for distribution in distributions)
    )


def standard_library() -> list[str]:
    """The modules of Python that a program of others may import: all but its own tests, its tools and its windows."""
    return sorted(
        module.name
        for folder in (Path(os.__file__).parent,)
        for module in _modules_below(str(folder))
        if module.name.partition(".")[0] in sys.stdlib_module_names and not _OF_NOBODY.search(module.name)
    )


def is_wanted_by_engines(name: str) -> bool:
    """Whether a module of numpy may be imported by an engine."""
    return not re.search(r"\.(tests|testing\._private|f2py|distutils|conftest|_pyinstaller)(\.|$)", name)


def _modules_below(folder: str) -> Iterator[pkgutil.ModuleInfo]:
    """Found without importing anything."""
    for module in pkgutil.iter_modules([folder]):
        yield module
        if module.ispkg and module.name in sys.stdlib_module_names:
            inside = pkgutil.iter_modules([str(Path(folder, module.name))], f"{module.name}.")
            for each in inside:
                yield each
                if each.ispkg:
                    yield from pkgutil.iter_modules([str(Path(folder, *each.name.split(".")))], f"{each.name}.")


def _plain(name: str) -> str:
    """As PEP 503 compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()
