"""A plan as rows of a table, safe for programs that take a cell for a formula."""

from collections.abc import Iterator

from cookout.science.pairing.answer import Answer

HEAD = ("week", "monday", "slot", "a", "b", "why", "gain", "from the hat")

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""What a spreadsheet may carry out when a cell begins with it."""


def rows(answer: Answer) -> Iterator[tuple[str | int, ...]]:
    """One for each meeting, in the order of `HEAD`."""
    mondays = {week.number: week.monday.isoformat() for week in answer.weeks}
    for one in answer.meetings:
        drawn = "" if one.chance is None else "yes"
        words = (one.slot, one.a, one.b, one.why)
        yield (one.week, mondays[one.week], *(no_formula(word) for word in words), one.gain, drawn)


def no_formula(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would work it out.

    >>> no_formula("=HYPERLINK(0)"), no_formula("Ana")
    ("'=HYPERLINK(0)", 'Ana')
    """
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
