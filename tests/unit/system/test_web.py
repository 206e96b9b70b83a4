from __future__ import annotations

import httpx
import pytest

from lookhear.system.web import reason_of, retry_after_s, trusting_nobody


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate of secret.example"), "its certificate is not trusted"),
        (httpx.ConnectError("secret.example refused"), "no connection"),
        (httpx.ProxyError("secret.example"), "the proxy refuses"),
        (httpx.RemoteProtocolError("secret.example"), "the answer broke off"),
        (httpx.ReadError("secret.example"), "the connection broke"),
    ],
)
def test_what_went_wrong_is_told_in_words_of_our_own(error: Exception, words: str) -> None:
    assert reason_of(error) == words


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0), ("0", 0), ("12", 12), ("-1", 0), ("1.5", 0), ("١٢", 0), ("9999999", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0)],
)
def test_only_a_number_of_seconds_says_how_long_to_wait(text: str, seconds: float) -> None:
    assert retry_after_s(text) == seconds


def test_a_client_of_plain_http_trusts_no_authority() -> None:
    assert trusting_nobody().get_ca_certs() == []
