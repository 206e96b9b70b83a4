from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.delivery.guard import Guard, is_public, literal_of
from lookhear.backend.settings import Settings
from lookhear.errors import AddressRefused, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FORBIDDEN = [
    "0.0.0.0",  # noqa: S104 - an address that must not be reached
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2606:4700::1111",
    "2a00:1450::1",
]
TRICKS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://100.64.0.1/",
    "http://192.0.0.8/",
    "http://169.254.169.254/latest/meta-data/",
    "https://LOCALHOST/",
    "https://localhost./",
    "http://a.localhost/",
]
NONSENSE = [
    "",
    "example.org/hook",
    "/hook",
    "//example.org/hook",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org:70/_x",
    "javascript:alert(1)",
    "http://",
    "http:///hook",
    "http://./",
    "http://:80/",
    "http://exa mple.org/",
    " http://example.org/",
    "http://example.org/\r\nx: y",
    "http://example.org\\@127.0.0.1/",
    "http://[::1",
    "http://[zz]/",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:http/",
    "http://%31%32%37.0.0.1/",
    "http://-x-/",
    "http://" + "a" * 300 + "/",
    "http://xn--\u00ff" + "b" * 70 + "/",
    "http://example.org/" + "x" * 2000,
]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_is_not_the_internet_is_not_public(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert not is_public(address)
    with pytest.raises(AddressRefused, match="not a public address"):
        Guard().check_address("example.org", 443, address)


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_the_internet_is_public(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert is_public(address)
    Guard().check_address("example.org", 443, address)


@pytest.mark.parametrize("url", TRICKS)
def test_an_inner_address_is_refused_in_every_spelling(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        Guard().check_url(url)
    assert "--webhook-allow" in refused.value.for_people() or "URL" in refused.value.for_people()


@pytest.mark.parametrize("url", NONSENSE)
def test_what_can_never_work_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(AddressRefused, match=r"^callback_url .*\.$"):
        Guard(is_loopback_allowed=True).check_url(url)


@pytest.mark.parametrize(
    "url", ["http://me@example.org/", "https://me:pass@example.org/", "http://example.org:80@127.0.0.1/", "http://@example.org/"]
)
def test_a_user_in_a_url_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused, match="user name"):
        Guard(is_loopback_allowed=True).check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hook?token=x",
        "http://example.org",
        "HTTPS://Example.Org:8443/a",
        "https://münchen.example/",
        "http://8.8.8.8/",
        "http://[2606:4700::1]/",
        "https://my_host.example/",
    ],
)
def test_a_public_url_passes_without_asking_anybody(url: str) -> None:
    Guard().check_url(url)


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 8080])
def test_other_ports_are_not_called_in_public(port: int) -> None:
    with pytest.raises(AddressRefused, match=f"port {port}"):
        Guard().check_url(f"http://example.org:{port}/")
    with pytest.raises(AddressRefused, match=f"port {port}"):
        Guard(allow=["10.0.0.0/8"]).check_address("example.org", port, ipaddress.ip_address("8.8.8.8"))
    Guard(allow=["example.org"]).check_url(f"http://example.org:{port}/")
    Guard(allow=["10.0.0.0/8"]).check_url(f"http://example.org:{port}/")  # it may stand for one of these


def test_the_allow_list_opens_networks_and_names_at_every_port_and_nothing_beside() -> None:
    guard = Guard(allow=["192.168.1.0/24", "fd00::/8", "Hooks.Internal."])
    for url in ("http://192.168.1.7:9000/", "http://[fd00::1]:9000/", "http://[::ffff:192.168.1.7]/", "http://hooks.internal:9000/"):
        guard.check_url(url)
    guard.check_address("anything", 9000, ipaddress.ip_address("192.168.1.7"))
    guard.check_address("hooks.internal", 9000, ipaddress.ip_address("10.0.0.1"))
    for url in ("http://192.168.2.7/", "http://[fe80::1]/", "http://127.0.0.1/", "http://localhost/"):
        with pytest.raises(AddressRefused):
            guard.check_url(url)
    with pytest.raises(AddressRefused):
        guard.check_address("other.internal", 80, ipaddress.ip_address("10.0.0.1"))


def test_a_backend_of_this_computer_reaches_it_and_nothing_else_that_is_private(tmp_path: Path) -> None:
    guard = Guard.of(Settings(data_dir=tmp_path, api_key="k" * 16, is_embedded=True))
    for url in ("http://127.0.0.1:5002/webhook", "http://localhost:5002/", "http://[::1]:5002/"):
        guard.check_url(url)
    for url in ("http://192.168.1.1/", "http://169.254.169.254/", "http://0.0.0.0/"):
        with pytest.raises(AddressRefused):
            guard.check_url(url)
    with pytest.raises(AddressRefused):
        Guard.of(Settings(data_dir=tmp_path, api_key="k" * 16)).check_url("http://127.0.0.1:5002/webhook")


@pytest.mark.parametrize("entry", ["", "a b", "http://x", "x:80", "10.0.0.0/99", "*"])
def test_an_entry_that_is_neither_a_network_nor_a_name_is_told(entry: str) -> None:
    with pytest.raises(UsageError, match="neither a network nor"):
        Guard(allow=[entry])


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.1", "127.0.0.1"),
        ("0xA9FEA9FE".lower(), "169.254.169.254"),
        ("::1", "::1"),
        ("example.org", None),
        ("999.1.1.1", None),
        ("beef.x", None),
    ],
)
def test_a_host_is_an_address_in_the_spellings_that_resolvers_take(host: str, address: str | None) -> None:
    assert literal_of(host) == (None if address is None else ipaddress.ip_address(address))
