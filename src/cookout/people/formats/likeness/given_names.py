"""Given names that people bear: of two that both are, neither is a slip of the pen for the other, pure."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from .letters import spoken
from .nicknames import KNOWN, gender
from .word_lists import COMMON, SAID_FIRST


@cache
def _borne() -> dict[str, str]:
    """Each name with "f", "m", or "both", folded to plain Latin letters.

    Which they are is a fact: gathered from the lists of Faker 40.54.0 (some seventy countries), from the census of the
    United States of 1990, and from our own acquaintance.
    """
    text = (files(__package__) / "given_names.csv").read_text(encoding="utf-8")
    return {row["name"]: row["borne_by"] for row in csv.DictReader(text.splitlines())}


def are_two(one: str, other: str) -> bool:
    """Whether two given names are two that people bear, told apart by ear.

    Letters that changed their places are a slip, though somebody was once baptised by it: Micheal, Brain.

    >>> are_two("ahmad", "amjad"), are_two("stephany", "stephanie"), are_two("jessica", "jesscia")
    (True, False, False)
    """
    borne = _borne()
    if not all(name in borne or name in KNOWN for name in (one, other)):
        return False
    if any("j" in mine and not set(theirs) & set("jyi") for mine, theirs in ((one, other), (other, one))):
        return True  # what is written for a vowel in Katja is heard in Amjad
    return spoken(one) != spoken(other) and (sorted(one) != sorted(other) or one[0] != other[0])


def is_family(word: str) -> bool:
    """Whether a word is many people's family name and nobody's given name.

    >>> is_family("suzuki"), is_family("taylor")
    (True, False)
    """
    return word in SAID_FIRST or (word in COMMON and word not in KNOWN and word not in _borne())


def sex(given: str) -> str:
    """ "f", "m", or nothing where a given name does not tell."""
    return gender(given) or _borne().get(given, "").replace("both", "")
