"""Which addresses this backend calls on its own: webhooks go, and imports come, by URLs that other people choose.

Without a guard such a URL reaches what only this machine reaches: a router, a database, the metadata of a cloud. The rule is about
the address that is connected to, not about how somebody wrote it, and a name whose addresses are not all public is refused.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from lookhear.errors import AddressRefused, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.settings import Settings

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Final = frozenset({80, 443, 8443})  # of public addresses: mail servers and databases speak on others
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_MAX_CHARS: Final = 2000
_NEVER_IN_A_URL: Final = frozenset(' \\"<>^`{|}')
_HINT: Final = "Whoever runs this backend can allow it: `lookhear serve --webhook-allow ADDRESS`."
# IANA's registry of special addresses. Python's is_global differs between its versions.
_SPECIAL4: Final = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL6: Final = ipaddress.IPv6Network("2000::/3")  # all that is given out to anybody
_SPECIAL6: Final = tuple(ipaddress.IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address on a network that has none
_LOOPBACK: Final = (ipaddress.IPv4Network("127.0.0.0/8"), ipaddress.IPv6Network("::1/128"))
_NAME: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?")
_OLD_NUMBER: Final = re.compile(r"[0-9a-fx.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Who is asked by a URL."""

    host: str  # as it is looked up
    port: int


class Guard:
    """Decides by address. ``allow`` holds networks (``192.168.1.0/24``) and host names that may be reached although they are not public.

    Raises UsageError for an entry that is neither.
    """

    def __init__(self, *, allow: Iterable[str] = (), is_loopback_allowed: bool = False, ports: frozenset[int] = PORTS) -> None:
        networks: list[_Network] = list(_LOOPBACK) if is_loopback_allowed else []
        names: set[str] = set()
        for entry in allow:
            network = _network_of(entry)
            if network is None:
                names.add(_name_of(entry))
            else:
                networks.append(network)
        self._networks = tuple(networks)
        self._names = frozenset(names)
        self._ports = ports

    @classmethod
    def of(cls, settings: Settings, *, ports: frozenset[int] = PORTS) -> Guard:
        """The guard of a backend: one that serves the programs of this computer may reach them."""
        return cls(allow=settings.webhook_allow, is_loopback_allowed=settings.is_embedded, ports=ports)

    def check_url(self, url: str, *, what: str = "callback_url") -> None:
        """Look at a URL without asking anybody. Raises AddressRefused with a sentence for one that can never work.

        What passes may be refused all the same once its name is looked up.
        """
        self.check_target(target_of(url, what=what), what=what)

    def check_target(self, target: Target, *, what: str) -> None:
        """The same for whom a URL names."""
        host, port = target.host, target.port
        address = literal_of(host)
        if address is not None:
            self.check_address(host, port, address, what=what)
        elif host not in self._names:
            if _is_local_name(host) and not self._may_reach(ipaddress.IPv4Address("127.0.0.1")):
                raise AddressRefused(f"{what}: {host} is this backend's own computer.", hint=_HINT)
            if port not in self._ports and not self._networks:
                raise self._wrong_port(what, host, port)

    def check_address(self, host: str, port: int, address: Address, *, what: str = "The address") -> None:
        """Look at what a host stands for, right before it is connected to. Raises AddressRefused."""
        if host in self._names or self._may_reach(address):
            return
        if not is_public(address):
            called = f"{address}" if host == str(address) else f"{host}, which is {address},"
            raise AddressRefused(f"{what}: {called} is not a public address.", hint=_HINT)
        if port not in self._ports:
            raise self._wrong_port(what, host, port)

    def _wrong_port(self, what: str, host: str, port: int) -> AddressRefused:
        known = ", ".join(str(each) for each in sorted(self._ports))
        return AddressRefused(f"{what}: port {port} of {host} is not one that is called; those are {known}.", hint=_HINT)

    def _may_reach(self, address: Address) -> bool:
        bare = _unmapped(address)
        return any(bare in network for network in self._networks if network.version == bare.version)


def target_of(url: str, *, what: str = "The address") -> Target:
    """Who would be asked by a URL: http or https, a host, no user. Raises AddressRefused."""
    hint = "It looks like https://example.org/webhooks."
    if len(url) > _MAX_CHARS or any(not char.isprintable() or char in _NEVER_IN_A_URL for char in url):
        raise AddressRefused(f"{what} is not a URL.", hint=hint)
    try:
        parts = urlsplit(url)
        host = plain((parts.hostname or "").encode("idna").decode("ascii"))
        port = parts.port
    except ValueError as exc:
        raise AddressRefused(f"{what} is not a URL.", hint=hint) from exc
    if parts.scheme not in _DEFAULT_PORTS or port == 0 or not is_host(host):
        raise AddressRefused(f"{what} must begin with https:// or http:// and name a host.", hint=hint)
    if "@" in parts.netloc:
        raise AddressRefused(f"{what} must not hold a user name or a password.", hint="A secret may stand in its path or its query.")
    return Target(host=host, port=port or _DEFAULT_PORTS[parts.scheme])


def is_host(host: str) -> bool:
    """Whether a host, plainly spelled, can be one: a name or an address."""
    return _NAME.fullmatch(host) is not None or literal_of(host) is not None


def plain(host: str) -> str:
    """A host in the one spelling that is compared: small letters, no brackets, no dot at the end."""
    return host.lower().strip("[]").rstrip(".")


def literal_of(host: str) -> Address | None:
    """The address that a host is by itself, in every spelling that resolvers take (``2130706433``, ``0x7f.1``, ``0177.0.0.1``)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if _OLD_NUMBER.fullmatch(host):
        with contextlib.suppress(OSError):
            return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the internet's: not private, special, local or a way around to one that is."""
    bare = _unmapped(address)
    if isinstance(bare, ipaddress.IPv4Address):
        return not any(bare in network for network in _SPECIAL4)
    if bare in _NAT64:
        return is_public(ipaddress.IPv4Address(int(bare) & 0xFFFF_FFFF))
    return bare in _GLOBAL6 and not any(bare in network for network in _SPECIAL6)


def _unmapped(address: Address) -> Address:
    """An IPv4 address that is dressed as an IPv6 one, undressed: the system connects to the former."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return address if mapped is None else mapped


def _is_local_name(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _network_of(entry: str) -> _Network | None:
    try:
        return ipaddress.ip_network(entry.strip().strip("[]"), strict=False)
    except ValueError:
        return None


def _name_of(entry: str) -> str:
    name = plain(entry.strip())
    if not _NAME.fullmatch(name):
        raise UsageError(f"{entry!r} is neither a network nor the name of a host.", hint="Such are 192.168.1.0/24 and hooks.example.org.")
    return name
