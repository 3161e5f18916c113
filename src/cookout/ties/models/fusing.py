"""When two cards are made one, so are my two ties: what hangs on the one goes to the other."""

from collections.abc import Collection
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import day
from cookout.people.models import Differs, Person
from cookout.ties.models.tie import Circle, Tie

DEPTH = {Circle.COOKOUT: 4, Circle.ACTIVE: 3, Circle.LIGHT: 2, Circle.LET_GO: 1, Circle.UNSORTED: 0}
FILLED = ("how_met", "wished_days", "longest_days")
EARLIER = ("met_on", "client_since")


def fuse(
    sender: type[Person], kept: Person, gone: Person, by: User, take: Collection[str], moving: Any, **kwargs: Any
) -> None:
    """What of the two ties could not simply move: where both have one, one is left. The other waits with its person.

    The deeper circle stays, with its day; of two days the earlier. How we met is asked; unasked, the one who stays
    says it.
    """
    tie, other = _of(by, kept), _of(by, gone)
    if tie is not None and other is not None:
        moving.hand_over(other, tie)
        moving.change(tie, **_together(tie, other, take))
    refresh(sender, kept, gone, by)


def compare(sender: type[Person], kept: Person, gone: Person, by: User, **kwargs: Any) -> list[Differs]:
    """What my two ties say differently: how we met is asked, the rest follows."""
    tie, other = _of(by, kept), _of(by, gone)
    if tie is None or other is None:
        return []
    asked = [Differs("how_met", str(_label("how_met")), tie.how_met, other.how_met)]
    told = [one for one in asked if one.kept and one.gone and one.kept != one.gone]
    if tie.circle != other.circle:
        deeper = max((tie, other), key=lambda one: DEPTH[Circle(one.circle)]).get_circle_display()
        comes = _("%(circle)s, the deeper one") % {"circle": deeper}
        told.append(Differs("circle", _label("circle"), tie.get_circle_display(), other.get_circle_display(), comes))
    for name in EARLIER:
        days = (getattr(tie, name), getattr(other, name))
        if all(days) and days[0] != days[1]:
            comes = _("%(day)s, the earlier day") % {"day": day(min(days))}
            told.append(Differs(name, _label(name), day(days[0]), day(days[1]), comes))
    for name in ("wished_days", "longest_days"):
        mine, theirs = getattr(tie, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            comes = _("%(days)s, as %(name)s has it") % {"days": mine, "name": kept.full_name}
            told.append(Differs(name, _label(name), str(mine), str(theirs), comes))
    return told


def refresh(sender: type[Person], kept: Person, gone: Person, by: User, **kwargs: Any) -> None:
    """What follows from the touches is computed anew on both sides."""
    Tie.objects.filter(owner=by, person__in=(kept, gone), deleted_at=None).refresh_all()


def _of(user: User, person: Person) -> Tie | None:
    return Tie.objects.filter(owner=user, person=person, deleted_at=None).first()


def _label(name: str) -> str:
    return str(capfirst(Tie._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # columns, not relations


def _together(tie: Tie, other: Tie, take: Collection[str]) -> dict[str, Any]:
    values = {name: getattr(other, name) for name in FILLED if name in take or not getattr(tie, name)}
    for name in EARLIER:
        days = [day for day in (getattr(tie, name), getattr(other, name)) if day is not None]
        values[name] = min(days, default=None)
    if DEPTH[Circle(other.circle)] > DEPTH[Circle(tie.circle)]:
        values |= {name: getattr(other, name) for name in ("circle", "circle_since", "sort_on", "waits_since")}
    elif tie.circle == Circle.UNSORTED and tie.sort_on is None:
        values |= {"sort_on": other.sort_on, "waits_since": other.waits_since}
    return values
