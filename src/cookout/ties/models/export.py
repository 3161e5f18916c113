"""Everything kept about ties, as plain rows to take along."""

from collections.abc import Iterator
from typing import Any

from cookout.core import exports
from cookout.core.models import User
from cookout.ties.models.capacity import Capacity
from cookout.ties.models.follow_up import FollowUp
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch
from cookout.ties.models.order import Context, SavedList, Tag
from cookout.ties.models.relation import Relation
from cookout.ties.models.shared import SharedTie
from cookout.ties.models.tie import Tie
from cookout.ties.models.triage import Triage

Rows = Iterator[dict[str, Any]]

TIE = (
    "uid", "created_at", "circle", "circle_since", "wished_days", "longest_days", "client_since", "how_met", "met_on",
    "last_touch_on", "due_on", "sort_on", "waits_since",
)  # fmt: skip


def ties(user: User) -> Rows:
    """Every tie, with its lives and tags by name."""
    mine = Tie.objects.filter(owner=user, deleted_at=None).select_related("person")
    for tie in mine.prefetch_related("in_lives__life", "tagged__tag").iterator(chunk_size=1000):
        yield {
            **{name: getattr(tie, name) for name in TIE},
            **_person(tie),
            "lives": [row.life.name for row in tie.in_lives.all()],
            "tags": [row.tag.name for row in tie.tagged.all()],
        }


def touches(user: User) -> Rows:
    """Every contact."""
    return _kept(Touch.objects.visible_to(user), "uid", "kind", "on", "text", "by_me", "created_at")


def promises(user: User) -> Rows:
    """Every promise."""
    fields = ("uid", "text", "made_on", "due_on", "kept_at", "let_go_at", "created_at")
    return _kept(Promise.objects.visible_to(user), *fields)


def follow_ups(user: User) -> Rows:
    """Every follow-up."""
    fields = ("uid", "text", "made_on", "due_on", "done_at", "let_go_at", "created_at")
    return _kept(FollowUp.objects.visible_to(user), *fields)


def triages(user: User) -> Rows:
    """Every decision, with its answers and its reason."""
    fields = ("uid", "verdict", "like", "along", "need", "have", "reason", "ask_on", "decided_on", "created_at")
    return _kept(Triage.objects.visible_to(user), *fields)


def facts(user: User) -> Rows:
    """Everything learned."""
    return _kept(Fact.objects.visible_to(user), "uid", "facet", "text", "source", "learned_on", "created_at")


def notes(user: User) -> Rows:
    """Every note."""
    return _kept(Note.objects.visible_to(user), "uid", "text", "on", "created_at")


def marks(user: User) -> Rows:
    """Every judgement."""
    return _kept(Mark.objects.filter(tie__owner=user, tie__deleted_at=None), "uid", "kind", "value", "reason", "on")


def relations(user: User) -> Rows:
    """Who belongs to whom."""
    for row in Relation.objects.filter(owner=user).select_related("person", "other").iterator():
        yield {
            "uid": row.uid, "person": row.person.uid, "person_name": row.person.full_name, "other": row.other.uid,
            "other_name": row.other.full_name, "kind": row.kind, "note": row.note,
        }  # fmt: skip


def shared(user: User) -> Rows:
    """With which groups which ties are shared."""
    for row in SharedTie.objects.visible_to(user).select_related("tie__person", "group").iterator():
        fields = {"uid": row.uid, "group": row.group.name, "closeness": row.closeness, "since": row.since}
        yield {**fields, **_person(row.tie)}


def order(user: User) -> Rows:
    """Lives, tags, saved lists and the capacity."""
    for noun in (Context, Tag, SavedList):
        for row in noun.objects.visible_to(user):
            more = {"filters": row.filters} if isinstance(row, SavedList) else {}
            yield {"what": noun._meta.model_name, "uid": row.uid, "name": row.name, **more}
    capacity = Capacity.of(user)
    names = ("hours_per_week", "cookout_seats", "active_seats", "light_seats", "crowded", "crowded_because")
    yield {"what": "capacity", **{name: getattr(capacity, name) for name in names}}


def _kept(rows: Any, *fields: str) -> Rows:
    for row in rows.select_related("tie__person").iterator(chunk_size=2000):
        yield {**{name: getattr(row, name) for name in fields}, **(_person(row.tie) if row.tie else {"person": None})}


def _person(tie: Tie) -> dict[str, Any]:
    return {"person": tie.person.uid, "person_name": tie.person.full_name}


def register() -> None:
    """Announce it all to the archive."""
    for name, rows in (
        ("ties", ties), ("touches", touches), ("promises", promises), ("facts", facts), ("notes", notes),
        ("marks", marks), ("follow-ups", follow_ups), ("triages", triages), ("relations", relations), ("order", order),
        ("shared-ties", shared),
    ):  # fmt: skip
        exports.register(name, rows)
