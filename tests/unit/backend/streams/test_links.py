from __future__ import annotations

from lookhear.backend.streams.links import Links


def test_links_have_the_form_that_clients_look_for() -> None:
    links = Links("https://capture.example.test/lookhear")
    assert links.player("abc") == "https://capture.example.test/lookhear/watch?v=abc"
    assert links.embed("abc") == "https://capture.example.test/lookhear/embed?v=abc"
    assert links.stream("abc") == "https://capture.example.test/lookhear/play/abc/master.m3u8"
