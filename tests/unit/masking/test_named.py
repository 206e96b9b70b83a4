from __future__ import annotations

import pytest

from lookhear.masking.named import named

_KEY = "f3Kq9ZpL0sXv7BnM2cRt"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Password: hunter2", "hunter2"),
        ("Password:\n  hunter2", "hunter2"),
        ("password: swordfish", "swordfish"),
        ('"password": "correct horse battery"', "correct horse battery"),
        ('\\"password\\": \\"hunter2\\"', "hunter2"),
        ("DB_PASSWORD=s3cr3t!x", "s3cr3t!x"),
        ("DB_PASS=s3cr3t", "s3cr3t"),
        ("the password for staging is hunter2.", "hunter2"),
        ("my password is swordfish", "swordfish"),
        ("mysql --password hunter2 -h db", "hunter2"),
        (f"api_key = '{_KEY}'", _KEY),
        (f"Authorization: Bearer {_KEY}", _KEY),
        (f"curl -H 'Bearer {_KEY}'", _KEY),
        ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA=="),
        (f"?access_token={_KEY}&page=2", _KEY),
        (f"here is the token as you asked {_KEY}.", _KEY),
        ("CVV: 123", "123"),
        ("Password\n  hunter22\nSign in", "hunter22"),
        ("I changed my password to hunter22 today", "hunter22"),
        ("the password's hunter2", "hunter2"),
        ("machine example.com login me password hunter2", "hunter2"),
        ("<password>hunter2</password>", "hunter2"),
        ("<db:adminPassword>correct horse</db:adminPassword>", "correct horse"),
        (f"<apiKey><![CDATA[{_KEY}]]></apiKey>", _KEY),
        ("<cvv>123</cvv>", "123"),
        ("next=%2Flogin%3Fpassword%3Dhunter2%26page%3D2", "hunter2"),
        ("password%3Dhunter2", "hunter2"),
        ("%22password%22%3a%22hunter2%22%7D", "hunter2"),
        ("password%253Dhunter2", "hunter2"),
        ("?password=%40bc123", "%40bc123"),
        ("SECRET_KEY_BASE=a1b2c3d4e5f6g7h8", "a1b2c3d4e5f6g7h8"),
        ("client-key-data: LS0tLS1CRUdJTiBSU0E9", "LS0tLS1CRUdJTiBSU0E9"),
    ],
)
def test_what_stands_behind_a_telling_word_is_found(text: str, secret: str) -> None:
    assert {text[span.start : span.end] for span in named(text)} == {secret}


@pytest.mark.parametrize(
    "text",
    [
        "Password: required",
        "the password is wrong",
        "my password is expired",
        "the password is important",
        "the password is case-sensitive",
        "login(host=host, password=password, user=name)",
        "password = getpass.getpass()",
        "self.password = self.other",
        "assert password == expected",
        "password: ********",
        'password: "${PASSWORD}"',
        "def login(password):\n    key0 = 305419896",
        "token = next_token",
        "token: string",
        "secret santa: 24 people",
        "fix the token cache 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "bearer of bad news and understanding",
        "password: [masked: password]",
        "token:",
        "<password>required</password>",
        "<password>********</password>",
        "<passwordPolicy>strict1</passwordPolicy>",
        "<token>next</token>",
        "type <password> and press enter",
        "password = %s1",
        "password%3D",
        "Password\nSign in with 2FA",
        "Password\nRemember me",
        "I use my password to log in",
        "send the password to 3 people",
        "the token was expired",
        "change the password to something better",
    ],
)
def test_sentences_and_programs_stay(text: str) -> None:
    assert list(named(text)) == []
