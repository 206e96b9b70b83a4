from __future__ import annotations

import base64
import re
from hashlib import md5, sha256

import pytest

from lookhear.backend.sources.addresses import Login
from lookhear.backend.sources.logins import authorization
from lookhear.errors import MediaError

LOGIN = Login("Mufasa", "Circle of Life")
URI = "rtsp://camera/x"


def told(*challenges: str) -> dict[str, str]:
    header = authorization(LOGIN, challenges, method="DESCRIBE", uri=URI)
    assert header.startswith("Digest ")
    return {name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"([^"]*)"|([^,\s]*))', header)}


def test_the_digest_of_cameras() -> None:
    answer = told('Basic realm="x"', 'Digest realm="r", nonce="n"')
    who, what = md5(b"Mufasa:r:Circle of Life").hexdigest(), md5(f"DESCRIBE:{URI}".encode()).hexdigest()  # noqa: S324 - RFC 2069
    assert answer == {
        "username": "Mufasa",
        "realm": "r",
        "nonce": "n",
        "uri": URI,
        "response": md5(f"{who}:n:{what}".encode()).hexdigest(),  # noqa: S324 - the same
    }


def test_the_digest_with_a_number_of_ours_and_a_better_hash() -> None:
    answer = told('Digest realm="r", nonce="n", qop="auth,auth-int", algorithm=SHA-256, opaque="o"')
    who, what = sha256(b"Mufasa:r:Circle of Life").hexdigest(), sha256(f"DESCRIBE:{URI}".encode()).hexdigest()
    wanted = sha256(f"{who}:n:00000001:{answer['cnonce']}:auth:{what}".encode()).hexdigest()
    assert (answer["response"], answer["opaque"], answer["nc"], answer["qop"]) == (wanted, "o", "00000001", "auth")


def test_the_plain_one_where_nothing_else_is_known() -> None:
    header = authorization(LOGIN, ['Digest realm="r", algorithm=SHA-512', "Basic"], method="PLAY", uri=URI)
    assert base64.b64decode(header.removeprefix("Basic ")) == b"Mufasa:Circle of Life"


@pytest.mark.parametrize("challenges", [[], ["Negotiate"], ["Digest algorithm=MD4"]])
def test_no_login_that_is_known_is_an_error(challenges: list[str]) -> None:
    with pytest.raises(MediaError, match="not known here"):
        authorization(LOGIN, challenges, method="PLAY", uri=URI)
