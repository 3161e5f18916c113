"""How close people are, as far as an introduction asks. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

TO_ME: Mapping[str, float] = MappingProxyType({"cookout": 0.9, "active": 0.7, "light": 0.4, "unsorted": 0.2})
"""How close somebody is to me, by the circle. Whoever was let go is not asked."""

FELLOW = 0.5
"""How close a fellow member is at least: one sees one another every week."""

SAID: Mapping[int, float] = MappingProxyType({1: 0.4, 2: 0.7, 3: 1.0})
"""How close somebody is to a person she shares, by her own word for this purpose; nothing else of her tie is read."""

KNOWS = 0.5
"""How close two are of whom I noted that they know each other."""


def closeness_to_me(circle: str | None, *, is_fellow: bool) -> float | None:
    """How close; None for whoever I let go, or who is neither in my book nor a fellow member.

    >>> closeness_to_me("light", is_fellow=True), closeness_to_me("let_go", is_fellow=True)
    (0.5, None)
    """
    if circle is None:
        return FELLOW if is_fellow else TO_ME["unsorted"]
    close = TO_ME.get(circle)
    return close if close is None or not is_fellow else max(close, FELLOW)
