"""Triage: what the four answers point to, and when to come back to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FOLLOW_UP_DAYS: Mapping[str, int] = MappingProxyType({"deep": 3, "active": 7, "light": 14})
"""After so many days one comes back to whoever is kept, unless one says otherwise."""

ASK_AGAIN_DAYS = 90
"""“Not now” asks again after a quarter, unless one says otherwise."""


@dataclass(frozen=True, slots=True)
class Hint:
    """How many of the first three are yes, whether somebody great is there, and the decision they point to."""

    yeses: int
    place: str
    """`free`: nobody great there; `taken`: somebody is; nothing: not said."""
    verdict: str


def hint(*, like: str = "", along: str = "", need: str = "", have: str = "") -> Hint | None:
    """What the answers point to; nothing as long as one of like, along and need is not said.

    One does not go deep with whom one does not like or get along with. Somebody great there is a reason to keep it
    light, never to drop a person.

    >>> hint(like="yes", along="yes", need="yes", have="no")
    Hint(yeses=3, place='free', verdict='deep')
    >>> hint(like="yes", along="yes", need="yes", have="yes").verdict
    'active'
    >>> hint(like="yes", along="yes", need="no").verdict, hint(like="no", along="no", need="no").verdict
    ('light', 'let_go')
    >>> hint(like="yes", along="unsure", need="yes").verdict, hint(like="yes", along="yes") is None
    ('not_now', True)
    """
    answers = (like, along, need)
    if "" in answers:
        return None
    yeses = answers.count("yes")
    place = {"no": "free", "yes": "taken"}.get(have, "")
    return Hint(yeses, place, _points_to(like, along, need, place))


def _points_to(like: str, along: str, need: str, place: str) -> str:
    answers = (like, along, need)
    if "yes" not in answers and "unsure" not in answers:
        return "let_go"
    if "no" in (like, along):
        return "light"
    if "unsure" in (like, along):
        return "not_now"
    if need == "yes":
        return "deep" if place == "free" else "active"
    return "light"
