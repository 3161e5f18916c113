"""What of people is searched: names and ways to reach them word by word, what else is known of them as text."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core import search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.people.models.detail import Detail
from cookout.people.models.naming import meant
from cookout.people.models.person import Person
from cookout.people.models.profile import Facet, ProfileEntry
from cookout.people.models.word import search_words

IN_FULL = (
    Detail.Kind.ADDRESS,
    Detail.Kind.URL,
    Detail.Kind.IM,
    Detail.Kind.ROLE,
    Detail.Kind.NOTE,
    Detail.Kind.RELATED,
    Detail.Kind.CATEGORY,
    Detail.Kind.OTHER,
)
"""The kinds of details that no search word stands for."""

full_text.keep(Detail, "value", kind="kind", kinds=IN_FULL)
full_text.keep(ProfileEntry, "text")


def find_people(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds of people: by name, organisation, mail and phone; whom one means first."""
    if not (keys := meant(user, text, limit)):
        return []
    people = Person.objects.with_details().in_bulk(keys)
    return [
        search.Hit(str(_("People")), person.full_name, person.headline, person.get_absolute_url(), str(person.uid))
        for person in (people[key] for key in keys)
    ]


def find_details(user: User, text: str, limit: int) -> list[search.Hit]:
    """What stands on the cards of my book besides: notes, addresses, links, and what came along."""

    def rows() -> "models.QuerySet[Detail]":
        there = Exists(Person.objects.kept_by(user).filter(pk=OuterRef("person")))
        return Detail.objects.applied().filter(there).select_related("person").order_by("-pk")

    return [
        search.Hit(
            str(_("On their card")),
            detail.person.full_name,
            f"{detail.get_kind_display()} · {search.excerpt(detail.value, text)}",
            detail.person.get_absolute_url(),
            str(detail.person.uid),
        )
        for detail in full_text.found(Detail, text, limit, rows)
    ]


def find_own_profile(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds in my own profile."""
    page = reverse("people:profile_detail")
    return [
        search.Hit(str(_("Your profile")), entry.text, Facet(entry.facet).own, f"{page}#{entry.anchor}", str(entry.uid))
        for entry in full_text.found(ProfileEntry, text, limit, lambda: ProfileEntry.objects.of(user))
    ]


def find_profiles(user: User, text: str, limit: int) -> list[search.Hit]:
    """What others tell about themselves, to those whom they chose."""

    def rows() -> "models.QuerySet[ProfileEntry]":
        seen = ProfileEntry.objects.visible_to(user).exclude(person__account=user)
        there = Exists(Person.objects.visible_to(user).filter(pk=OuterRef("person")))
        return seen.filter(there).select_related("person").order_by("-pk")

    return [
        search.Hit(
            str(_("What they tell about themselves")),
            entry.person.full_name,
            f"{Facet(entry.facet).label} · {search.excerpt(entry.text, text)}",
            entry.person.get_absolute_url(),
            str(entry.uid),
        )
        for entry in full_text.found(ProfileEntry, text, limit, rows)
    ]


def respell() -> None:
    """Whoever has a letter that others write differently is found by both from now on."""
    spelled = Person.objects.filter(full_name__regex=r"[^ -~]").prefetch_related("words")
    for person in spelled.iterator(chunk_size=500):
        if not {word.word for word in person.words.all()}.issuperset(search_words(person.full_name, ())):
            person.refresh_words()


SOURCES: dict[str, tuple[int, search.Source]] = {
    "people": (search.NAMES, find_people),
    "profile": (search.OWN_WORDS, find_own_profile),
    "details": (search.OWN_WORDS, find_details),
    "profiles": (search.SHARED_WORDS, find_profiles),
}
"""What the search asks, and its place in the answer."""
