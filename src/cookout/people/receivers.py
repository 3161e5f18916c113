"""What the room `people` does when others announce something."""

import datetime as dt
from typing import Any

from cookout.core import exports, search, sweep, work
from cookout.core.models import Act, User
from cookout.core.search import building
from cookout.core.signals import account_opened, act_undoing, act_undone
from cookout.people.models import (
    AddressImport,
    Classification,
    Detail,
    Person,
    merge,
    needed_pictures,
    searched,
    sweep_orphans,
)
from cookout.people.models.export import (
    distinct_rows,
    link_rows,
    mapping_rows,
    merge_rows,
    people_rows,
    picture_files,
    profile_rows,
)


def give_account_its_person(sender: type[User], user: User, **kwargs: Any) -> None:
    """Every account is a person of its own."""
    if not Person.objects.filter(account=user).exists():
        person = Person.objects.create(account=user, full_name=user.name or user.email)
        person.refresh_words()


def write_words_after_undo(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """A name or a detail that went back is found by what it says again."""
    changed = act.changes.filter(model__in=("people.person", "people.detail"))
    people = {_renamed(change.model, change.object_id, change.before, change.after) for change in changed}
    moved = changed.filter(model="people.detail", before__has_key="person_id", after__has_key="person_id")
    people |= {side["person_id"] for change in moved for side in (change.before, change.after) if side}
    for person in Person.objects.filter(pk__in=people - {0}):
        person.refresh_words()


def _renamed(model: str, pk: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> int:
    """Whose words changed with this row, or nobody's."""
    if model == "people.person":
        return pk if before is not None and "full_name" in before else 0
    whole = after if before is None else before
    if whole is not None and "person_id" in whole:
        return int(whole["person_id"])
    detail = Detail.objects.filter(pk=pk).first()
    return detail.person_id if detail is not None else 0


def refuse_half_merge(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """What made two one, or took them apart, is undone whole or not at all."""
    if act.changes.filter(model="people.merge").exists():
        merge.refuse_half_undo(act)


def load_catalogue(sender: Any, **kwargs: Any) -> None:
    """After migrating, bring the classifications in line with the shipped catalogue."""
    Classification.objects.sync()


def connect() -> None:
    """Listen, and hand the worker what the room has for it."""
    building.rebuild_besides(searched.respell)
    for name, (place, source) in searched.SOURCES.items():
        search.register(name, source, room="people", place=place)
    work.register(AddressImport)
    work.register_chore("imports", sweep_orphans, every=dt.timedelta(hours=1))
    sweep.register_files("people.pictures", needed_pictures)
    exports.register("people", people_rows, picture_files)
    exports.register("made_one", merge_rows)
    exports.register("two_people", distinct_rows)
    exports.register("column_mappings", mapping_rows)
    exports.register("profile", profile_rows)
    exports.register("profile_links", link_rows)
    account_opened.connect(give_account_its_person, dispatch_uid="people.give_account_its_person")
    act_undoing.connect(refuse_half_merge, dispatch_uid="people.refuse_half_merge")
    act_undone.connect(write_words_after_undo, dispatch_uid="people.write_words_after_undo")
