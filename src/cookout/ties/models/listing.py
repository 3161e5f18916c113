"""What the people list can be narrowed and sorted by, and which columns it gets, because of ties."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from cookout.core import lists
from cookout.core.lists import Filter, Rows, Sort
from cookout.core.models import User
from cookout.people.models import LIST, Person
from cookout.ties.models.kept import local_today
from cookout.ties.models.order import Context, Tag
from cookout.ties.models.tie import Circle, Tie


def _mine(user: User) -> Any:
    return Tie.objects.filter(owner=user, deleted_at=None)


def _of(people: Rows, ties: Any) -> Rows:
    found: Rows = people.filter(pk__in=ties.values("person"))
    return found


def _by_circle(user: User, people: Rows, circle: str) -> Rows:
    if circle == Circle.UNSORTED:
        sorted_: Rows = people.exclude(pk__in=_mine(user).exclude(circle=Circle.UNSORTED).values("person"))
        return sorted_
    return _of(people, _mine(user).filter(circle=circle))


def _by_life(user: User, people: Rows, uid: str) -> Rows:
    lives = [life.pk for life in Context.objects.visible_to(user) if str(life.uid) == uid]
    return _of(people, _mine(user).filter(in_lives__life__in=lives))


def _by_tag(user: User, people: Rows, uid: str) -> Rows:
    tags = [tag.pk for tag in Tag.objects.visible_to(user) if str(tag.uid) == uid]
    return _of(people, _mine(user).filter(tagged__tag__in=tags))


def _by_client(user: User, people: Rows, answer: str) -> Rows:
    clients = _mine(user).filter(client_since__isnull=False)
    if answer == "yes":
        return _of(people, clients)
    others: Rows = people.exclude(pk__in=clients.values("person"))
    return others


def _by_due(user: User, people: Rows, answer: str) -> Rows:
    today = local_today(user)
    column = "overdue_on" if answer == "overdue" else "due_on"
    return _of(people, _mine(user).filter(**{f"{column}__lte": today}))


def _with_tie(user: User, people: Rows) -> Rows:
    mine = FilteredRelation("ties", condition=Q(ties__owner=user, ties__deleted_at=None))
    with_tie: Rows = people.annotate(mine=mine)
    return with_tie


def _latest_first(user: User, people: Rows) -> Rows:
    return _with_tie(user, people).order_by(F("mine__last_touch_on").desc(nulls_last=True), "sort_key", "pk")


def _due_first(user: User, people: Rows) -> Rows:
    return _with_tie(user, people).order_by(F("mine__due_on").asc(nulls_last=True), "sort_key", "pk")


def columns(user: User, people: Sequence[Person]) -> Mapping[int, Mapping[str, Any]]:
    """Circle, last contact, due and what is left of the tie, for a page of people in one query."""
    today = local_today(user)
    known = {tie.person_id: tie for tie in _mine(user).filter(person__in=[person.pk for person in people])}
    return {person.pk: _values(known.get(person.pk), today) for person in people}


def _values(tie: Tie | None, today: Any) -> dict[str, Any]:
    return {
        "circle": tie.circle if tie else str(Circle.UNSORTED),
        "last_touch_on": tie.last_touch_on if tie else None,
        "due_on": tie.due_on if tie else None,
        "client_since": tie.client_since if tie else None,
        "ring": _rounded(tie.picture(today).ring) if tie else None,
    }


def _rounded(ring: float | None) -> int | None:
    return None if ring is None else round(ring)


def _named(rows: Any) -> list[tuple[str, str]]:
    return [(str(row.uid), row.name) for row in rows]


def register() -> None:
    """Announce it all to the list."""
    lists.register(
        LIST,
        filters=(
            Filter("circle", _("Circle"), lambda user: [(c.value, str(c.label)) for c in Circle], _by_circle),
            Filter("life", _("Life"), lambda user: _named(Context.objects.visible_to(user)), _by_life),
            Filter("tag", _("Tag"), lambda user: _named(Tag.objects.visible_to(user)), _by_tag),
            Filter(
                "client", _("Client"), lambda user: [("yes", str(_("clients"))), ("no", str(_("not yet")))], _by_client
            ),
            Filter("due", _("Due"), lambda user: [("due", str(_("due"))), ("overdue", str(_("overdue")))], _by_due),
        ),
        sorts=(
            Sort("touch", _("Sort: by last contact"), _latest_first),
            Sort("due", _("Sort: by what is due"), _due_first),
        ),
        columns=columns,
    )
