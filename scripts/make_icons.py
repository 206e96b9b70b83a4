"""Makes what systems want of icons out of resources/icons/*.svg: .ico, .icns, PNG for desktops, and every look of the tray.

    .venv/bin/python scripts/make_icons.py [folder]     # build/icons, unless another folder is named

The same sources give the same bytes. Nothing of it is committed.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from lookhear.desktop import resources
from lookhear.desktop.tray.painting import Panel, is_template, tray_picture
from lookhear.desktop.tray.states import Badge, TrayLook, TrayState
from lookhear.system.identity import APP_ID

ROOT: Final = Path(__file__).parents[1]
ICO_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
DESKTOP_SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
TRAY_SIZES: Final = (16, 22, 32, 44)
# Apple's names for the sizes; those with an @ hold twice as many pixels as their name says.
ICNS_TYPES: Final = (
    (b"icp4", 16),
    (b"icp5", 32),
    (b"icp6", 64),
    (b"ic07", 128),
    (b"ic08", 256),
    (b"ic09", 512),
    (b"ic10", 1024),
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic13", 256),
    (b"ic14", 512),
)
_WHOLE_BYTE: Final = 256


def rendered(name: str, size: int) -> QImage:
    """An icon in its own colours, ``size`` pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(os.fspath(resources.icon_file(name))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """A picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise SystemExit("Qt cannot write PNG here.")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures, by size in pixels."""
    at = 6 + 16 * len(pictures)
    entries, bodies = b"", b""
    for size, data in sorted(pictures.items()):
        side = size % _WHOLE_BYTE  # 256 is written as zero
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), at + len(bodies))
        bodies += data
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNG pictures, by size in pixels."""
    body = b"".join(kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size] for kind, size in ICNS_TYPES)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def make(folder: Path) -> list[Path]:
    """Write everything below a folder; gives the files."""
    files = {
        "lookhear.ico": ico({size: png(rendered("app", size)) for size in ICO_SIZES}),
        "lookhear.icns": icns({size: png(rendered("app", size)) for size in {size for _, size in ICNS_TYPES}}),
        f"hicolor/scalable/apps/{APP_ID}.svg": resources.icon_file("app").read_bytes(),
    }
    for size in DESKTOP_SIZES:
        files[f"hicolor/{size}x{size}/apps/{APP_ID}.png"] = png(rendered("app", size))
    for look in (TrayLook(state, badge) for state in TrayState for badge in Badge):
        for panel in Panel:
            if panel is not Panel.TEMPLATE or is_template(look):
                for size in TRAY_SIZES:
                    name = "-".join(part for part in (look.state, look.badge, panel) if part)
                    files[f"tray/{name}-{size}.png"] = png(tray_picture(look, panel, size).toImage())
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [folder / name for name in sorted(files)]


def main() -> None:
    """Make the icons."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "icons"
    print(f"{len(make(folder))} files in {folder}")
    del application


if __name__ == "__main__":
    main()
