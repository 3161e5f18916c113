"""Places on a low room's page that higher rooms fill.

The low page says `{% slot "person.main" person %}`; the higher room registers a panel in `ready()`. A panel is
a function of viewer and noun that answers with frozen data and the name of a template, or None. It makes its own
`visible_to` check. Page, API and paper read the same data.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cookout.core.models import User


@dataclass(frozen=True, slots=True)
class Panel:
    """What a higher room shows in a slot."""

    name: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)


Maker = Callable[[User, Any], Panel | None]

_makers: dict[str, list[tuple[int, str, Maker]]] = defaultdict(list)


def register(slot: str, maker: Maker, *, order: int = 50) -> None:
    """Announce a maker of panels for a slot; lower orders come first."""
    entry = (order, f"{maker.__module__}.{maker.__qualname__}", maker)
    if all(known[1] != entry[1] for known in _makers[slot]):
        _makers[slot].append(entry)
        _makers[slot].sort(key=lambda known: known[:2])


def panels(slot: str, user: User, noun: Any) -> list[Panel]:
    """The panels of a slot for this viewer, in order."""
    made = (maker(user, noun) for _order, _name, maker in _makers.get(slot, ()))
    return [panel for panel in made if panel is not None]
