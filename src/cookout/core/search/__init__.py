"""Search: what is looked for, where it stands, and who offers what is found."""

from cookout.core.search.finding import (
    NAMES,
    OWN_WORDS,
    SHARED_WORDS,
    Hit,
    Source,
    find,
    nearness,
    register,
    register_nearness,
)
from cookout.core.search.words import (
    LONGEST,
    MOST_WORDS,
    asked,
    excerpt,
    fold,
    has_all,
    places,
    spellings,
    telling,
    words,
)

__all__ = [
    "LONGEST",
    "MOST_WORDS",
    "NAMES",
    "OWN_WORDS",
    "SHARED_WORDS",
    "Hit",
    "Source",
    "asked",
    "excerpt",
    "find",
    "fold",
    "has_all",
    "nearness",
    "places",
    "register",
    "register_nearness",
    "spellings",
    "telling",
    "words",
]
