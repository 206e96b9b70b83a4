from __future__ import annotations

import pytest

from lookhear.masking.ibans import ibans


@pytest.mark.parametrize(
    "iban", ["DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "de89 3704 0044\n0532 0130 00"]
)
def test_an_account_number_is_found(iban: str) -> None:
    assert [(span.start, span.end) for span in ibans(f"to {iban}, ok")] == [(3, 3 + len(iban))]


@pytest.mark.parametrize(
    "text",
    [
        "DE88370400440532013000",
        "DE8937040044053201300",
        "DE893704004405320130001",
        "XX89370400440532013000",
        "DE89  3704 0044 0532 0130 00",
        "aDE89",
    ],
)
def test_another_check_digit_length_or_country_is_none(text: str) -> None:
    assert list(ibans(text)) == []
