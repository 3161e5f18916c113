"""Search and the list among 100,000 people of one book with a note on each: what the server takes for one answer."""

import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench._house import throw_away_house

PEOPLE, BUDGET_MS = 100_000, 50.0
QUERIES = ("mar", "marta re", "reyes", "zzzz", "555 01", "@example.org", "marta@", "a", "lending", "614 555 0142",
           "sailing", "s", "daughter college", "marta sailing", "boat 4711", "müller")  # fmt: skip
KINDS = {
    "mar": "a beginning",
    "s": "a single letter",
    "sailing": "a word that many notes have",
    "boat 4711": "a word that one note has",
    "marta re": "two words of a name",
    "daughter college": "two words of a note",
    "zzzz": "nothing there",
}


def measure(*, full: bool = False) -> list[dict[str, Any]]:
    """Fill a throw-away house and ask each question often enough for a percentile; `full` on PostgreSQL as well."""
    rows = _measured()
    if full and os.environ.get("DB") != "postgres":
        rows += _on_postgresql()
    return rows


def _on_postgresql() -> list[dict[str, Any]]:
    env = {key: said for key, said in os.environ.items() if not key.startswith(("COOKOUT_", "DJANGO_"))}
    words = [sys.executable, "-c", "import json; from bench import search; print(json.dumps(search.measure()))"]
    done = subprocess.run(words, env={**env, "DB": "postgres"}, stdout=subprocess.PIPE, text=True, check=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


def _measured() -> list[dict[str, Any]]:
    user = _furnish()
    from django.db import connection  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    from cookout.core.search import find  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Book  # noqa: PLC0415  (Django is set up by now)

    def page(asked: dict[str, str]) -> Callable[[], Any]:
        book = Book.asked(user, asked)
        return lambda: book.rows(list(book.people().with_details()[:50]))

    def asking(text: str) -> Callable[[], Any]:
        return lambda: find(user, text)

    found = {text: _times(asking(text)) for text in QUERIES}
    every = [taken for times in found.values() for taken in times]
    busy = [taken for text in QUERIES for taken in _times(asking(text), clock=time.process_time)]
    slowest = max(found, key=lambda text: _p95(found[text]))
    many = f"search among {PEOPLE:,} people with notes"
    rows = [
        _row(f"{many}, p95 of sixteen kinds of words", _p95(every), BUDGET_MS),
        _row(f"{many}, the slowest kind (“{slowest}”), p95", _p95(found[slowest]), BUDGET_MS),
        _row(f"{many}, p95 of the work of our own process", _p95(busy), None),
    ]
    for text, kind in KINDS.items():
        before = statistics.median(_times(lambda text=text: _liked(user, text), 3))  # type: ignore[misc]  # a fixed argument
        ratio = before / statistics.median(found[text])
        rows.append(_row(f"search “{text}”, {kind}, p95", _p95(found[text]), BUDGET_MS, "LIKE as before", ratio))
    rows += [
        _row("people list, first 50 by name, p95", _p95(_times(page({}))), 100.0),
        _row("people list, first 50 by what is due, p95", _p95(_times(page({"sort": "due"}))), None),
        _row("people list, first 50 unsorted, p95", _p95(_times(page({"circle": "unsorted"}))), None),
        _row("people list, counting all, p95", _p95(_times(lambda: Book.asked(user, {}).people().count())), 100.0),
    ]
    on = ", PostgreSQL" if connection.vendor == "postgresql" else ""
    return [{**row, "name": row["name"] + on} for row in rows]


def _liked(user: Any, text: str) -> list[Any]:
    """What stood before: every word somewhere in a name or a detail, and somewhere in a note."""
    return [*_like(user, text), *_like_notes(user, text)]


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
    throw_away_house()
    from django.db import connection  # noqa: PLC0415  (needs the house)

    from cookout.core.testing import make_user  # noqa: PLC0415  (Django is set up by now)

    user = make_user("Search Bench", email=f"search-{time.time_ns()}@example.org")
    for start in range(0, PEOPLE, 5000):
        _people(user, start, 5000)
    if connection.vendor == "postgresql":
        # PostgreSQL does this by itself, minutes later; SQLite never does, and no house of ours tells it to.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
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


def _times(act: Callable[[], Any], many: int = 40, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    act()
    taken = []
    for _ in range(many):
        start = clock()
        act()
        taken.append((clock() - start) * 1000)
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
