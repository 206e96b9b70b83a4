"""What a source is told about who asks: Digest (RFC 7616, and RFC 2069 as cameras speak it) and Basic (RFC 7617)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Final

from lookhear.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lookhear.backend.sources.addresses import Login

_PAIR: Final = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]*))')
_HASHES: Final = {"": "md5", "md5": "md5", "sha-256": "sha256"}


def authorization(login: Login, challenges: Iterable[str], *, method: str, uri: str) -> str:
    """The header ``Authorization`` of a request. Raises MediaError for challenges nobody here knows."""
    offered = {kind.lower(): rest for kind, _, rest in (each.strip().partition(" ") for each in challenges)}
    if "digest" in offered:
        asked = {name.lower(): quoted or bare for name, quoted, bare in _PAIR.findall(offered["digest"])}
        if asked.get("algorithm", "").lower() in _HASHES:
            return _digest(login, asked, method=method, uri=uri)
    if "basic" in offered:
        return f"Basic {base64.b64encode(f'{login.user}:{login.password}'.encode()).decode()}"
    raise MediaError("The source asks for a kind of login that is not known here.")


def _digest(login: Login, asked: dict[str, str], *, method: str, uri: str) -> str:
    name = _HASHES[asked.get("algorithm", "").lower()]

    def hashed(*parts: str) -> str:
        return hashlib.new(name, ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
    who, what = hashed(login.user, realm, login.password), hashed(method, uri)
    told = {"username": login.user, "realm": realm, "nonce": nonce, "uri": uri}
    plain = {"algorithm": asked["algorithm"]} if "algorithm" in asked else {}
    if "auth" in [each.strip() for each in asked.get("qop", "").split(",")]:
        own = secrets.token_hex(8)
        told |= {"cnonce": own, "response": hashed(who, nonce, "00000001", own, "auth", what)}
        plain |= {"qop": "auth", "nc": "00000001"}
    else:
        told["response"] = hashed(who, nonce, what)
    if "opaque" in asked:
        told["opaque"] = asked["opaque"]
    return "Digest " + ", ".join(
        [*(f'{key}="{value}"' for key, value in told.items()), *(f"{key}={value}" for key, value in plain.items())]
    )
