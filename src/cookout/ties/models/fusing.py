"""When two cards are made one, so are my two ties: what hangs on the one goes to the other."""

from typing import Any

from cookout.core.models import User
from cookout.people.models import Person
from cookout.ties.models.tie import Circle, Tie

DEPTH = {Circle.COOKOUT: 4, Circle.ACTIVE: 3, Circle.LIGHT: 2, Circle.LET_GO: 1, Circle.UNSORTED: 0}
FILLED = ("how_met", "wished_days", "longest_days")
EARLIER = ("met_on", "client_since")


def fuse(sender: type[Person], kept: Person, gone: Person, by: User, moving: Any, **kwargs: Any) -> None:
    """What of the two ties could not simply move: where both have one, one is left. The other waits with its person.

    The deeper circle stays, with its day; of two days the earlier. How we met stays as the one who stays has it.
    """
    tie = Tie.objects.filter(owner=by, person=kept, deleted_at=None).first()
    other = Tie.objects.filter(owner=by, person=gone, deleted_at=None).first()
    if tie is not None and other is not None:
        moving.hand_over(other, tie)
        moving.change(tie, **_together(tie, other))
    refresh(sender, kept, gone, by)


def refresh(sender: type[Person], kept: Person, gone: Person, by: User, **kwargs: Any) -> None:
    """What follows from the touches is computed anew on both sides."""
    Tie.objects.filter(owner=by, person__in=(kept, gone), deleted_at=None).refresh_all()


def _together(tie: Tie, other: Tie) -> dict[str, Any]:
    values = {name: getattr(other, name) for name in FILLED if not getattr(tie, name)}
    for name in EARLIER:
        days = [day for day in (getattr(tie, name), getattr(other, name)) if day is not None]
        values[name] = min(days, default=None)
    if DEPTH[Circle(other.circle)] > DEPTH[Circle(tie.circle)]:
        values |= {name: getattr(other, name) for name in ("circle", "circle_since", "sort_on", "waits_since")}
    elif tie.circle == Circle.UNSORTED and tie.sort_on is None:
        values |= {"sort_on": other.sort_on, "waits_since": other.waits_since}
    return values
