"""Search and the list among 100,000 people of one book with a note on each: what the server takes for one answer."""

import datetime as dt
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import Any

PEOPLE, BUDGET_MS = 100_000, 50.0
QUERIES = ("mar", "marta re", "reyes", "zzzz", "555 01", "@example.org", "marta@", "a", "lending", "614 555 0142",
           "sailing", "s", "daughter college", "marta sailing", "boat 4711", "müller")  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house and ask each question often enough for a percentile; the peer is LIKE on every column."""
    user = _furnish()
    from cookout.core.search import find  # noqa: PLC0415  (needs the house that `_furnish` sets up)
    from cookout.people.models import Book  # noqa: PLC0415  (Django is set up by now)

    def page(asked: dict[str, str]) -> Callable[[], Any]:
        book = Book.asked(user, asked)
        return lambda: book.rows(list(book.people().with_details()[:50]))

    found = {text: _times(lambda text=text: find(user, text)) for text in QUERIES}  # type: ignore[misc]  # a fixed argument
    every = [taken for times in found.values() for taken in times]
    slowest = max(found, key=lambda text: _p95(found[text]))
    liked = _times(lambda: _like(user, "marta re"), 5)
    ours = statistics.median(found["marta re"])
    as_before = _times(lambda: _like_notes(user, "daughter college"), 5)
    noted = statistics.median(found["daughter college"])
    return [
        _row("search among 100,000 people with notes, p95 of sixteen kinds of words", _p95(every), BUDGET_MS),
        _row(
            f"search among 100,000 people with notes, the slowest kind (“{slowest}”), p95",
            _p95(found[slowest]),
            BUDGET_MS,
        ),
        _row("search “marta re”, median", ours, None, "LIKE on name and details", statistics.median(liked) / ours),
        _row(
            "search “daughter college”, median", noted, None, "LIKE on every note", statistics.median(as_before) / noted
        ),
        _row("people list, first 50 by name, p95", _p95(_times(page({}))), 100.0),
        _row("people list, first 50 by what is due, p95", _p95(_times(page({"sort": "due"}))), None),
        _row("people list, first 50 unsorted, p95", _p95(_times(page({"circle": "unsorted"}))), None),
        _row("people list, counting all, p95", _p95(_times(lambda: Book.asked(user, {}).people().count())), 100.0),
    ]


def _like(user: Any, text: str) -> list[Any]:
    """What one would write first: every word somewhere in the name or a detail, in order."""
    from django.db.models import Q  # noqa: PLC0415  (Django is set up by now)

    from cookout.people.models import Person  # noqa: PLC0415  (Django is set up by now)

    people = Person.objects.kept_by(user)
    for word in text.split():
        people = people.filter(Q(full_name__icontains=word) | Q(details__value__icontains=word)).distinct()
    return list(people.in_order()[:20])


def _like_notes(user: Any, text: str) -> list[Any]:
    """The same for notes: every word somewhere in the text, the latest first."""
    from cookout.ties.models import Note  # noqa: PLC0415  (Django is set up by now)

    notes = Note.objects.visible_to(user)
    for word in text.split():
        notes = notes.filter(text__icontains=word)
    return list(notes.select_related("tie__person").order_by("-on", "-pk")[:20])


def _furnish() -> Any:
    """One book of a hundred thousand people with a mail, a phone, an employer, a tie and a note each."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    import django  # noqa: PLC0415  (Django is set up by now)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)
    from django.db import connection  # noqa: PLC0415  (Django is set up by now)

    from cookout.core.testing import make_user  # noqa: PLC0415  (Django is set up by now)

    call_command("migrate", verbosity=0)
    user = make_user("Search Bench", email=f"search-{time.time_ns()}@example.org")
    for start in range(0, PEOPLE, 5000):
        _people(user, start, 5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user


FIRST = (
    "Marta",
    "Mark",
    "Mary",
    "Ana",
    "Jerome",
    "Walter",
    "Priya",
    "Dev",
    "Lin",
    "Mo",
    "Beth",
    "Gloria",
    "Odile",
    "José",
)
LAST = ("Reyes", "Brandt", "Tate", "Patel", "Sousa", "Farouk", "Chow", "Lawson", "Huang", "Visser", "Stone", "Webb")
FIRMS = ("Lending", "Homes", "Bloom", "Riverside", "Kettle", "Roofing", "Dental", "Print")


def _people(user: Any, start: int, many: int) -> None:
    from cookout.people.models import Detail, Person, Word  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models.person import search_words, sort_key  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Note, Tie  # noqa: PLC0415  (Django is set up by now)

    chance = random.Random(start)
    people, kept = [], []
    for number in range(start, start + many):
        given, family = chance.choice(FIRST), f"{chance.choice(LAST)}{chance.randrange(999) or ''}"
        name = f"{given} {family}"
        people.append(
            Person(keeper=user, full_name=name, given=given, family=family, sort_key=sort_key(name, given, family))
        )
        phone = f"614 555 {number % 10000:04}"
        firm = f"{chance.choice(FIRMS)} {chance.randrange(5000)}"
        mail = f"{given}.{family}.{number}@example.org".lower()
        kept.append([("email", mail), ("phone", phone), ("organisation", firm)])
    Person.objects.bulk_create(people)
    rows = list(zip(people, kept, strict=True))
    Detail.objects.bulk_create([Detail.made(p, kind, value) for p, said in rows for kind, value in said], 2000)
    words = [Word(keeper=user, person=p, word=w) for p, said in rows for w in search_words(p.full_name, said)]
    Word.objects.bulk_create(words, 5000)
    ties = [Tie(owner=user, person=p, circle="light" if at < 50 else "unsorted") for at, p in enumerate(people)]
    Tie.objects.bulk_create(ties, 2000)
    days = (dt.date(2026, 1, 1) + dt.timedelta(chance.randrange(300)) for _tie in ties)
    notes = [Note(owner=user, tie=tie, text=_note(chance), on=day) for tie, day in zip(ties, days, strict=True)]
    Note.objects.bulk_create(notes, 2000)


SAID = ("sailing", "daughter", "college", "new house", "the roof", "lending", "boat", "dentist", "marathon", "Müller")


def _note(chance: random.Random) -> str:
    """What one writes after a talk: a few things that others have too, and one that nobody has."""
    return f"Talked about {', '.join(chance.sample(SAID, 3))} and {chance.randrange(100_000)}."


def _times(act: Callable[[], Any], many: int = 20) -> list[float]:
    act()
    taken = []
    for _ in range(many):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _row(
    name: str, value: float, budget: float | None, peer: str | None = None, ratio: float | None = None
) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": "ms",
        "budget": budget,
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }
