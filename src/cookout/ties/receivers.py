"""What the room `ties` does when others announce something."""

from typing import Any

from django.db.models import QuerySet

from cookout.core import search
from cookout.core.models import Act, User
from cookout.core.signals import act_undone
from cookout.people.models import Person
from cookout.people.signals import people_compared, people_in_use, people_merged, people_parted, trade_changed
from cookout.ties.models import Relation, Tie, Touch, export, fusing, listing, searched


def refresh_after_undo(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """Touches and circles that an undo put back change what is due."""
    touches = [pk for label, pk in rows if label == "ties.touch"]
    ties = {pk for label, pk in rows if label == "ties.tie"}
    ties |= set(Touch.objects.filter(pk__in=touches).values_list("tie_id", flat=True))
    moved = act.changes.filter(model="ties.touch", before__has_key="tie_id")
    ties |= {change.after["tie_id"] for change in moved if change.after}
    Tie.objects.filter(pk__in=ties).refresh_all()
    people = [pk for label, pk in rows if label == "people.person"]
    if (
        "ties.capacity" in {label for label, _pk in rows}
        or Person.objects.filter(pk__in=people, account=act.by).exists()
    ):
        redate_after_trade(Person, act.by)


def redate_after_trade(sender: type[Person], user: User, **kwargs: Any) -> None:
    """A crowded trade shortens the rhythm, so a change of trade moves what is due."""
    Tie.objects.filter(owner=user, deleted_at=None).seated().refresh_all()


def people_with_ties(sender: type[Person], keeper: User, **kwargs: Any) -> "QuerySet[Any, Any]":
    """On whom something of the keeper's own hangs: a tie, or a relation on either side."""
    ties = Tie.objects.filter(owner=keeper, deleted_at=None).values_list("person_id", flat=True)
    relations = Relation.objects.filter(owner=keeper)
    return ties.union(relations.values_list("person_id", flat=True), relations.values_list("other_id", flat=True))


def connect() -> None:
    """Listen, and tell the people list, the archive and the search what ties can say."""
    listing.register()
    export.register()
    for name, source in searched.SOURCES.items():
        search.register(name, source, room="ties", place=search.OWN_WORDS)
    search.register_nearness(searched.nearest)
    act_undone.connect(refresh_after_undo, dispatch_uid="ties.refresh_after_undo")
    people_compared.connect(fusing.compare, dispatch_uid="ties.compare")
    people_merged.connect(fusing.fuse, dispatch_uid="ties.fuse")
    people_parted.connect(fusing.refresh, dispatch_uid="ties.refresh_parted")
    people_in_use.connect(people_with_ties, dispatch_uid="ties.people_with_ties")
    trade_changed.connect(redate_after_trade, dispatch_uid="ties.redate_after_trade")
