"""Which questions of the dance card can meet, and what it is called when their answers do.

An answer to a question says more than its heading: seven professions in a contact sphere are not what one looks for,
and a story of a customer is no wish. So each question belongs to a group of questions, and two groups meet or not.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple


class Meeting(NamedTuple):
    """What a meeting of two headings is called, and how much it counts (0..1)."""

    kind: str
    share: float


NONE = Meeting("", 0.0)

APART = "apart"
"""Questions whose answers meet nothing: why customers buy, how large a firm is, what one asks."""

SPHERE = "sphere"
"""Professions that serve the same customers; they meet trades and each other, nothing else."""

TRADE = "trade"
"""What somebody is, not what they wrote."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wish": ("goals.business", "goals.help", "ambitions.future"),
        "hope": ("goals.personal", "skills.learning"),
        "life": (
            "accomplishments.wins", "accomplishments.unnoticed", "interests.free_time", "interests.hours",
            "interests.lately", "interests.together", "networks.past", "personal.home", "personal.roots",
            "personal.before", "personal.town", "passion.why", "passion.unpaid",
        ),
        "club": ("networks.groups",),
        "deed": ("accomplishments.finished",),
        "reach": ("networks.calls", "networks.reach"),
        "skill": ("skills.asked_for", "skills.rare", "skills.help"),
        "seek": ("customers.ideal", "good_referral.type", "good_referral.industry", "good_referral.trigger"),
        SPHERE: ("customers.sphere",),
        TRADE: ("trade",),
        APART: (
            "goals.enough", "accomplishments.results", "business.industry", "business.years", "business.story",
            "business.team", "ambitions.success", "customers.why", "customers.fix", "customers.accomplish",
            "customers.avoid", "customers.buy", "customers.problem", "customers.ten", "good_referral.place",
            "good_referral.size", "good_referral.words", "questions.ask", "questions.opener",
        ),
    }
)  # fmt: skip

GROUP_OF: Mapping[str, str] = MappingProxyType({prompt: group for group, some in GROUPS.items() for prompt in some})

FREE: Mapping[str, str] = MappingProxyType(
    {
        "goals": "hope", "accomplishments": "life", "interests": "life", "networks": "reach", "skills": "skill",
        "personal": "life", "business": "skill", "ambitions": "wish", "customers": "seek", "good_referral": "seek",
        "passion": "life", "questions": APART,
    }
)  # fmt: skip
"""What an entry without a question counts as, where it meets an answer to one."""

SAME_LIFE: Mapping[str, float] = MappingProxyType(
    {"leisure": 1.0, "theme": 1.0, "family": 0.55, "name": 1.0, "word": 0.75, "work": 0.85}
)
SAME_TASTE: Mapping[str, float] = MappingProxyType({"leisure": 1.0, "theme": 0.9, "name": 1.0, "word": 0.75})
SAME_CLUB: Mapping[str, float] = MappingProxyType({**SAME_TASTE, "group": 1.0})
HELP: Mapping[str, float] = MappingProxyType({"work": 1.0, "people": 0.9, "leisure": 0.8, "theme": 0.8, "word": 0.62})
MEET: Mapping[str, float] = MappingProxyType({"people": 1.0, "work": 1.0, "group": 0.7, "word": 0.62})

TOGETHER: Mapping[frozenset[str], tuple[str, Mapping[str, float]]] = MappingProxyType(
    {
        frozenset(pair): told
        for pair, told in (
            (("life",), ("overlap", SAME_LIFE)),
            (("life", "club"), ("overlap", SAME_TASTE)),
            (("life", "hope"), ("overlap", SAME_TASTE)),
            (("hope",), ("overlap", SAME_TASTE)),
            (("hope", "club"), ("overlap", SAME_TASTE)),
            (("club",), ("overlap", SAME_CLUB)),
            (("club", "deed"), ("overlap", SAME_CLUB)),
            (("life", "deed"), ("overlap", SAME_TASTE)),
            (("deed",), ("overlap", SAME_TASTE)),
            (("life", "wish"), ("overlap", {"leisure": 0.9})),
            (("life", "skill"), ("overlap", {"leisure": 0.9})),
            (("wish",), ("overlap", {"work": 0.7, "leisure": 0.9, "word": 0.62})),
            (("skill",), ("overlap", {"people": 0.9, "leisure": 0.9})),
            (("reach",), ("overlap", {"work": 0.8, "people": 0.9})),
            (("seek",), ("overlap", {"people": 1.0, "work": 0.9, "word": 0.62})),
            (("wish", "skill"), ("complement", HELP)),
            (("hope", "skill"), ("complement", HELP)),
            (("wish", TRADE), ("complement", {"work": 1.0})),
            (("hope", TRADE), ("complement", {"work": 1.0})),
            (("wish", "reach"), ("complement", {"work": 1.0, "people": 0.9, "word": 0.62})),
            (("seek", "reach"), ("complement", MEET)),
            (("seek", "club"), ("complement", {"people": 1.0, "work": 0.9, "group": 0.7})),
            (("seek", "skill"), ("complement", {"people": 1.0})),
            (("seek", TRADE), ("complement", {"meets": 0.85})),
        )
    }
)
"""What it is called when two groups of questions meet, and in which fields how much that counts."""


FAINT = 0.55
"""What a wide or distant thing counts among answers: it supports, and is no finding alone. Cards are long, and nearly
everybody knows families."""


def group_of(heading: str) -> str:
    """The group of a question, or what a heading without a question counts as.

    >>> group_of("goals.help"), group_of("goals")
    ('wish', 'hope')
    """
    return GROUP_OF.get(heading) or FREE.get(heading, APART)


def answers_meet(one: str, other: str, field: str) -> Meeting:
    """What is it when the answers to two questions meet in such a field? The order does not matter.

    >>> answers_meet("customers.ideal", "networks.reach", "people"), answers_meet("customers.sphere", "skills", "work")
    (Meeting(kind='complement', share=1.0), Meeting(kind='', share=0.0))
    """
    kind, shares = TOGETHER.get(frozenset((group_of(one), group_of(other))), ("", {}))
    share = shares.get(field, 0.0)
    return Meeting(kind, share) if share else NONE


ALIKE = frozenset([frozenset(["reach"]), frozenset(["club", "seek"])])


@cache
def same_only(one: str, other: str, field: str) -> bool:
    """Whether two answers share such a thing only where they say it alike: a school is not what teachers buy."""
    both = frozenset((group_of(one), group_of(other)))
    return both in ALIKE or field == "group" or (field == "work" and both in ({"seek", "reach"}, {"life"}))
