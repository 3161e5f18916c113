"""Which headings of two profiles can meet, and what it is called when they do."""

from functools import cache

from cookout.science.headings import GROUP_OF, NONE, Meeting, answers_meet, group_of

LOOKING = frozenset({"customers", "good_referral"})
WISHING = frozenset({"goals", "ambitions"})
OFFERING = frozenset({"networks", "business", "skills"})
"""Headings that tell what one can do and whom one meets."""

TRADE = frozenset({"business", "skills"})
"""Headings where the same trade is no common ground (rivals hold back)."""

LIFE = frozenset({"leisure", "family", "theme"})
PROFESSIONAL = frozenset({"business", "customers", "good_referral", "skills", "ambitions"})

AS_FACET = {"wish": "goals", "hope": "goals", "trade": "skills", "seek": "customers"}


@cache
def meeting(one: str, other: str, field: str) -> Meeting:
    """What is it when these two headings meet in such a concept? The order of the headings does not matter.

    A heading is a facet, or the question of the dance card an entry answers (`headings`).

    `field`: "leisure", "family", "theme", "work", "group" (our table), "people" (both name such people), "meets" (one
    names them, the other is in touch with them), "sphere" (both are in touch with them), "word", "name".

    >>> meeting("goals", "skills", "work"), meeting("skills", "business", "work")
    (Meeting(kind='complement', share=1.0), Meeting(kind='', share=0.0))
    """
    both = {one, other}
    if "questions" in both or field == "idiom":
        return NONE
    if both & GROUP_OF.keys():
        return answers_meet(one, other, field)
    if field == "group":
        return Meeting("complement", 0.9) if both & (LOOKING | WISHING) and both & OFFERING else NONE
    if both & LOOKING:
        return _looking(one, other, field)
    if both & WISHING:
        return _wishing(both, field)
    return _having(both, field)


@cache
def seeker(mine: str, theirs: str) -> str:
    """Who seeks in a complement of these two headings: "me" or "them".

    >>> seeker("skills", "goals"), seeker("good_referral", "customers")
    ('them', 'me')
    """
    return "me" if _seeks(_facet(mine)) >= _seeks(_facet(theirs)) else "them"


@cache
def parts_fit(one: str, other: str, mine: str, theirs: str) -> bool:
    """May two words of one trade meet? A wish names the trade or the need for it; what meets a wish names the trade or
    something close; under all other headings both name the trade. Two answers about wishes both name it.

    >>> parts_fit("goals", "skills", "need", "offer"), parts_fit("skills", "networks", "offer", "said")
    (True, False)
    """
    here, there = _facet(one), _facet(other)
    if {one, other} & GROUP_OF.keys() and {here, there} <= WISHING:
        return mine == theirs == "said"
    if {one, other} & GROUP_OF.keys() and mine == "said" != theirs:
        return False
    if here in WISHING:
        return mine != "offer" and (theirs == "said" or (theirs == "offer" and there in OFFERING) or there in WISHING)
    if there in WISHING:
        return parts_fit(other, one, theirs, mine)
    return mine == theirs == "said"


@cache
def is_private(one: str, other: str) -> bool:
    """Whether what is shared under these headings has nothing to do with work, unless its words say so."""
    if {one, other} & GROUP_OF.keys():
        return {group_of(one), group_of(other)} <= {"life", "hope", "club", "deed"}
    return not {one, other} & PROFESSIONAL


def _facet(heading: str) -> str:
    """The heading an answer counts under: who wants to learn something seeks it."""
    group = GROUP_OF.get(heading, "")
    return AS_FACET.get(group) or heading.partition(".")[0]


def _seeks(facet: str) -> int:
    order = ("customers", "good_referral", *sorted(WISHING))
    return order.index(facet) + 1 if facet in order else 0


def _looking(one: str, other: str, field: str) -> Meeting:
    both = {one, other}
    if both <= LOOKING:
        share = {"name": 0.0, "word": 0.85}.get(field, 1.0)
        return Meeting("overlap" if one == other else "complement", share)
    if both & WISHING:
        return Meeting("complement", {"work": 1.0, "people": 0.8, "theme": 0.8, "leisure": 0.7}.get(field, 0.0))
    if both & OFFERING:
        return Meeting("complement", {"name": 0.0, "word": 0.85}.get(field, 1.0))
    share = 0.7 if "interests" in both or "accomplishments" in both else 0.0
    return Meeting("complement", share if field in ("leisure", "people", "work") else 0.0)


def _wishing(both: set[str] | frozenset[str], field: str) -> Meeting:
    if "skills" in both:
        return Meeting("complement", {"name": 0.5, "meets": 0.8, "people": 0.8, "sphere": 0.0}.get(field, 1.0))
    if "business" in both and field not in ("family", "theme", "name"):
        return Meeting("complement", {"word": 0.9, "meets": 0.8, "people": 0.8, "sphere": 0.0}.get(field, 1.0))
    if "networks" in both and field in ("work", "people", "meets", "word"):
        return Meeting("complement", {"work": 1.0, "word": 0.9}.get(field, 0.8))
    return Meeting("overlap", 1.0 if field in LIFE or field in ("word", "name", "work") else 0.0)


def _having(both: set[str], field: str) -> Meeting:
    if field == "sphere":
        return Meeting("overlap", 0.9) if both == {"business"} else NONE
    if field == "work":
        return NONE if both <= TRADE else Meeting("overlap", 0.9)
    return NONE if field in ("people", "meets") else Meeting("overlap", 1.0)
