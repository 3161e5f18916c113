"""What of the ties is searched: every line that the owner wrote about somebody, for the owner alone."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core import search
from cookout.core.asked import once
from cookout.core.models import Deletable, User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.people.models import Word
from cookout.ties import rules
from cookout.ties.models.follow_up import FollowUp
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch
from cookout.ties.models.order import Context, Tag
from cookout.ties.models.relation import Relation
from cookout.ties.models.tie import Tie
from cookout.ties.models.triage import Triage

full_text.keep(Note, "text")
full_text.keep(Touch, "text")
full_text.keep(Promise, "text")
full_text.keep(Fact, "text", "source")
full_text.keep(FollowUp, "text")
full_text.keep(Mark, "reason")
full_text.keep(Triage, "reason")
full_text.keep(Relation, "note")
full_text.keep(Tie, "how_met")
full_text.keep(Tag, "name")
full_text.keep(Context, "name")

MOST_SAID, MOST_NAMED, MOST_LINES = 4, 100, 200
"""A name beside other words is looked for among so many words; whom so many people share it with is not meant; and so
many of the latest lines about those meant are read."""

Rows = Callable[[], "models.QuerySet[Any]"]
Lines = Callable[[User, str, int], Iterator[search.Hit]]


def told_of(user: User, noun: Any, text: str, limit: int, rows: Rows, *, said: str = "text") -> list[Any]:
    """The rows with all the words; then those with some of them, about somebody whose name has the others."""
    shown: list[Any] = full_text.found(noun, text, limit, rows)
    for people, rest in _named(user, text):
        if len(shown) < limit and full_text.is_said(rest, noun):
            known, of = {row.pk for row in shown}, "person__in" if noun is Tie else "tie__person__in"
            about = rows().filter(**{of: people}).exclude(**{said: ""})[:MOST_LINES]
            shown += [row for row in about if row.pk not in known and search.has_all(getattr(row, said), rest)]
    return shown[:limit]


def _named(user: User, text: str) -> list[tuple[list[int], str]]:
    """Who is meant, where the first or the last words are somebody's name; and what else was said."""
    said = text.split()
    if not 1 < len(said) <= MOST_SAID:
        return []
    return once(("named with more", user.pk, text), lambda: list(_splits(user, said)))


def _splits(user: User, said: list[str]) -> Iterator[tuple[list[int], str]]:
    kept = Word.objects.filter(keeper=user)
    for at in range(1, len(said)):
        for name, rest in ((said[:at], said[at:]), (said[at:], said[:at])):
            people: set[int] | None = None
            for word in search.asked(" ".join(name)):
                found = (
                    kept.filter(word__prefix=word)
                    if people is None
                    else kept.filter(person__in=people, word__prefix=word)
                )
                people = set(found.values_list("person", flat=True)[: MOST_NAMED + 1])
                if not people or len(people) > MOST_NAMED:
                    break
            else:
                if people:
                    yield list(people), " ".join(rest)


def lines_of(noun: Any, heading: Any, day: str, said: str = "text") -> Lines:
    """What finds one noun that is kept on a tie, the latest first: with people who are there."""

    def find(user: User, text: str, limit: int) -> Iterator[search.Hit]:
        def rows() -> "models.QuerySet[Any]":
            there = Exists(Tie.objects.visible_to(user).filter(pk=OuterRef("tie")))
            mine = noun.objects.filter(there | Q(tie=None, owner=user) if noun is Promise else there)
            mine = mine.filter(deleted_at=None) if issubclass(noun, Deletable) else mine
            in_order: models.QuerySet[Any] = mine.select_related("tie__person").order_by(f"-{day}", "-pk")
            return in_order

        for row in told_of(user, noun, text, limit, rows, said=said):
            on = short_day(getattr(row, day))
            detail = f"{on} · {search.excerpt(getattr(row, said), text)}"
            if row.tie is None:
                yield search.Hit(str(heading), row.text, on, reverse("ties:promise_list"), str(row.uid))
                continue
            person = row.tie.person
            yield search.Hit(str(heading), person.full_name, detail, person.get_absolute_url(), str(row.uid))

    return find


def find_beginnings(user: User, text: str, limit: int) -> Iterator[search.Hit]:
    """How I met somebody."""

    def rows() -> "models.QuerySet[Any]":
        return Tie.objects.visible_to(user).select_related("person").order_by("-pk")

    for tie in told_of(user, Tie, text, limit, rows, said="how_met"):
        person = tie.person
        said = search.excerpt(tie.how_met, text)
        yield search.Hit(_("How you met"), person.full_name, said, person.get_absolute_url(), str(tie.uid))


def find_relations(user: User, text: str, limit: int) -> Iterator[search.Hit]:
    """What I noted of two people who belong to each other."""

    def rows() -> "models.QuerySet[Any]":
        return Relation.objects.visible_to(user).select_related("person", "other").order_by("-pk")

    for row in full_text.found(Relation, text, limit, rows):
        both, url = f"{row.person} · {row.other}", row.person.get_absolute_url()
        yield search.Hit(_("Family and friends"), both, search.excerpt(row.note, text), url, str(row.uid))


def names_of(noun: Any, heading: Any, narrows: str) -> Lines:
    """What finds a name that I gave to some people: it leads to the list of them."""

    def find(user: User, text: str, limit: int) -> Iterator[search.Hit]:
        for row in full_text.found(noun, text, limit, lambda: noun.objects.visible_to(user).order_by("name")):
            url = f"{reverse('people:person_list')}?{narrows}={row.uid}"
            yield search.Hit(str(heading), row.name, "", url, str(row.uid))

    return find


def nearest(user: User) -> dict[int, int]:
    """Who has a seat in my circles, each with the circle's place: the Cookout list first."""
    seated = Tie.objects.filter(owner=user, deleted_at=None).seated().order_by("circle")
    return {person: rules.SEATED.index(circle) for person, circle in seated.values_list("person", "circle")}


SOURCES: dict[str, search.Source] = {
    "notes": lines_of(Note, gettext_lazy("Your notes"), "on"),
    "touches": lines_of(Touch, gettext_lazy("Your contacts"), "on"),
    "promises": lines_of(Promise, gettext_lazy("Your promises"), "made_on"),
    "facts": lines_of(Fact, gettext_lazy("What you know of people"), "learned_on"),
    "follow_ups": lines_of(FollowUp, gettext_lazy("Follow-ups"), "made_on"),
    "marks": lines_of(Mark, gettext_lazy("Why you judged so"), "on", "reason"),
    "decisions": lines_of(Triage, gettext_lazy("What you decided"), "decided_on", "reason"),
    "beginnings": find_beginnings,
    "relations": find_relations,
    "tags": names_of(Tag, gettext_lazy("Your tags"), "tag"),
    "lives": names_of(Context, gettext_lazy("Your lives"), "life"),
}
"""What the search asks, all of it one's own."""
