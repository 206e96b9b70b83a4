from __future__ import annotations

import pytest

from lookhear.backend.delivery.guard import Target
from lookhear.backend.sources.addresses import Login, source_address
from lookhear.errors import AddressRefused


def test_an_address_is_shown_and_asked_for_without_its_login() -> None:
    address = source_address("rtsp://anna:se%20cret@Camera.Example.org./live/1?key=hidden")
    assert address.target == Target(host="camera.example.org", port=554)
    assert address.login == Login("anna", "se cret")
    assert address.shown == "rtsp://camera.example.org/live/1"
    assert address.asked == "rtsp://camera.example.org/live/1?key=hidden"
    assert [word for word in ("secret", "se cret", "se%20cret", "hidden") if word in repr(address)] == []


def test_ports_and_encryption_are_as_the_scheme_says() -> None:
    assert source_address("rtsps://a.example/x").target.port == 322
    assert source_address("rtsps://a.example/x").is_encrypted
    address = source_address("rtsp://[2001:db8::1]:8554/x")
    assert (address.target, address.shown) == (Target(host="2001:db8::1", port=8554), "rtsp://[2001:db8::1]:8554/x")
    assert address.login is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "camera",
        "http://a.example/x",
        "rtsp:///x",
        "rtsp://a.example:0/",
        "rtsp://a.example:x/",
        "rtsp://a b/",
        "rtsp://a.example/\n",
        "rtsp://ä.example/",
        'rtsp://a%22:b@a.example/"',
        "rtsp://a%22:b@a.example/",
        "rtsp://a:%0d%0a@a.example/",
        "rtsp://a:%ff@a.example/",
        "rtsp://" + "a" * 2000,
    ],
)
def test_what_is_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        source_address(url)
    assert len(url) < 7 or url not in caught.value.for_people()
