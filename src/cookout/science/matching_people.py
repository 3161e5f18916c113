"""Whom of my contacts do I know who fits what somebody is looking for, or meets such people every day?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod

from cookout.science.common_ground import Entry
from cookout.science.reasons import STAFF, Reason, Sought, read
from cookout.science.wanted import Wish, all_wishes
from cookout.science.words.text import tokens

BANDS = {"is": (0.6, 0.25), "meets": (0.35, 0.2), "touches": (0.1, 0.2)}
"""From where a strength counts, and how far: who is such a person comes before who meets them, then whose note says a
word of it."""

NEARLY = 0.1
"""Two reasons that differ by less are about as strong."""

MOMENT, NEAR = 0.12, 0.03
"""What it adds that a moment fits; that the place does."""

LEADS = frozenset(
    ["owner", "founder", "director", "principal", "head", "partner", "president", "ceo", "manager", "proprietor"]
)
"""Whose word counts in a company, whatever else they do."""

FORMER = frozenset(["retire", "former", "ex"])
"""Who did it once is no such person now; stems."""


ORDER = {"is": "1 who", "meets": "1 who", "touches": "1 who", "when": "2 when", "if": "2 when", "where": "3 where"}
"""Which reasons are told first."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One of my contacts: trade, place, company, and what I noted; `serves`: the groups and customers they have."""

    key: str
    trade: str = ""
    place: str = ""
    company: str = ""
    texts: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A contact with the reasons, strongest first. `kind`: "is" such a person, "meets" such people, or "touches"."""

    key: str
    kind: str
    strength: float
    reasons: tuple[Reason, ...]


def matching_people(wanted: Iterable[Entry], contacts: Iterable[Contact], *, most: int = 20) -> tuple[Match, ...]:
    """Which of my contacts fit what somebody is looking for, or meet such people every day?

    Each wanted entry tells who, when or where (`wanted.ROLES`). Somebody *is* whom they look for by a trade or company
    that names a concept of the who, or by a note of the situation or moment looked for; *meets* such people by a trade
    of our table, or where a group or customers of theirs are such; else a note *touches* it by a concept or a telling
    word. However many reasons there are, the strongest of who counts, and each wanted moment once: strength = where the
    band of the kind begins + its width × the strongest + `MOMENT` × (1 − Π(1 − moment / 2)) + `NEAR` for a place. Below
    `ENOUGH` there is no reason, and no reason is no match. Strongest first, then by key. More evidence never ranks
    lower. Cost: one look at every word of every text, 50 µs for each text that holds a wanted word.

    >>> [match] = matching_people([Entry("customers", "First-time buyers")], [Contact("7", trade="Mortgage broker")])
    >>> [(reason.kind, reason.words, reason.wanted_words) for reason in match.reasons]
    [('meets', ('Mortgage', 'broker'), ('First', 'time', 'buyers'))]
    """
    sought = _sought(tuple(all_wishes(wanted)))
    found = (_match(sought, contact) for contact in contacts)
    ranked = sorted((one for one in found if one is not None), key=lambda one: (-one.strength, one.key))
    return tuple(replace(one, reasons=_distinct(one.reasons)) for one in ranked[:most])


def _match(sought: Sought, contact: Contact) -> Match | None:
    words = _stems(contact.trade)
    staff = bool(words & STAFF)
    told = list(read(sought, "trade", contact.trade, staff=staff)) if not words & FORMER else []
    told += read(sought, "company", contact.company, staff=bool(words) and not words & LEADS)
    for kind, texts in (("noted", contact.texts), ("serves", contact.serves)):
        for text in texts:
            told += read(sought, kind, text, staff=staff)
    return _weighed(contact, told, sought) if told else None


@lru_cache(maxsize=4)
def _sought(wishes: tuple[Wish, ...]) -> Sought:
    """Who thinks for somebody looks again and again: what was read for the same wishes is not read anew."""
    return Sought(wishes)


@lru_cache(maxsize=10_000)
def _stems(trade: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens(trade))


def _weighed(contact: Contact, told: list[Reason], sought: Sought) -> Match | None:
    """Of which kind a contact is, and how strongly: the best reason of who, and each moment looked for once."""
    best: dict[str, float] = defaultdict(float)
    for one in told:
        best[one.level] = max(best[one.level], one.strength)
    kind = "is" if best["is"] or best["when"] else "meets" if best["meets"] else "touches" if best["touches"] else ""
    if not kind:
        return None
    fits = {(one.wanted, one.source) for one in told if one.level == "is"}
    kept = [one for one in told if _holds(one, kind, fits)]
    when = {one.wanted: one.strength for one in sorted(kept, key=_strength) if one.level in ("when", "if")}
    near = read(sought, "place", contact.place, staff=False)
    start, width = BANDS[kind]
    moments = MOMENT * (1.0 - prod(1.0 - one / 2 for one in when.values()))
    strength = start + width * best[kind] + moments + NEAR * bool(near)
    return Match(contact.key, kind, round(strength, 6), (*kept, *near))


def _holds(reason: Reason, kind: str, fits: set[tuple[Entry, str]]) -> bool:
    """Whether a reason says something beside the better ones: a moment not by the same note as who, some moments only
    with who, and meeting such people only where that is all."""
    level = reason.level
    if level in ("when", "if") and (reason.wanted, reason.source) in fits:
        return False
    if level == "if":
        return any(wanted == reason.wanted for wanted, _ in fits)
    return level not in ("meets", "touches") or kind == level


def _strength(reason: Reason) -> float:
    return reason.strength


def _distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason of who, one of when and one of where for each wanted entry: about as strong as the strongest, and if
    possible by a text that is no other reason yet."""
    groups: dict[tuple[Entry, str], list[Reason]] = defaultdict(list)
    for one in sorted(reasons, key=_order):
        groups[one.wanted, ORDER[one.level]].append(one)
    chosen: list[Reason] = []
    for group in sorted(groups.values(), key=lambda group: (len(group), _order(group[0]))):
        used = {one.source for one in chosen}
        near = (one for one in group if one.source not in used and one.strength > group[0].strength - NEARLY)
        chosen.append(next(near, group[0]))
    return tuple(sorted(chosen, key=_order))


def _order(one: Reason) -> tuple[str, float, str, str, tuple[str, ...], tuple[str, ...]]:
    return ORDER[one.level], -one.strength, one.kind, one.source, one.words, one.wanted_words
