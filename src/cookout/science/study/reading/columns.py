"""Which column of a table means what: by its name in English and German, or as a person says.

A meaning is called a role: `one_to_ones`, `referrals_given`. A role is filled by one column, by columns joined (first
and last name) or by columns summed (inside and outside referrals), or by the name of the file (`@file`).
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cookout.science.errors import ScienceError
from cookout.science.tables.keys import key

MONTHS, PAIRS = "months", "pairs"
FILE = "@file"

ROLES: Mapping[str, tuple[str, ...]] = {
    MONTHS: (
        "chapter",
        "member",
        "month",
        "year",
        "one_to_ones",
        "referrals_given",
        "referrals_received",
        "tenure",
        "attendance",
    ),
    PAIRS: ("chapter", "giver", "receiver", "month", "year", "met", "referrals", "suggested", "probability"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    MONTHS: ("member", "month", "one_to_ones"),
    PAIRS: ("giver", "receiver", "month", "met", "referrals"),
}
NAMES = frozenset({"chapter", "member", "giver", "receiver"})
"""Roles that hold names; all others but the month hold numbers."""

_SYNONYMS: Mapping[str, str] = {
    "chapter": "chapter, chapter name, chapter id, group, group name, group id, team, circle, org, organisation, "
    "organization, chaptername, unternehmerteam, gruppe, gruppenname, kreis, verein",
    "member": "member, member id, member name, member no, member number, person, person id, name, full name, who, "
    "participant, participant id, id, mitglied, mitgliedsname, mitgliedsnummer, mitgliedsnr, mitglied id, "
    "person name, teilnehmer, teilnehmerin, vollständiger name",
    "first": "first name, given name, forename, vorname, firstname",
    "last": "last name, surname, family name, nachname, familienname, lastname, zuname",
    "month": "month, date, period, year month, yearmonth, yyyymm, year-month, month of, month year, report month, "
    "ym, monat, datum, zeitraum, jahr monat, jahrmonat, berichtsmonat, monat jahr",
    "year": "year, jahr",
    "one_to_ones": "one to ones, one to one, 1 2 1, 1 2 1s, 121, 121s, 1 to 1, 1 to 1s, 1to1, 1on1, 1 on 1, 1 on 1s, "
    "1 1, one on ones, one on one, one 2 one, one 2 ones, one2one, one2ones, x, meetings, 1-to-1 meetings, "
    "121 meetings, one to one meetings, einzelgespräche, vieraugengespräche, vier augen gespräche, "
    "1 zu 1, 1zu1, 1 zu 1 gespräche, 1zu1 gespräche, 1 2 1 gespräche, 121 gespräche, treffen, gespräche, "
    "einzeltreffen, anzahl treffen, anzahl 1 2 1",
    "referrals_given": "referrals given, given, given referrals, referral given, refs given, passed, referrals passed, "
    "referrals out, gegeben, gegebene empfehlungen, empfehlungen gegeben, abgegebene empfehlungen, erteilte "
    "empfehlungen, weitergegebene empfehlungen, empfehlungen abgegeben, gegebene, y given",
    "given_inside": "rgi, referrals given inside, empfehlungen gegeben intern",
    "given_outside": "rgo, referrals given outside, empfehlungen gegeben extern",
    "referrals_received": "referrals received, received, received referrals, referral received, refs received, "
    "referrals in, erhalten, erhaltene empfehlungen, empfehlungen erhalten, bekommene empfehlungen, "
    "empfehlungen bekommen, bekommen, empfangene empfehlungen, empfehlungen empfangen, erhaltene, y received",
    "received_inside": "rri, referrals received inside, empfehlungen erhalten intern",
    "received_outside": "rro, referrals received outside, empfehlungen erhalten extern",
    "tenure": "tenure, months in chapter, member months, membership months, months of membership, seniority, "
    "zugehörigkeit, mitglied seit monaten, monate mitglied, mitgliedsmonate, zugehörigkeit in monaten",
    "attendance": "attendance, attended, meetings attended, present, presence, anwesenheit, anwesend, anwesenheiten, "
    "teilnahmen, besuchte treffen",
    "giver": "giver, from, source, giver id, giver name, sender, from member, referrer, geber, von, empfehlungsgeber, "
    "gebender, empfehler, i",
    "receiver": "receiver, to, target, receiver id, receiver name, recipient, to member, empfänger, an, "
    "empfehlungsnehmer, nehmer, empfangender, j",
    "met": "met, one to ones, 1 2 1, 1 2 1s, 121, 121s, one to one, meetings, did meet, getroffen, treffen, "
    "einzelgespräche, vieraugengespräche, gespräche, 1 zu 1",
    "referrals": "referrals, referral, refs, referrals given, given, passed, y, empfehlungen, anzahl empfehlungen, "
    "gegebene empfehlungen, gegeben",
    "suggested": "suggested, suggestion, drawn, assigned, hat, z, by the hat, vorgeschlagen, vorschlag, gelost, "
    "ausgelost, los",
    "probability": "probability, prob, pi, propensity, chance, wahrscheinlichkeit",
}
_SUMS = {
    "referrals_given": ("given_inside", "given_outside"),
    "referrals_received": ("received_inside", "received_outside"),
}
_SCORE = re.compile(
    r"points?|punkte?|scores?|rating|ranking|rang|rank|index|ampel|trafficlights?|percent|prozent|quote"
)


_MEANT = {role: {key(name) for name in names.split(",")} for role, names in _SYNONYMS.items()}


@dataclass(frozen=True, slots=True)
class Filled:
    """How a role is filled: by these columns, `joined` with a blank, `summed`, or by the name of the `file`."""

    columns: tuple[str, ...]
    how: str = "one"

    def __str__(self) -> str:
        return FILE if self.how == "file" else (" + " if self.how == "summed" else " ").join(self.columns)


@dataclass(frozen=True, slots=True)
class Found:
    """What the columns of one table mean."""

    kind: str
    filled: Mapping[str, Filled]
    unknown: tuple[str, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """The roles without which nothing can be answered, and which no column fills."""
        return tuple(role for role in NEEDED[self.kind] if role not in self.filled)

    @property
    def has_outcome(self) -> bool:
        """Whether at least one outcome is told."""
        return self.kind == PAIRS or "referrals_given" in self.filled or "referrals_received" in self.filled


def looks_like_score(name: str) -> bool:
    """Whether a column calls itself points or a score: a sum of several things, often of the outcome too."""
    return bool(_SCORE.search(key(name)))


def check_roles(chosen: Mapping[str, str], kind: str | None) -> None:
    """That every role a person maps exists."""
    roles = ROLES[kind] if kind else tuple(dict.fromkeys([*ROLES[MONTHS], *ROLES[PAIRS]]))
    for role in chosen:
        if role not in roles:
            near = difflib.get_close_matches(role, roles, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise ScienceError(f"“{role}” is nothing a study knows.{hint} It knows: {', '.join(roles)}.")


def find(names: Sequence[str], chosen: Mapping[str, str], kind: str | None = None) -> Found:
    """What these columns mean; a person's choice goes before what their names say.

    >>> found = find(["Mitglied", "Monat", "1-2-1", "RGI", "RGO", "Schuhe"], {})
    >>> {role: str(filled) for role, filled in found.filled.items()}["referrals_given"], found.unknown
    ('RGI + RGO', ('Schuhe',))
    """
    kinds = [kind] if kind else _likely(names, chosen)
    return max((_find(names, chosen, one) for one in kinds), key=lambda found: -len(found.lacks))


def says(text: str, names: Sequence[str], role: str) -> bool:
    """Whether a table has the column, or columns, that a person named for a role."""
    return _said(text, names, role) is not None


def has_month(names: Sequence[str]) -> bool:
    """Whether a column says the month."""
    return _by_name("month", names) is not None


def recognised(names: Iterable[str]) -> int:
    """How many of these texts are names of columns that are known: tells a head from a row of values."""
    known = set().union(*_MEANT.values())
    return len({key(name) for name in names if len(key(name)) > 1} & known)


def _likely(names: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """Pairs where a giver and a receiver are named, else member-months."""
    roles = {*chosen, *(role for role in ("giver", "receiver") if _by_name(role, names))}
    return [PAIRS] if {"giver", "receiver"} <= roles else [MONTHS, PAIRS]


def _find(names: Sequence[str], chosen: Mapping[str, str], kind: str) -> Found:
    filled: dict[str, Filled] = {}
    for role in ROLES[kind]:
        if role in chosen and (said := _said(chosen[role], names, role)):
            filled[role] = said
    taken = {column for one in filled.values() for column in one.columns}
    for role in (role for role in ROLES[kind] if role not in filled):
        by_name = _detected(role, [name for name in names if name not in taken], names)
        if by_name:
            filled[role] = by_name
            taken.update(by_name.columns)
    return Found(kind, filled, tuple(name for name in names if name not in taken and key(name)))


def _said(text: str, names: Sequence[str], role: str) -> Filled | None:
    """What a person said: a column, `RGI+RGO`, `Vorname+Nachname`, `@file`; None where this table has none."""
    if text == FILE:
        return Filled((), "file") if role in {"chapter", "month"} else None
    whole = _exactly(text, names)
    if whole:
        return Filled((whole,))
    parts = [_exactly(part, names) for part in text.split("+")]
    if len(parts) < 2 or None in parts:
        return None
    return Filled(tuple(part for part in parts if part), "joined" if role in NAMES else "summed")


def _exactly(text: str, names: Sequence[str]) -> str | None:
    """The column of this name; by its letters alone where that leaves no doubt; by its number, 1 being the first."""
    if text in names:
        return text
    alike = [name for name in names if key(name) == key(text) and key(text)]
    if len(alike) == 1:
        return alike[0]
    place = re.fullmatch(r"#(\d+)", text.strip())
    return names[int(place[1]) - 1] if place and 1 <= int(place[1]) <= len(names) else None


def _detected(role: str, names: Sequence[str], every: Sequence[str]) -> Filled | None:
    """What fills a role among the `names` that are free; `every` name tells what kind of report it is."""
    if role == "member" and (first := _by_name("first", names)):
        last = _by_name("last", names) or _by_name("member", names)
        return Filled((first, last), "joined") if last and last != first else Filled((first,))
    one = _by_name(role, names)
    if one:
        return Filled((one,))
    if role == "attendance" and "P" in names and _by_name("given_inside", every):
        return Filled(("P",))
    parts = tuple(name for part in _SUMS.get(role, ()) if (name := _by_name(part, names)))
    return Filled(parts, "summed") if parts else None


def _by_name(role: str, names: Sequence[str]) -> str | None:
    """The column whose name means this; the plainest name of the role goes before its synonyms."""
    meant = _MEANT[role]
    alike = [name for name in names if key(name) in meant]
    return min(alike, key=lambda name: (key(name) != key(role), names.index(name)), default=None)
