"""What each agreement and each contradiction weighs against each of three rivals, pure.

That two cards are one person's has three rivals: they may be two strangers of one name, two of one family, or two who
work together. Each of them explains away something else. Kin have a family name, a house and its landline in common;
colleagues a firm, its switchboard and its info@; strangers a name that many have. So every agreement has a weight
against each of the three, about what it says in doublings of the odds, and all three must be beaten.
"""

from __future__ import annotations

from typing import NamedTuple

from .given import Level


class Weight(NamedTuple):
    """What something weighs against two strangers, against two of one family, and against two colleagues."""

    strangers: int
    kin: int
    colleagues: int


GIVEN = {
    Level.SAME: Weight(4, 6, 5),
    Level.SHORT: Weight(3, 5, 4),
    Level.SLIP: Weight(2, 5, 3),
    Level.HALF: Weight(2, 4, 3),
    Level.KINDRED: Weight(2, 1, 2),
    Level.INITIAL: Weight(1, 1, 1),
    Level.MISSING: Weight(0, 0, 0),
}
RARE_FAMILY = {
    Level.SAME: Weight(5, 0, 6),
    Level.SLIP: Weight(3, 0, 3),
    Level.HALF: Weight(3, 0, 5),
    Level.INITIAL: Weight(1, 0, 1),
    Level.MISSING: Weight(0, 0, 0),
    Level.OTHER: Weight(-2, 0, -4),
}
COMMON_FAMILY = {**RARE_FAMILY, Level.SAME: Weight(3, 0, 4), Level.SLIP: Weight(2, 0, 2)}
MIDDLE = {1: Weight(2, 2, 2), 0: Weight(0, 0, 0), -1: Weight(-8, -8, -8)}
UNKNOWN = Weight(3, 2, 3)
"""One card has no name: nothing that could contradict."""

RARE_GIVEN = Weight(1, 0, 2)

TOLD_BY_FIRM = Weight(2, 0, 2)
"""The family name that one lacks is in the name of the firm that both are of."""

PAGE = Weight(10, 10, 10)
MAIL = Weight(10, 9, 9)
MOBILE = Weight(10, 8, 8)
DESK_LINE = Weight(8, 6, 6)
PHONE = Weight(8, 2, 3)
"""A number of which nobody can say whether it is a mobile's, as in North America."""

LANDLINE = Weight(6, 1, 2)
DESK_MAIL = Weight(6, 1, 1)
BIRTHDAY = Weight(8, 3, 6)
DAY = Weight(3, 3, 3)
FIRM = Weight(5, 2, 0)
LIKE_FIRM = Weight(3, 1, 0)
DOMAIN = Weight(4, 1, 0)
ADDRESS = Weight(6, 0, 2)
TOWN = Weight(2, 0, 0)
TITLE = Weight(1, 2, 1)
TRADE = Weight(1, 1, 1)
LIKE_MAIL = Weight(4, 3, 3)

TWO_BIRTHDAYS = Weight(-30, -30, -30)
ONE_IS_JUNIOR = Weight(-1, -6, -1)
TWO_DESKS = Weight(0, -1, -4)
TWO_POCKETS = Weight(-3, -1, -4)
TWO_NUMBERS = Weight(-1, 0, -1)
TWO_TITLES = Weight(-2, 0, -2)
TWO_ROLES = Weight(0, -5, -2)
"""A short form that may be another name's, another role, and no way to reach them but what the firm shares."""

TWO_TOWNS = Weight(-3, 0, -2)
TWO_FIRMS = Weight(-2, 0, 0)
TWO_PAGES = Weight(-6, -6, -6)
NUMBERED = Weight(-6, -3, -6)
TWO_GIVENS = Weight(-8, -8, -8)
"""Chris is Christine by one's own mail, and Christopher by the other's."""
UNDER_ONE_ROOF = Weight(-4, 0, -2)
"""Two family names in one house: its address and its line are one agreement, not two."""

ENOUGH = Weight(10, 2, 6)
"""What must be reached at least: strangers are many; kin and colleagues are a few."""

ENOUGH_AT_HOME = 5
"""Against kin, where they share what a family shares."""
