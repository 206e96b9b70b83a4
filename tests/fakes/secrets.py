"""Texts with secrets in them and texts without, made the same way each time. The secrets are drawn by lot and open nothing.

Beginnings of keys are put together here, so that no file of the project holds one.
"""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

_ALNUM = string.ascii_letters + string.digits
_URL = _ALNUM + "-_"
_SPOKEN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text; ``secret`` is what must not stay in it, ``sort`` what it counts as. No secret: nothing may be masked."""

    text: str
    secret: str = ""
    sort: str = ""
    kind: str = ""


class Lot:
    """Draws secrets."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same each time

    def some(self, count: int, chars: str = _ALNUM) -> str:
        """So many characters, a digit and letters among them."""
        drawn = [self._random.choice(chars) for _ in range(count)]
        if count > 4 and any(char.isalpha() for char in chars):
            drawn[1], drawn[3] = "7", next(char for char in chars if char.isalpha())
        return "".join(drawn)

    def digits(self, count: int) -> str:
        """A number as long as this that does not begin with zero."""
        return str(self._random.randint(10 ** (count - 1), 10**count - 1))

    def card(self, prefix: str, length: int) -> str:
        """The number of a card."""
        body = prefix + "".join(self._random.choice(string.digits) for _ in range(length - len(prefix) - 1))
        doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in body[::-2])
        return body + str(-(doubled + sum(int(digit) for digit in body[-2::-2])) % 10)

    def iban(self, country: str, bban: str) -> str:
        """An account number with right check digits."""
        number = int("".join(str(int(char, 36)) for char in f"{bban}{country}00"))
        return f"{country}{98 - number % 97:02d}{bban}"

    def choice(self, *texts: str) -> str:
        """One of these."""
        return self._random.choice(texts)


def secrets() -> list[Labelled]:
    """Texts that each hold one secret."""
    lot = Lot()
    return [*_cards(lot), *_keys(lot), *_named(lot), *_others(lot)]


def _cards(lot: Lot) -> list[Labelled]:
    found = []
    makers = [("4", 16), ("52", 16), ("2340", 16), ("37", 15), ("6011", 16), ("3530", 16), ("62", 16), ("36", 14)] * 5
    for prefix, length in makers:
        number = lot.card(prefix, length)
        sizes = {16: (4, 4, 4, 4), 15: (4, 6, 5), 14: (4, 6, 4)}[length]
        groups, at = [], 0
        for size in sizes:
            groups.append(number[at : at + size])
            at += size
        spoken = [_SPOKEN[int(digit)] for digit in number]
        for kind, shown in (
            ("in one piece", number),
            ("in groups", " ".join(groups)),
            ("with dashes", "-".join(groups)),
            ("over two lines", f"{' '.join(groups[:2])}\n{' '.join(groups[2:])}"),
            ("spoken", " ".join(spoken)),
            ("spoken with pauses", ", ".join(" ".join(spoken[place : place + 4]) for place in range(0, length, 4))),
            ("digit by digit", " ".join(number)),
        ):
            before, behind = (
                lot.choice("Card number: ", "you can charge it to ", "Pay with\n", "so it is "),
                lot.choice("", " expires 12/27", ".", "\nCVV"),
            )
            found.append(Labelled(f"{before}{shown}{behind}", shown, "card", f"card {kind}"))
    return found


def _keys(lot: Lot) -> list[Labelled]:
    some = lot.some
    upper = string.ascii_uppercase + string.digits
    hexes = string.hexdigits[:16]
    found = []
    for _ in range(5):
        made = (
            ("cloud", "AK" + "IA" + some(16, upper), "key"),
            ("cloud", "AI" + "za" + some(35, _URL), "key"),
            ("git host", "gh" + "p_" + some(36), "token"),
            ("git host", "github" + "_pat_" + some(22) + "_" + some(59), "token"),
            ("git host", "gl" + "pat-" + some(20, _URL), "token"),
            ("chat", "xo" + "xb-" + lot.digits(12) + "-" + lot.digits(12) + "-" + some(24), "token"),
            ("chat", lot.digits(9) + ":AA" + some(33, _URL), "token"),
            ("payment", "sk" + "_live_" + some(24), "key"),
            ("payment", "wh" + "sec_" + some(32), "key"),
            ("mail", "S" + "G." + some(22, _URL) + "." + some(43, _URL), "key"),
            ("models", "s" + "k-" + some(48), "key"),
            ("models", "s" + "k-ant-api03-" + some(80, _URL), "key"),
            ("models", "h" + "f_" + some(34), "token"),
            ("packages", "np" + "m_" + some(36), "token"),
            ("packages", "py" + "pi-AgEIcHlwaS5vcmc" + some(120, _URL), "token"),
            ("cloud", "do" + "p_v1_" + some(64, hexes), "token"),
            ("vault", "hv" + "s." + some(30, _URL), "token"),
            ("jwt", "ey" + "J" + some(30, _URL) + ".eyJ" + some(60, _URL) + "." + some(43, _URL), "token"),
        )
        for kind, secret, sort in made:
            text = lot.choice(
                "the key is {} for now", "export KEY={}", '"key": "{}",', "{}", "curl -H 'X-Key: {}' https://example.com/v1"
            ).format(secret)
            found.append(Labelled(text, secret, sort, f"key of a known shape: {kind}"))
    return found


def _named(lot: Lot) -> list[Labelled]:
    found = []
    for _ in range(5):
        word, key = lot.some(10, _ALNUM + "!#"), lot.some(32)
        for text, secret, sort in (
            (f"Password: {word}", word, "password"),
            (f"DB_PASSWORD={word}", word, "password"),
            (f'{{"password": "{word}"}}', word, "password"),
            (f"Passwort: {word}", word, "password"),
            (f"my password is {word} but tell nobody", word, "password"),
            (f"the wifi password is {lot.choice('swordfish', 'bluebird', 'marmalade')}", "", "password"),
            (f"mysql --password {word} -h db", word, "password"),
            (f"postgres://app:{word.replace('#', '')}@db.example.com/main", word.replace("#", ""), "password"),
            (f"API key: {key}", key, "key"),
            (f"client_secret = '{key}'", key, "key"),
            (f"aws_secret_access_key = {lot.some(40, _ALNUM + '/+')}", "", "key"),
            (f"Authorization: Bearer {key}", key, "token"),
            (f"?access_token={key}&page=2", key, "token"),
            (f"here is the new token for staging, {key} as you asked", key, "token"),
        ):
            found.append(Labelled(text, secret or text.split()[-1], sort, f"behind a word: {sort}"))
    return found


def _others(lot: Lot) -> list[Labelled]:
    found = []
    for _ in range(5):
        for country, length in (("DE", 18), ("NL", 0), ("GB", 0), ("FR", 23)):
            bban = {"NL": f"ABNA{lot.digits(10)}", "GB": f"NWBK{lot.digits(14)}"}.get(country) or lot.digits(length)
            iban = lot.iban(country, bban)
            grouped = " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))
            found += [
                Labelled(f"IBAN {iban}", iban, "iban", "iban"),
                Labelled(f"pay to {grouped}, thanks", grouped, "iban", "iban in groups"),
            ]
        body = "\n".join(lot.some(64, _ALNUM + "+/") for _ in range(6))
        kind = lot.choice("RSA ", "EC ", "OPENSSH ", "")
        found.append(
            Labelled(
                f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----\ndone", body, "private key", "private key"
            )
        )
        found.append(
            Labelled(f"$ cat id\n-----BEGIN {kind}PRIVATE KEY-----\n{body}\n", body, "private key", "private key, its end out of sight")
        )
    return found


def ordinary() -> list[Labelled]:
    """Texts in which nothing is to be masked."""
    lot = Lot(11)
    hexes = string.hexdigits[:16]
    texts: list[tuple[str, str]] = []
    for _ in range(40):
        sha, uuid = lot.some(40, hexes), "-".join(lot.some(size, hexes) for size in (8, 4, 4, 4, 12))
        texts += [
            ("git", f"commit {sha}"),
            ("git", f"{sha[:9]} Fix the token cache ({sha[:12]})"),
            ("git", f"refresh the access token, see {sha}"),
            ("uuid", f"request id {uuid}"),
            ("uuid", f"session {uuid} has ended"),
            ("phone", f"call +49 30 {lot.digits(4)} {lot.digits(4)}"),
            ("phone", f"(555) {lot.digits(3)}-{lot.digits(4)}"),
            ("phone", f"my number is {' '.join(_SPOKEN[int(digit)] for digit in lot.digits(10))}"),
            ("order", f"Order #{lot.digits(10)} was shipped"),
            ("order", f"order number {lot.digits(3)}-{lot.digits(7)}-{lot.digits(7)}"),
            ("order", f"tracking 1Z{lot.some(6, string.ascii_uppercase)}{lot.digits(10)}"),
            ("time", f"took {lot.digits(13)} ns at 17{lot.digits(11)}"),
            ("time", f"2026-11-23T05:52:21.{lot.digits(9)}Z"),
            ("number", f"{lot.digits(3)},{lot.digits(3)},{lot.digits(3)} of {lot.digits(6)}.{lot.digits(2)} EUR"),
            ("number", f"{lot.digits(4)} {lot.digits(3)} {lot.digits(5)} {lot.digits(2)}"),
            ("number", f"0.{lot.digits(16)}"),
            ("hash", f"sha256:{lot.some(64, hexes)}"),
            ("hash", f'integrity="sha512-{lot.some(86, _ALNUM + "+/")}=="'),
        ]
    texts += [("prose", text) for text in _PROSE]
    texts += [("code", text) for text in _CODE]
    return [Labelled(text, kind=kind) for kind, text in texts]


_PROSE = """\
The password is wrong, please try again.
Password: required
Enter your password:
Your password must have at least 12 characters, one of them a digit.
Forgot password? Reset password
The password is case sensitive and was changed yesterday.
My password is expired and I cannot log in.
Passwords are hashed before they are stored.
The token is refreshed every hour.
A bearer of bad news came to the meeting.
Basic understanding of authentication is required.
The secret: there is none, work hard.
Secretary: Anna Miller, treasurer: Bob Smith
Key findings: revenue grew by 12 percent in 2025, costs by 7.
API key rotation is described in the handbook.
Tokens per second: 1024, tokens in all: 1200345
The tokenizer: WordPiece with 30522 words
We count one two three four five six seven eight nine ten and then start over.
one two three one two three one two three one two three one two three
In 2019 2020 2021 2022 the numbers were 4512 4620 4733 4821 units.
Flight LH 4512 leaves at 10:45 from gate 62.
Room 4111, floor 11, building 1111.
ISBN 978-3-16-148410-0 and EAN 4006381333931
Version 4.11.1111 build 1111
The session key point is that users do not read.
User is in Firefox, 'Quarterly report': Revenue 4,532 1,283 9,118
Press Ctrl+Alt+R to record. Meeting id: 845 1234 5678
They said that the private key is kept in a safe.
Das Passwort ist falsch.
Le mot de passe est incorrect.
token: string; password: string
security code is required
""".splitlines()

_CODE = """\
def login(user: str, password: str) -> Token:
connect(host=host, password=password, user=user)
password = getpass.getpass()
password = os.environ["DB_PASSWORD"]
self.password = password
token = get_token(request)
token = self._tokens.pop(0)
api_key: str | None = None
api_key = settings.api_key
"password": "${DB_PASSWORD}"
password: {{ vault_password }}
DB_PASSWORD=<your password>
const token = await auth.getToken();
if password is None or token is None:
password: ********
secret_key=None, access_key=None
for token in tokens: yield token
<input type="password" name="password" placeholder="Password">
assert password == expected
.sk-circle-fade-dot { animation: sk-circle-fade 1.2s }
key = "some_configuration_value_of_ours"
PASSWORD_MIN_LENGTH = 12
password_length: 12
token_count = 4096
url = "https://example.com/path:8080/at@home"
git@github.com:owner/repo.git
ssh://git@example.com:2222/owner/repo.git
pip install task-runner-with-a-long-name-and-1-digit
import secrets; secrets.token_hex(16)
""".splitlines()
