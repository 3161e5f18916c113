"""The marks of attendance sheets and the words of slips, in English and German."""

from collections.abc import Mapping

from cookout.science.reports.report import (
    ABSENT,
    CREDIT,
    HOLIDAY,
    LATE,
    MEDICAL,
    ONE_TO_ONE,
    PRESENT,
    REFERRAL,
    SUBSTITUTE,
    THANKS,
    VISITOR,
)
from cookout.science.tables.keys import key


def _by_key(words: Mapping[str, str]) -> dict[str, str]:
    return {key(name): meaning for meaning, names in words.items() for name in names.split(",")}


_MARKS = _by_key(
    {
        PRESENT: "p, present, yes, anwesend, da, ja",
        ABSENT: "a, absent, no, abwesend, fehlt, gefehlt, nein",
        LATE: "l, late, verspätet, zu spät",
        MEDICAL: "m, medical, ill, sick, krank",
        SUBSTITUTE: "s, sub, substitute, vertretung, vertreten",
        HOLIDAY: "h, holiday, no meeting, feiertag, ferien, kein treffen",
    }
)
_SLIPS = _by_key(
    {
        REFERRAL: "referral, referrals, ref, empfehlung, empfehlungen",
        ONE_TO_ONE: "one to one, one to ones, 121, 1 to 1, 1 on 1, 1 2 1, einzelgespräch, vieraugengespräch",
        THANKS: "tyfcb, thank you for closed business, closed business, thank you, danke, umsatz",
        VISITOR: "visitor, visitors, guest, besucher, gast",
        CREDIT: "ceu, ceus, ceu credit, ceu credits, credit, credits, learning, weiterbildung",
    }
)
_INSIDE = {"inside", "in", "tier1", "1", "tier1inside", "insidetier1", "intern", "innen"}
_OUTSIDE = {"outside", "out", "tier2", "2", "tier2outside", "outsidetier2", "extern", "aussen"}
_NOBODY = _by_key(
    {
        "visitors": "visitor, visitors, guest, guests, besucher, gäste, gast",
        "total": "total, totals, grand total, chapter total, sum, summe, gesamt, insgesamt, gesamtsumme",
    }
)


def mark_of(text: str) -> str | None:
    """The mark of one meeting, empty where the cell is blank; None where it is no mark.

    >>> mark_of("present"), mark_of("✓"), mark_of("–"), mark_of("7")
    ('P', 'P', '', None)
    """
    plain = text.strip()
    if plain in {"", "-", "–", "—", "n/a", "."}:
        return ""
    if plain in {"✓", "✔", "☑"}:
        return PRESENT
    return _MARKS.get(key(plain)) if plain[:1].isalpha() else None


def slip_of(text: str) -> str:
    """The kind of a slip; empty where the word is none that is known.

    >>> slip_of("One-to-One"), slip_of("Slip")
    ('one_to_one', '')
    """
    return _SLIPS.get(key(text), "")


def inside_of(text: str) -> bool | None:
    """Whether a referral stays inside; None where that is not said.

    >>> inside_of("Tier 1 (inside)"), inside_of("Outside"), inside_of("")
    (True, False, None)
    """
    said = key(text)
    return True if said in _INSIDE else False if said in _OUTSIDE else None


def nobody(name: str) -> str:
    """`visitors` or `total` where a name is that of a line of the report and not of a person; else empty.

    >>> nobody("Visitors"), nobody("Grand Total"), nobody("Ada Total")
    ('visitors', 'total', '')
    """
    return _NOBODY.get(key(name), "")
