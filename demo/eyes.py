"""Finds widgets as a screen reader does, over AT-SPI: by role and by the name that is read out, with their places on the screen.

What has no name here has none for people who cannot see it either. Roles are those of AT-SPI in words: ``push button``, ``text``,
``check box``, ``list item``, ``menu item``, ``label``, ``frame`` …
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from demo.barcode import Area
from demo.process import DesktopError, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_COMPONENT: Final = "org.a11y.atspi.Component"
_TEXT: Final = "org.a11y.atspi.Text"
_REGISTRY: Final = DBusAddress("/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry")
_DESKTOP: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ON_SCREEN: Final = 0  # ATSPI_COORD_TYPE_SCREEN
_DEEPEST: Final = 40
_ANSWER_S: Final = 30.0  # of a program that has work to do, on a machine that has more

# Numbers of AtspiStateType.
DEADLINE_S: Final = 120.0  # a screen reader's answers take their time on a busy machine
_STATES: Final = {4: "checked", 8: "enabled", 11: "focusable", 12: "focused", 23: "selected", 25: "showing", 30: "visible"}

_Reference = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing on the screen. ``area`` is in pixels of the screen; ``depth`` counts from the window.

    ``clip`` is what the things around it let be seen of it: a list shows some of its items, and a page that scrolls a part of itself.
    """

    reference: _Reference
    role: str
    name: str
    description: str
    area: Area
    clip: Area
    states: frozenset[str]
    depth: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where one would click."""
        return middle_of(self.area)

    @property
    def is_in_view(self) -> bool:
        """Whether its middle is not scrolled away."""
        x, y = self.middle
        return self.clip.x <= x < self.clip.x + self.clip.width and self.clip.y <= y < self.clip.y + self.clip.height

    def __str__(self) -> str:
        place = f"{self.area.width}×{self.area.height}+{self.area.x}+{self.area.y}"
        return f"{'  ' * self.depth}{self.role} {self.name!r} {place} {' '.join(sorted(self.states))}"


class Eyes:
    """Looks at the applications of one session bus. Used by one thread; a context manager."""

    def __init__(self, session_bus: str) -> None:
        self._session_bus = session_bus
        self._stack = ExitStack()
        self._bus: DBusConnection | None = None
        self._heard: deque[Message] = deque()
        self._popups: dict[_Reference, None] = {}

    def __enter__(self) -> Self:
        address = wait_until(lambda: address_for_readers(self._session_bus), what="the bus of screen readers answering")
        with ExitStack() as stack:
            bus = stack.enter_context(open_dbus_connection(bus=address))
            self._bus = bus
            rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged")
            stack.enter_context(bus.filter(rule, queue=self._heard))
            self._ask(_REGISTRY, "RegisterEvent", "object:state-changed:showing", [], "", signature="sass")
            bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ANSWER_S)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    def all(self, *, within: str | None = None) -> Iterator[Seen]:
        """Everything that is showing, window by window; ``within`` leaves out windows whose name does not match this expression."""
        for reference in self._roots():
            window = self._look(reference, 0)
            if window is None or "showing" not in window.states:
                continue
            if within is None or re.search(within, window.name):
                yield from self._walk(window)

    def find(self, role: str, name: str, *, within: str | None = None) -> Seen | None:
        """The first thing of a role (an expression that must fit whole) whose name has a match of an expression."""
        return next((seen for seen in self.all(within=within) if re.fullmatch(role, seen.role) and re.search(name, seen.name)), None)

    def until(self, role: str, name: str, *, within: str | None = None, state: str = "showing", deadline_s: float = DEADLINE_S) -> Seen:
        """Wait until there is one that has a state. Raises DesktopError with everything that is there instead."""

        def there() -> Seen | None:
            return next(
                (
                    seen
                    for seen in self.all(within=within)
                    if re.fullmatch(role, seen.role) and re.search(name, seen.name) and state in seen.states
                ),
                None,
            )

        try:
            return wait_until(there, what=f"a {role} {name!r} that is {state}", deadline_s=deadline_s)
        except DesktopError as exc:
            raise DesktopError(f"{exc}\nThere is:\n{self.told()}") from exc

    def gone(self, role: str, name: str, *, within: str | None = None, deadline_s: float = DEADLINE_S) -> None:
        """Wait until there is none any more. Raises DesktopError."""
        wait_until(lambda: self.find(role, name, within=within) is None, what=f"no {role} {name!r} any more", deadline_s=deadline_s)

    def told(self) -> str:
        """Everything that is showing, a line each."""
        return "\n".join(str(seen) for seen in self.all())

    def text_of(self, seen: Seen) -> str:
        """What stands in a text field."""
        return str(self._ask(_at(seen.reference, _TEXT), "GetText", 0, -1, signature="ii")[0])

    def _roots(self) -> list[_Reference]:
        """The windows, and the menus that are open: those belong to no window."""
        self._note_popups()
        windows = [window for application in self._children(_DESKTOP) for window in self._children(application)]
        return [*windows, *(popup for popup in self._popups if popup not in windows)]

    def _note_popups(self) -> None:
        self._bus_or_raise().send_and_get_reply(message_bus.GetId(), timeout=_ANSWER_S)  # reads whatever has come meanwhile
        while self._heard:
            message = self._heard.popleft()
            state, is_on = message.body[0], bool(message.body[1])
            fields = {field.name: value for field, value in message.header.fields.items()}
            reference = (str(fields.get("sender")), str(fields.get("path")))
            if state != "showing":
                continue
            if not is_on:
                self._popups.pop(reference, None)
            elif (seen := self._look(reference, 0)) is not None and "menu" in seen.role:
                self._popups[reference] = None

    def _walk(self, seen: Seen) -> Iterator[Seen]:
        yield seen
        if seen.depth >= _DEEPEST:
            return
        around = None if "menu" in seen.role else seen.clip  # a menu's menu is beside it
        for reference in self._children(seen.reference):
            child = self._look(reference, seen.depth + 1, clip=around)
            if child is not None and "showing" in child.states:
                yield from self._walk(child)

    def _look(self, reference: _Reference, depth: int, *, clip: Area | None = None) -> Seen | None:
        """None for what has gone meanwhile. ``clip`` is that of what is around it."""
        try:
            role = str(self._ask(_at(reference, _ACCESSIBLE), "GetRoleName")[0])
            low, high = self._ask(_at(reference, _ACCESSIBLE), "GetState")[0]
            name, description = self._property(reference, "Name"), self._property(reference, "Description")
            interfaces = self._ask(_at(reference, _ACCESSIBLE), "GetInterfaces")[0]
            place = (
                self._ask(_at(reference, _COMPONENT), "GetExtents", _ON_SCREEN, signature="u")[0]
                if _COMPONENT in interfaces
                else (0, 0, 0, 0)
            )
        except _GoneError:
            return None
        bits = low | high << 32
        states = frozenset(word for number, word in _STATES.items() if bits >> number & 1)
        area = Area(*place)
        seen = area if clip is None else _both(area, clip)
        return Seen(reference=reference, role=role, name=name, description=description, area=area, clip=seen, states=states, depth=depth)

    def _children(self, reference: _Reference) -> list[_Reference]:
        try:
            return [(name, path) for name, path in self._ask(_at(reference, _ACCESSIBLE), "GetChildren")[0]]
        except _GoneError:
            return []

    def _property(self, reference: _Reference, name: str) -> str:
        return str(self._answer(Properties(_at(reference, _ACCESSIBLE)).get(name))[0][1])

    def _ask(self, where: DBusAddress, method: str, *body: object, signature: str | None = None) -> tuple[Any, ...]:
        return self._answer(new_method_call(where, method, signature, body))

    def _answer(self, message: Message) -> tuple[Any, ...]:
        reply = self._bus_or_raise().send_and_get_reply(message, timeout=_ANSWER_S)
        if reply.header.message_type is MessageType.error:
            raise _GoneError
        return tuple(reply.body)

    def _bus_or_raise(self) -> DBusConnection:
        if self._bus is None:
            raise DesktopError("These eyes are closed. Use them in a with block.")
        return self._bus


class _GoneError(Exception):
    """What was asked is not there any more."""


def middle_of(area: Area) -> tuple[int, int]:
    """Its middle, in pixels of the screen."""
    return area.x + area.width // 2, area.y + area.height // 2


def _both(one: Area, other: Area) -> Area:
    """What both cover; of no size where they cover nothing together."""
    left, top = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.x + one.width, other.x + other.width), min(one.y + one.height, other.y + other.height)
    return Area(left, top, max(0, right - left), max(0, bottom - top))


def _at(reference: _Reference, interface: str) -> DBusAddress:
    name, path = reference
    return DBusAddress(path, name, interface)


def address_for_readers(session_bus: str) -> str | None:
    """Where screen readers listen, as the session bus says; None while nobody answers."""
    try:
        with open_dbus_connection(bus=session_bus) as bus:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            reply = bus.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=_ANSWER_S)
    except (OSError, TimeoutError):
        return None
    if reply.header.message_type is MessageType.error:
        return None
    return str(reply.body[0]).split(",", 1)[0] or None
