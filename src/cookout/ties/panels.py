"""What the room `ties` shows on the person page and the people list."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cookout.core import slots
from cookout.core.charts import tie as chart
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group
from cookout.people.models import Book, Facet, Person, ProfileEntry, Prompt, Row, prompts_of
from cookout.science import course as science
from cookout.ties.forms import SEATED, RelationForm
from cookout.ties.models import (
    Circle,
    Context,
    Fact,
    FollowUp,
    Mark,
    Promise,
    Relation,
    SavedList,
    SharedTie,
    Tag,
    Tie,
    TieTag,
    Touch,
    local_today,
    moments,
)
from cookout.ties.models.relation import perhaps_referred_by

SHOWN = 6
"""How many moments the person page shows before the whole timeline."""

PIPS = 3
"""So many things known make a heading well known."""

MOST_ASKED = 2

MOST_ALIKE = 6
"""So many of one trade are named."""

YEAR = 350
AHEAD = 77


def _tie(user: User, person: Person) -> Tie | None:
    """My tie with the person of the page; nobody has one with themselves."""
    if person.account_id == user.pk:
        return None
    tie = Tie.objects.between(user, person)
    tie.person = person
    return tie


def face(user: User, person: Person) -> Panel | None:
    """The avatar with the ring."""
    tie = _tie(user, person)
    return Panel("face", "ties/_face.html", {"picture": tie.picture(local_today(user))}) if tie else None


def met(user: User, person: Person) -> Panel | None:
    """How we met, since when a client."""
    tie = _tie(user, person)
    return Panel("met", "ties/_met.html", {"tie": tie}) if tie else None


def circles(user: User, person: Person) -> Panel | None:
    """The switch of circles."""
    tie = _tie(user, person)
    return Panel("circles", "ties/_circles.html", {"tie": tie, "circles": SEATED, "more": _MORE}) if tie else None


_MORE = [(Circle.UNSORTED, Circle.UNSORTED.label), (Circle.LET_GO, Circle.LET_GO.label)]


def actions(user: User, person: Person) -> Panel | None:
    """Note a contact."""
    tie = _tie(user, person)
    return Panel("actions", "ties/_actions.html", {"tie": tie}) if tie else None


def notice(user: User, person: Person) -> Panel | None:
    """What is due with this person: promises first, then the contact."""
    tie = _tie(user, person)
    if tie is None or tie.pk is None:
        return None
    today = local_today(user)
    promises = list(Promise.objects.visible_to(user).filter(tie=tie).open())
    is_due = tie.due_on is not None and tie.due_on <= today
    follow_ups = list(FollowUp.objects.visible_to(user).filter(tie=tie).open())
    data = {"tie": tie, "promises": promises, "follow_ups": follow_ups, "is_due": is_due, "today": today}
    return Panel("notice", "ties/_notice.html", data)


def your_tie(user: User, person: Person) -> Panel | None:
    """The picture of the tie over the year, with what comes if nobody stirs."""
    tie = _tie(user, person)
    if tie is None:
        return None
    today = local_today(user)
    touches = list(Touch.objects.there().filter(tie=tie)) if tie.pk else []
    wished = tie.rhythm.wished if tie.rhythm else None
    course = science.course(
        sorted({touch.on.toordinal() for touch in touches}),
        today=today.toordinal(),
        start=today.toordinal() - YEAR,
        end=today.toordinal() + AHEAD,
        wished=wished,
    )
    drawn = _drawn(course, touches, today, person) if course else None
    form = {"kinds": Touch.Kind.choices, "uid": uuid7(), "today": today}
    data = {"tie": tie, "course": drawn, "cooling": _cooling(course), "picture": tie.picture(today), **form}
    return Panel("tie", "ties/_tie.html", data)


def _drawn(course: science.Course, touches: list[Touch], today: dt.date, person: Person) -> chart.Course:
    day = dt.date.fromordinal
    marks = [
        chart.Mark(touch.on, 100.0, "meet" if touch.kind in {"meeting", "video"} else "note", _words(touch))
        for touch in reversed(touches)
        if touch.on.toordinal() in course.contacts
    ]
    return chart.Course(
        line=[(day(on), strength) for on, strength in course.line],
        today=today,
        label=_("The tie with %(name)s over a year. %(cooling)s")
        % {"name": person.first_name, "cooling": _cooling(course)},
        marks=marks,
        ahead=[chart.Ahead(day(step.day), step.low, step.middle, step.high) for step in course.ahead],
    )


def _words(touch: Touch) -> str:
    return f"{date_format(touch.on, 'M j')}: {touch.get_kind_display()}"


def _cooling(course: science.Course | None) -> str:
    """When it starts cooling, in words."""
    if course is None:
        return ""
    if course.cools_between is None:
        return _("It has cooled.")
    first, last = (date_format(dt.date.fromordinal(day), "F j") for day in course.cools_between)
    if first == last:
        return _("Left alone, it starts cooling around %(day)s.") % {"day": first}
    return _("Left alone, it starts cooling between %(first)s and %(last)s.") % {"first": first, "last": last}


def facets(user: User, person: Person) -> Panel | None:
    """What I know of this person by heading, what they tell of themselves, and good questions for the rest."""
    tie = _tie(user, person)
    if tie is None:
        return None
    facts = list(Fact.objects.visible_to(user).filter(tie=tie)) if tie.pk else []
    told = list(ProfileEntry.objects.visible_to(user).filter(person__in=[person.pk, person.account_person_id or 0]))
    gains = [_facet(facet, facts, told) for facet in Facet.gains()]
    others = [_facet(facet, facts, told) for facet in Facet if facet not in Facet.gains()]
    known = sum(min(PIPS, row["known"]) for row in gains)
    data = {"tie": tie, "gains": gains, "others": others, "known": known, "open": PIPS * len(gains) - known}
    return Panel("facets", "ties/_facets.html", data)


def _facet(facet: Facet, facts: list[Fact], told: list[ProfileEntry]) -> dict[str, Any]:
    mine = [fact for fact in facts if fact.facet == facet]
    theirs = [entry for entry in told if entry.facet == facet]
    known = len(mine) + len(theirs)
    answered = {fact.prompt for fact in mine} | {entry.prompt for entry in theirs}
    return {
        "facet": facet,
        "facts": mine,
        "told": theirs,
        "known": known,
        "questions": _questions(facet, answered)[: max(PIPS - known, 0)],
    }


def _questions(facet: Facet, answered: set[str]) -> list[Prompt]:
    """What to ask under a heading: what nothing answers, the most worth first."""
    asked = [prompt for prompt in prompts_of(facet) if prompt.key not in answered]
    return sorted(asked, key=lambda prompt: -prompt.value)[:MOST_ASKED]


def together(user: User, person: Person) -> Panel | None:
    """The latest of the timeline."""
    tie = _tie(user, person)
    if tie is None:
        return None
    all_of_it = moments(tie)
    data = {
        "tie": tie,
        "moments": all_of_it[:SHOWN],
        "count": len(all_of_it),
        "first": all_of_it[-1] if all_of_it else None,
    }
    return Panel("together", "ties/_together.html", data)


def between_you(user: User, person: Person) -> Panel | None:
    """Know, like, trust, care."""
    tie = _tie(user, person)
    if tie is None:
        return None
    now = tie.latest_marks() if tie.pk else {}
    icons = {"know": "eye", "like": "mood-smile", "trust": "shield-check", "care": "heart"}
    marks = [(kind, icons[kind.value], now.get(kind.value)) for kind in Mark.Kind]
    return Panel("marks", "ties/_marks.html", {"tie": tie, "marks": marks})


def give_and_take(user: User, person: Person) -> Panel | None:
    """Who reached out and what was kept: lines of the table of what I gave beside what I took (C6)."""
    tie = _tie(user, person)
    if tie is None or tie.pk is None:
        return None
    began = (
        Touch.objects.there()
        .filter(tie=tie)
        .aggregate(mine=Count("pk", filter=Q(by_me=True)), theirs=Count("pk", filter=Q(by_me=False)))
    )
    kept = Promise.objects.filter(tie=tie, deleted_at=None).aggregate(
        kept=Count("kept_at"), made=Count("pk", filter=Q(let_go_at=None))
    )
    if not any(began.values()) and not kept["made"]:
        return None
    return Panel("give", "ties/_give.html", {"tie": tie, **began, **kept})


def order(user: User, person: Person) -> Panel | None:
    """Rhythm, lives, tags."""
    tie = _tie(user, person)
    if tie is None:
        return None
    lives = list(Context.objects.visible_to(user).filter(ties__tie=tie.pk)) if tie.pk else []
    tags = TieTag.objects.filter(tie=tie.pk).select_related("tag").order_by("tag__name") if tie.pk else []
    return Panel("order", "ties/_order.html", {"tie": tie, "lives": lives, "tags": [row.tag for row in tags]})


def relations(user: User, person: Person) -> Panel | None:
    """Family and whom they know."""
    tie = _tie(user, person)
    if tie is None:
        return None
    rows = Relation.objects.visible_to(user).of(person)
    seen = [(row, *row.seen_from(person)) for row in rows]
    known = {other.pk for _row, other, _kind in seen}
    referrers = [
        (name, called)
        for name, called in perhaps_referred_by(person, by=user)
        if not known & {other.pk for other in called}
    ]
    shown = {"tie": tie, "relations": seen, "referrers": referrers, "form": RelationForm()}
    return Panel("relations", "ties/_relations.html", shown)


def introductions(user: User, person: Person) -> Panel | None:
    """Whom to ask to get to know somebody, and who may be found through me."""
    tie = _tie(user, person)
    if tie is None:
        return None
    groups = Group.objects.of(user).filter(shares_profiles=True)
    stand = SharedTie.objects.visible_to(user).standing().filter(tie=tie.pk) if tie.pk else []
    shared = {row.group_id: row for row in stand}
    rows = [(group, shared.get(group.pk)) for group in groups] if tie.circle != Circle.LET_GO else []
    return Panel("introductions", "ties/_introductions.html", {"groups": rows, "says": SharedTie.Says.choices})


def same_trade(user: User, person: Person) -> Panel | None:
    """Whom else I have in this trade (C3, C5)."""
    if person.classification is None:
        return None
    alike = Person.objects.known_to(user).filter(classification=person.classification)
    others = list(alike.in_order()[:MOST_ALIKE])
    ties = {
        tie.person_id: tie for tie in Tie.objects.visible_to(user).filter(person__in=[other.pk for other in others])
    }
    today = local_today(user)
    rows = [
        (other, Circle(ties[other.pk].circle).label if other.pk in ties else Circle.UNSORTED.label,
         ties[other.pk].picture(today).ring if other.pk in ties else None)
        for other in others
    ]  # fmt: skip
    crowding = person.classification.crowding
    is_crowded = crowding is not None and crowding.word == "crowded"
    have = alike.exclude(pk=person.pk).count() if is_crowded else 0
    if len(rows) <= 1 and not is_crowded:
        return None
    return Panel("trade", "ties/_trade.html", {"person": person, "rows": rows, "is_crowded": is_crowded, "have": have})


# The people list


def list_head(user: User, book: Book) -> Panel:
    """Where to sort and to keep order."""
    return Panel("list", "ties/_list_head.html")


def list_top(user: User, book: Book) -> Panel:
    """The quick entry, saved lists, and how many wait to be sorted."""
    unsorted = Book.asked(user, {"circle": Circle.UNSORTED}).people().count() if not book.is_narrowed else 0
    return Panel(
        "top", "ties/_list_top.html", {"saved": SavedList.objects.visible_to(user), "unsorted": unsorted, "book": book}
    )


def list_first(user: User, book: Book) -> Panel:
    """The first thing to do on an empty list."""
    return Panel("first", "ties/_list_first.html")


def list_bulk(user: User, book: Book) -> Panel:
    """What can be done with those who are chosen."""
    data = {"lives": Context.objects.visible_to(user), "tags": Tag.objects.visible_to(user)}
    return Panel("bulk", "ties/_list_bulk.html", data)


def list_row(user: User, row: Row) -> Panel | None:
    """Last contact, due, and the circle buttons of the unsorted."""
    if row.person.account_id == user.pk:
        return None
    data = {"row": row, "today": local_today(user), "circles": SEATED, "circle": Circle(row.more["circle"]).label}
    return Panel("row", "ties/_list_row.html", data)


def register() -> None:
    """Fill the slots of the person page and the people list."""
    for slot, maker, place in (
        ("person.face", face, 10), ("person.met", met, 10), ("person.head", circles, 10),
        ("person.actions", actions, 10), ("person.notice", notice, 10),
        ("person.main", your_tie, 10), ("person.main", facets, 20), ("person.main", together, 30),
        ("person.aside", between_you, 10), ("person.given", give_and_take, 30), ("person.aside", order, 40),
        ("person.aside", relations, 50), ("person.aside", introductions, 55), ("person.aside", same_trade, 60),
        ("people.head", list_head, 10), ("people.top", list_top, 10), ("people.first", list_first, 10),
        ("people.bulk", list_bulk, 10), ("people.row", list_row, 10),
    ):  # fmt: skip
        slots.register(slot, maker, order=place)
