"""Words that tell of a secret beside them, and words that stand there and are none."""

from __future__ import annotations

import re
from typing import Final

_PASSWORDS: Final = (
    r"pass[ _-]?words?|passwd|passwort|pass[ _-]?phrase|pass[ _-]?code|pwd|kennwort|mot de passe|contraseña|senha|wachtwoord|hasło|пароль|"
    r"密码|パスワード|(?<=_)(?:pass|pw)(?![a-z])"
)
_KEYS: Final = (
    r"(?:api|secret[ _-]?access|access|secret|account|shared[ _-]?access|signing|encryption|private|master|subscription|client)[ _-]?key|"
    r"(?:client|app|shared|webhook)[ _-]?secret|secret"
)
_TOKENS: Final = (
    r"(?:access|auth|refresh|id|bearer|session|api|bot|personal|deploy|push|security|csrf|xsrf)[ _-]?token|token|session[ _-]?(?:id|key)|"
    r"sessid|authori[sz]ation|x-api-key|x-auth"
)
_CODES: Final = r"cvv2?|cvc2?|cvn|card (?:security|verification) code|security code"

NAMES: Final = re.compile(
    rf"(?P<password>{_PASSWORDS})|(?<![a-z])(?P<key>(?:{_KEYS})(?:[ _-]?(?:id|data)(?![a-z]))?)|(?<![a-z])(?P<token>{_TOKENS})"
    rf"|(?<![a-z])(?P<code>{_CODES})(?![a-z])"
)
"""Words that name a secret, in small letters. Each alternative is a literal but for its joints."""
_STEMS: Final = "pass pwd _pw kennwort mot contrase senha wachtwoord has парол 密 パス key secret token sess authori x-auth cv code"
STEMS: Final = tuple(_STEMS.split())
"""What every such word has in it: most texts have none of these."""
_NO_VALUES: Final = """
a also an and any are as at be been but by can cannot cant case come could did do does each either else empty enter entirely etc even ever
every fine first for from given go good got great had has have here hidden his how i if important in input into is it its just kept key
last left less like long longer lost made manager may me mine missing more most much must my needed needs never new next no none nope
normal not nothing now null of off ok okay old on once one only optional or other our out over page part per plain please policy public
quite rather re ready really required reset right same saved secret secure set she short shown should simple since so some something
somewhere soon still strict string strong such sure text than that the their them then there these they this those to today together too
true type under undefined unknown until up us use used user valid value very visible was we weak well were what whatever when where
whether which while who why will with within without wrong yes yet you your yours again already always anything back because before behind
below beside between both bool boolean bytes correct dict different expired expected false field file float forgotten free gone incorrect
int invalid list login nil object number str tuple unset void confirm current repeat retype password passwort passwd passphrase token
tokens prompt placeholder example redacted masked changeme ein eine der die das ist nicht und oder falsch richtig geheim erforderlich
vergessen leer bitte est le la les un une requis oublié es el incorrecto olvidada
"""
NO_VALUES: Final = frozenset(_NO_VALUES.split())
"""Words of sentences and of programs that stand behind "password" without being one."""
PARTICIPLES: Final = ("ed", "ing", "ly", "able", "ible")
OWNERS: Final = re.compile(
    r"(?:^|[^a-z])(?:my|our|his|her|their|the (?:wi-?fi|wireless|guest|root|admin|router|network)|wi-?fi)[ \w]{0,12}$", re.IGNORECASE
)
"""What stands in front of "password" where somebody tells theirs."""
