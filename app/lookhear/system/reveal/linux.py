"""Linux desktops: the file manager is asked over the session bus (org.freedesktop.FileManager1), else its folder is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.errors import SourceUnavailable
from lookhear.system.buses import open_bus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_NAME: Final = "org.freedesktop.FileManager1"
_PLACE: Final = "/org/freedesktop/FileManager1"
_PATIENCE_S: Final = 5.0


def reveal(path: Path, *, ask: Callable[[str], bool], start: Callable[[Sequence[str]], int]) -> None:
    """Show it. ``ask`` gives whether a file manager took the address. Raises SourceUnavailable."""
    if ask(path.absolute().as_uri()):
        return
    folder = path if path.is_dir() else path.parent
    if start(["xdg-open", str(folder)]) != 0:
        raise SourceUnavailable("There is no file manager that answers here.", hint="The folder stands in the details.")


def ask_file_manager(bus: str, uri: str) -> bool:
    """Ask the file manager of the session at the bus's address; gives whether it did. Never raises: there is another way."""
    from jeepney import DBusAddress, MessageType, new_method_call

    address = DBusAddress(_PLACE, bus_name=_NAME, interface=_NAME)
    try:
        with open_bus(bus) as connection:
            answer = connection.send_and_get_reply(new_method_call(address, "ShowItems", "ass", ([uri], "")), timeout=_PATIENCE_S)
            return answer.header.message_type is MessageType.method_return
    except OSError:
        return False
