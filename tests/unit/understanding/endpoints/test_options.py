from __future__ import annotations

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.endpoints.options import endpoint_options


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/", "http://127.0.0.1:8000/v1/chat/completions", " http://127.0.0.1:8000/v1 "],
)
def test_an_address_is_the_base_of_requests(url: str) -> None:
    assert endpoint_options({"url": url, "model": "m"}).url == "http://127.0.0.1:8000/v1"


def test_what_is_left_out_has_a_default() -> None:
    options = endpoint_options({"url": "https://models.example/v1"}, default_model="small")
    assert (options.model, options.timeout_s, options.proxy, options.key.text, dict(options.body)) == ("small", 60.0, None, "", {})
    assert options.who == "The service at models.example"


@pytest.mark.parametrize(
    ("wanted", "asked"), [(None, "own"), ("", "own"), ("basic", "own"), ("ultra", "own"), ("pro", "large"), ("other", "other")]
)
def test_the_sizes_of_another_service_mean_nothing_unless_somebody_says_so(wanted: str | None, asked: str) -> None:
    options = endpoint_options({"url": "http://h/v1", "model": "own", "models": {"pro": "large"}})
    assert options.model_of(wanted) == asked


def test_everything_can_be_said() -> None:
    said = {"url": "https://h/v1", "model": "m", "timeout_s": 5, "proxy": "http://127.0.0.1:3128", "body": {"temperature": 0}}
    options = endpoint_options(said)
    assert (options.timeout_s, options.proxy, dict(options.body)) == (5.0, "http://127.0.0.1:3128", {"temperature": 0})


@pytest.mark.parametrize(
    "more",
    [
        {"url": ""},
        {"url": None},
        {"url": 5},
        {"url": "ftp://h/v1"},
        {"url": "h/v1"},
        {"url": "http://"},
        {"url": "http://h:99999/v1"},
        {"url": "http://[::1/v1"},
        {"url": "http://h/v1?key=5"},
        {"url": "http://h/v 1"},
        {"url": "http://hü/v1"},
        {"url": "http://me:word@h/v1"},
        {"proxy": "socks5://h:1"},
        {"proxy": 5},
        {"model": 5},
        {"timeout_s": 0},
        {"timeout_s": True},
        {"timeout_s": "5"},
        {"timeout_s": float("nan")},
        {"timeout_s": 1e9},
        {"body": "temperature"},
        {"models": "large"},
        {"models": {"pro": 5}},
    ],
)
def test_what_cannot_work_is_told_at_once(more: dict[str, object]) -> None:
    with pytest.raises(EngineFailed) as caught:
        endpoint_options({"url": "http://h/v1", "model": "m", **more})
    assert caught.value.hint
    assert "word" not in caught.value.for_people().replace("password", "")
