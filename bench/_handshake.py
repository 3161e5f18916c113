"""The book of one who meets many, for measuring: 10,000 people, 500 events, and all that came of them."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from bench._pour import pour, settle
from bench._region import build_two

PEOPLE, EVENTS, MET, LARGEST, YEARS = 10_000, 500, 7_000, 60, 5
WAITING, PUT_OFF, FOLLOWED, OPEN, LIKE = 2_000, 400, 3_000, 400, 25
PLACE = 9
"""Whose book it is: the tenth of a chapter, in no office."""

GIVEN = ("Marta", "Devon", "Ana", "Jerome", "Priya", "Lin", "Odile", "José", "Beth", "Walter")
TALKED = "The garden, his second shop in Dublin, and who does the books there"


@dataclass
class Book:
    """What was built, by keys."""

    user: Any
    today: dt.date
    first: int
    chance: random.Random = field(default_factory=lambda: random.Random(8))
    told: list[tuple[int, int, int, dt.date]] = field(default_factory=list)
    """Each encounter: its key, the tie, the event, the day."""

    def day(self, ago: int) -> dt.date:
        """So many days ago."""
        return self.today - dt.timedelta(days=ago)

    def evening(self, day: dt.date) -> dt.datetime:
        """In the evening of that day."""
        return dt.datetime.combine(day, dt.time(23), tzinfo=dt.UTC)


def build(today: dt.date) -> Any:
    """Write the whole book beside two chapters; the database is set up and empty."""
    from django.db import transaction  # noqa: PLC0415  (needs the house that the caller sets up)

    from cookout.core.models import User  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Person  # noqa: PLC0415  (Django is set up by now)

    user = User.objects.get(pk=build_two(today).members[1][PLACE])
    book = Book(user, today, Person.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1)
    with transaction.atomic():
        for write in (_people, _ties, _events, _encounters, _likenesses, _decisions, _follow_ups, _marks, _plans):
            write(book)
    settle()
    _meet(book)
    return user


def _people(book: Book) -> None:
    """Each with a trade, a phone and a mail, found by name."""
    from cookout.people.models import Classification, Detail, Person, Word  # noqa: PLC0415  (Django is set up by now)

    trades = list(Classification.objects.values_list("pk", flat=True)[:60])
    keys = range(book.first, book.first + PEOPLE)
    names = [f"{GIVEN[key % len(GIVEN)]} Number{key}" for key in keys]
    pour(Person, ("id", "keeper", "full_name", "sort_key", "classification", "created_at"), (
        (key, book.user.pk, name, f"{name.split()[1].lower()} {name.split()[0].lower()}", trades[key % len(trades)],
         book.evening(book.day(key * 7 % (365 * YEARS))))
        for key, name in zip(keys, names, strict=True)
    ))  # fmt: skip
    said = (("phone", "+1614555{:04}"), ("email", "number{}@example.org"))
    rows = (
        (key, kind, value.format(key), value.format(key), position)
        for key in keys
        for position, (kind, value) in enumerate(said)
    )
    pour(Detail, ("person", "kind", "value", "key", "position"), rows)
    words = ((book.user.pk, key, word) for key, name in zip(keys, names, strict=True) for word in name.lower().split())
    pour(Word, ("keeper", "person", "word"), words)


def _circle(number: int) -> str:
    """The table and the two circles round it are full; then those who wait, and whom I let go."""
    for many, circle in ((15, "cookout"), (50, "active"), (150, "light"), (150 + WAITING, "unsorted")):
        if number < many:
            return circle
    return "let_go"


def _ties(book: Book) -> None:
    """One with everybody who was met at all; those who wait have a day, a fifth of them put off to one to come."""
    from cookout.ties.models import Tie  # noqa: PLC0415  (Django is set up by now)

    rows = []
    for number in range(MET):
        circle, met = _circle(number), book.day(number * 11 % (365 * YEARS))
        waits = circle == "unsorted"
        asked = book.day(-30) if number < 150 + PUT_OFF else met + dt.timedelta(days=2)
        due = book.day(number % 90 - 60) if circle in ("cookout", "active", "light") else None
        rows.append((
            number + 1, book.user.pk, book.first + number, circle, met, "Chamber mixer", met,
            asked if waits else None, met if waits else None, met, 3, due, due,
        ))  # fmt: skip
    names = ("id", "owner", "person", "circle", "circle_since", "how_met", "met_on", "sort_on", "waits_since",
             "last_touch_on", "touch_days", "due_on", "overdue_on")  # fmt: skip
    pour(Tie, names, rows)


def _events(book: Book) -> None:
    """One every few days over the years, some of them to come; some cost something, some were missed."""
    from cookout.events.models import Event  # noqa: PLC0415  (Django is set up by now)

    step = 365 * YEARS / EVENTS
    names = ("id", "owner", "name", "kind", "on", "place", "organiser", "hours", "cost", "currency", "is_missed")
    rows = []
    for number in range(EVENTS):
        on, cost = book.day(int((EVENTS - 40 - number) * step)), 2500 if number % 4 == 0 else None
        is_missed = number % 19 == 0 and on < book.today
        rows.append((number + 1, book.user.pk, f"Chamber mixer {number}", "mixer", on, "The Refectory", "Chamber",
                     "2.5", cost, "USD" if cost else "", is_missed))  # fmt: skip
    pour(Event, names, rows)


def _encounters(book: Book) -> None:
    """Everybody once or twice, one of them every few weeks, one evening with many; each with its contact."""
    from cookout.events.models import Encounter, Event  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Promise, Touch  # noqa: PLC0415  (Django is set up by now)

    been = list(Event.objects.filter(on__lte=book.today, is_missed=False).order_by("pk").values_list("pk", "on"))
    met = [(tie, *been[tie % len(been)]) for tie in range(1, MET + 1)]
    met += [(tie, *book.chance.choice(been)) for tie in range(1, MET, 5)]
    met += [(1, *one) for one in been[::4]] + [(tie, *been[-1]) for tie in range(100, 100 + LARGEST)]
    book.told = [(number, *one) for number, one in enumerate(met, 1)]
    touches = [(key, book.user.pk, tie, "meeting", on, TALKED) for key, tie, _event, on in book.told]
    more = MET * 3
    touches += [
        (len(met) + number, book.user.pk, number % MET + 1, "text", book.day(number * 13 % (365 * YEARS)), "The garden")
        for number in range(1, more + 1)
    ]
    pour(Touch, ("id", "owner", "tie", "kind", "on", "text"), touches)
    promised = [one for one in book.told if one[0] % 6 == 0]  # of which the first few are not kept yet
    pour(Promise, ("id", "owner", "tie", "text", "due_on", "made_on", "kept_at"), (
        (key, book.user.pk, tie, "Send the name of the baker", on, on, book.evening(on) if key > 60 else None)
        for key, tie, _event, on in promised
    ))  # fmt: skip
    kept = {key for key, _tie, _event, _on in promised}
    names = ("id", "owner", "tie", "event", "on", "talked", "impression", "captured_at", "touch", "promise", "brought")
    pour(Encounter, names, (
        (key, book.user.pk, tie, event, on, TALKED, "Warm, listens", book.evening(on), key,
         key if key in kept else None, key <= MET)
        for key, tie, event, on in book.told
    ))  # fmt: skip


def _likenesses(book: Book) -> None:
    """Some of the last who may be somebody else of the book."""
    from cookout.events.models import Likeness  # noqa: PLC0415  (Django is set up by now)

    pour(Likeness, ("encounter", "person", "reason"), ((MET - n, book.first + PEOPLE - 1 - n, "name")
                                                       for n in range(LIKE)))  # fmt: skip


def _decisions(book: Book) -> None:
    """What was decided on everybody who does not wait, and on whom I put off."""
    from cookout.ties.models import Triage  # noqa: PLC0415  (Django is set up by now)

    verdicts = {"cookout": "deep", "active": "active", "light": "light", "unsorted": "not_now", "let_go": "let_go"}
    numbers = [number for number in range(MET) if not 150 + PUT_OFF <= number < 150 + WAITING]
    rows = []
    for number in numbers:
        verdict = verdicts[_circle(number)]
        on = book.day(number * 11 % (365 * YEARS) - 1 if number % 50 else 0)
        ask_on = book.day(-30) if verdict == "not_now" else None
        rows.append((book.user.pk, number + 1, verdict, "yes", "no", "We laughed", min(on, book.today), ask_on))
    pour(Triage, ("owner", "tie", "verdict", "like", "need", "reason", "decided_on", "ask_on"), rows)


def _follow_ups(book: Book) -> None:
    """Most are done; some hundred are open, half of them due by now."""
    from cookout.ties.models import FollowUp  # noqa: PLC0415  (Django is set up by now)

    rows = []
    for number in range(FOLLOWED):
        on = book.day(number * 17 % (365 * YEARS))
        done = None if number < OPEN else book.evening(on)
        due = book.day(number % 60 - 30) if number < OPEN else on
        rows.append((book.user.pk, number + 1, "Coffee on Third Street", due, on, done))
    pour(FollowUp, ("owner", "tie", "text", "due_on", "made_on", "done_at"), rows)


def _marks(book: Book) -> None:
    """How much I trust five hundred of them, told twice."""
    from cookout.ties.models import Mark  # noqa: PLC0415  (Django is set up by now)

    rows = ((number + 1, "trust", value, book.day(ago)) for number in range(500) for value, ago in ((1, 600), (2, 90)))
    pour(Mark, ("tie", "kind", "value", "on"), rows)


def _plans(book: Book) -> None:
    """A new one every ten weeks over three years, two pauses, a review of every week."""
    from cookout.plan.models import Plan, PlanPause, Target, WeekReview  # noqa: PLC0415  (Django is set up by now)

    monday = book.today - dt.timedelta(days=book.today.weekday())
    weeks = [monday - dt.timedelta(weeks=back) for back in range(156)]
    plans = list(enumerate(weeks[::10], 1))
    pour(Plan, ("id", "owner", "starts_on"), [(key, book.user.pk, week) for key, week in plans])
    aims = (("events", "2"), ("people", "5"), ("one_to_ones", "2"), ("follow_ups", "6"), ("hours", "4.5"))
    rows = ((key, kind, many, "week" if kind != "events" else "month") for key, _week in plans for kind, many in aims)
    pour(Target, ("plan", "kind", "number", "per"), rows)
    pauses = [(book.user.pk, weeks[at], weeks[at] + dt.timedelta(days=6)) for at in (5, 40)]
    pour(PlanPause, ("owner", "starts_on", "ends_on"), pauses)
    said = ("Two people stayed in touch", "The week before the fair", "Write to Beth")
    names = ("owner", "monday", "went_well", "in_the_way", "next_week")
    pour(WeekReview, names, [(book.user.pk, week, *said) for week in weeks])


def _meet(book: Book) -> None:
    """1-2-1s over two years with those at the table."""
    from django.utils import timezone  # noqa: PLC0415  (Django is set up by now)

    from cookout.one_to_ones.models import OneToOne  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Person  # noqa: PLC0415  (Django is set up by now)

    people, now = list(Person.objects.filter(pk__gte=book.first).order_by("pk")[:15]), timezone.now()
    for number in range(60):
        starts_at = now - dt.timedelta(days=3 + 12 * number)
        OneToOne.note(by=book.user, person=people[number % 15], starts_at=starts_at).hold(by=book.user)
