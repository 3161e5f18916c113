"""What the room `people` does when others announce something."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core import exports, search, sweep, work
from cookout.core.models import Act, User
from cookout.core.signals import account_opened, act_undoing, act_undone
from cookout.people.models import (
    AddressImport,
    Classification,
    Detail,
    Facet,
    Person,
    ProfileEntry,
    needed_pictures,
    sweep_orphans,
)
from cookout.people.models import merge
from cookout.people.models.export import link_rows, mapping_rows, people_rows, picture_files, profile_rows


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
    people |= {side["person_id"] for change in moved for side in (change.before, change.after)}
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


def find_people(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds of people: by name, organisation, mail and phone.

    Of hundreds it shows some, in order: sorting all of them first would take longer than anybody reads.
    """
    some = (
        Person.objects.known_to(user)
        .matching(text, by=user)
        .order_by()
        .values_list("sort_key", "pk")[: max(100, limit)]
    )
    shown = [pk for _key, pk in sorted(some)[:limit]]
    found = Person.objects.filter(pk__in=shown).in_order().with_details()
    return [
        search.Hit(str(_("People")), person.full_name, person.headline, person.get_absolute_url(), str(person.uid))
        for person in found
    ]


def find_profile(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds in my own profile. There are some hundred entries at most, so they are read here."""
    wanted = search.asked(text)
    page = reverse("people:profile_detail")
    return [
        search.Hit(str(_("Your profile")), entry.text, Facet(entry.facet).own, f"{page}#{entry.anchor}", str(entry.uid))
        for entry in ProfileEntry.objects.of(user)
        if wanted and _has(search.words(entry.text), wanted)
    ][:limit]


def _has(words: list[str], wanted: list[str]) -> bool:
    """Whether each wanted word begins one of these."""
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


def connect() -> None:
    """Listen, and hand the worker what the room has for it."""
    search.register("people", find_people)
    search.register("profile", find_profile)
    work.register(AddressImport)
    work.register_chore("imports", sweep_orphans, every=dt.timedelta(hours=1))
    sweep.register_files("people.pictures", needed_pictures)
    exports.register("people", people_rows, picture_files)
    exports.register("column_mappings", mapping_rows)
    exports.register("profile", profile_rows)
    exports.register("profile_links", link_rows)
    account_opened.connect(give_account_its_person, dispatch_uid="people.give_account_its_person")
    act_undoing.connect(refuse_half_merge, dispatch_uid="people.refuse_half_merge")
    act_undone.connect(write_words_after_undo, dispatch_uid="people.write_words_after_undo")
