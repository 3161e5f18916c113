"""The sentences of a plan: why two meet, and what stands in the way; never whose private wish it is."""

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from cookout.science.pairing.answer import Told
from cookout.science.pairing.gains import Gains, PairFacts
from cookout.science.pairing.preflight import Obstacle, Way
from cookout.science.pairing.trades import fit

FEW = 5
"""So many are named."""

KINDS = 2
"""So many kinds of customers are named."""

SAID = MappingProxyType(
    {
        "bereaved": "the bereaved",
        "burned out": "people who are burned out",
        "divorcing": "couples who divorce",
        "expecting": "parents-to-be",
        "teenagers people": "teenagers",
    }
)
"""Kinds of people of our table whose names are no nouns."""


def listed(names: Sequence[str], most: int = FEW) -> str:
    """Names in a sentence.

    >>> listed(["Ana", "Bo", "Cy"]), listed([*"abcdefg"])
    ('Ana, Bo and Cy', 'a, b, c, d, e and 2 others')
    """
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most:,} others"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def met_before(months: int) -> str:
    """When two met last.

    >>> met_before(0), met_before(1), met_before(14)
    ('met this month', 'met 1 month ago', 'met 14 months ago')
    """
    return "met this month" if months == 0 else f"met {months:,} month{'' if months == 1 else 's'} ago"


def why(
    pair: int, facts: PairFacts, found: Gains, sides: Sequence[tuple[str, str, bool]], *, given: int, history: bool
) -> str:
    """Why two meet; `sides` are name, classification and whether a newcomer of both."""
    customers = fit(sides[0][1], sides[1][1]).customers
    new = [name for name, _trade, newcomer in sides if newcomer]
    said = {
        "new": "never met" if history else "",
        "long_ago": met_before(int(facts.months[pair])),
        "fit": f"both serve {listed([SAID.get(kind, kind) for kind in customers[:KINDS]])}" if customers else "",
        "newcomer": f"{listed(new)} {'are' if len(new) > 1 else 'is'} new",
    }
    reasons = [said[reason] for reason in found.why(pair) if said.get(reason)]
    own = [f"your gain of {given:,}"] if given > 0 else []
    return "; ".join([*own, *reasons]) or "they may meet"


def obstacles_told(obstacles: Sequence[Obstacle], names: Sequence[str]) -> Iterator[Told]:
    """What stands in the way, one sentence for each cause; weeks that are alike stand in one."""
    weeks: dict[Way, list[Obstacle]] = {}
    for one in obstacles:
        if one.week is not None:
            weeks.setdefault(one.code, []).append(one)
        else:
            yield Told(one.code.value, _OF[one.code]([names[at] for at in one.members]))
    for code, some in weeks.items():
        numbers = [str(one.week + 1) for one in some if one.week is not None]
        when = f"week{'' if len(numbers) == 1 else 's'} {listed(numbers, most=12)}"
        yield Told(code.value, _OF_WEEKS[code].format(when=when))


def _are(names: Sequence[str]) -> str:
    return f"{listed(names)} {'is' if len(names) == 1 else 'are'}"


def _have(names: Sequence[str]) -> str:
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'}"


_OF: dict[Way, Callable[[Sequence[str]], str]] = {
    Way.NOBODY: lambda _: "There is no member.",
    Way.ALONE: lambda names: f"{listed(names)} is the only member. Two make a pair.",
    Way.NO_PAIRS: lambda _: "No two of the members may meet.",
    Way.NOBODY_AVAILABLE: lambda _: "Nobody can meet in any of the weeks.",
    Way.NO_COMMON_WEEK: lambda _: "No two who may meet can do so in the same week.",
    Way.NO_COMMON_SLOT: lambda _: "No two who may meet can do so at the same time of a week.",
    Way.NO_CAPACITY: lambda names: f"{_have(names)} 0 a month, and so no meeting.",
    Way.NEVER_AVAILABLE: lambda names: f"{listed(names)} can meet in none of the weeks.",
    Way.NO_CANDIDATE: lambda names: (
        f"There is nobody left whom {listed(names)} may meet: who else is there has met "
        "them lately, or a rule or a private wish stands in the way."
    ),
    Way.NEVER_TOGETHER: lambda names: f"{_are(names)} never there in the same week as anybody they may meet.",
    Way.OTHER_SLOTS: lambda names: f"{_are(names)} never there at the same time of a week as anybody they may meet.",
}
_OF_WEEKS: dict[Way, str] = {
    Way.EMPTY_WEEK: "In {when} fewer than two members can meet.",
    Way.SITS_OUT: "In {when} an odd number can meet, so somebody sits out.",
}

HOPELESS = frozenset(
    [Way.NOBODY, Way.ALONE, Way.NO_PAIRS, Way.NOBODY_AVAILABLE, Way.NO_COMMON_WEEK, Way.NO_COMMON_SLOT]
)
"""With these there is no plan at all."""
