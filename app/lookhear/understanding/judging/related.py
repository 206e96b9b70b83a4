"""Words that people use for one another when they watch for something. Short on purpose: meanings are an embedder's work."""

from __future__ import annotations

from typing import Final

from lookhear.understanding.language.words import stem

_GROUPS: Final = """
angry upset frustrated annoyed furious unhappy
approve approval approved permission
backup copy
bug defect error exception fail failure fault traceback crash broken issue problem
buy purchase order checkout cart basket
bye goodbye farewell
call meeting conference appointment
cancel terminate unsubscribe end
candidate applicant interviewee
competitor competition rival
cost price pricing fee charge expensive cheap dollar euro
customer client buyer
database sql postgres mysql sqlite
deadline due overdue
delivery deliver shipping ship shipment
deploy deployment release rollout ship shipped
discount rebate coupon
doctor physician medical patient symptom pain fever
down outage unreachable unavailable offline
email mail inbox gmail outlook thunderbird
fix patch repair solve
flight plane airline airport
game play player level score
happy glad great wonderful congratulations
hire hiring recruit recruiter job position vacancy
hotel reservation booking book
idle inactive empty nothing
insult profanity swear idiot stupid damn
late delay slip behind
layoff redundancy dismiss fired
legal law lawyer compliance gdpr privacy regulation
login sign-in signin log-in account
loss lose lost missing gone
password secret credential passphrase token
pay payment card
pull-request review diff commit merge
question ask wonder
refund reimburse
revenue income sales turnover earnings
risk danger worry worried threat
salary pay wage compensation earn
schedule calendar plan arrange invite
security vulnerability exploit breach cve
sensitive private confidential secret password credential personal masked hidden
shop store cart basket
social facebook twitter instagram tiktok linkedin
test tests pytest junit
usage load utilization
weather rain snow sunny cold forecast
"""


def _related() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = frozenset(stem(word) for word in line.split())
        for word in group:
            found[word] = found.get(word, frozenset()) | group
    return found


RELATED: Final = _related()
"""Stems by stem."""
