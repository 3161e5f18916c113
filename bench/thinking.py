"""A thinking slot over 10,000 contacts: the page with the database and the ranking, in the 95th percentile."""

import os
import random
import statistics
import tempfile
import time
from typing import Any

from bench._pages import p95, row, times

CONTACTS, READS = 10_000, 40
BUDGET_MS = 300.0

TRADES = (
    "Dentist", "Roofer", "Mortgage broker", "CPA", "Realtor", "Florist", "Yoga teacher", "Electrician", "Nurse",
    "Personal trainer", "Insurance agent", "Lawyer", "Teacher", "Photographer", "Caterer", "Software engineer",
    "Plumber", "Physiotherapist", "Banker", "Contractor", "Architect", "Hygienist", "Gardener", "Veterinarian",
)  # fmt: skip
SUBJECTS = ("Her brother", "His wife", "The family", "A neighbour", "An old friend", "The new partner", "Their son")
DEEDS = (
    "opened a second practice", "bought a first house", "runs the marathon", "wants to sell the firm", "had twins",
    "sings in the choir", "moved to the lake", "looks for a bookkeeper", "coaches soccer", "retired in May",
    "plans a kitchen", "took over the bakery", "collects stamps", "restores old cars", "teaches evening classes",
    "hired two people",
)  # fmt: skip
CITIES = ("Columbus", "Dublin", "Westerville", "Grandview", "Hilliard", "Gahanna")
WANTED = (
    ("customers", "customers.ideal", "Dentists and physicians with two or three partners in a practice, 45 to 60"),
    ("good_referral", "good_referral.trigger", "Somebody who opens a second practice or sells the firm"),
    ("good_referral", "good_referral.place", "Dublin and Westerville"),
    ("goals", "goals.help", "Meet bankers who finance practices"),
)


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house and open the slot often enough for a percentile."""
    slot = _furnish()
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    from cookout.one_to_ones.models import whom_for  # noqa: PLC0415  (Django is set up by now)
    from cookout.one_to_ones.models.whom_for import contacts_of  # noqa: PLC0415  (Django is set up by now)

    client = Client()
    client.force_login(slot.owner)
    began = time.perf_counter()
    client.get(slot.get_absolute_url())
    first = (time.perf_counter() - began) * 1000
    page = times(lambda: client.get(slot.get_absolute_url()), READS)
    ranked = times(lambda: whom_for(slot.owner, slot.person, slot=slot), READS)
    read = times(lambda: contacts_of(slot.owner, without=set()), READS)
    return [
        row("Thinking slot, page, 10,000 contacts, p95", p95(page), BUDGET_MS),
        row("Thinking slot, page, median", statistics.median(page), None),
        row("Thinking slot, the very first page", first, None),
        row("Thinking slot, ranking with the database, p95", p95(ranked), None),
        row("Thinking slot, reading the contacts alone, p95", p95(read), None),
    ]


def _furnish() -> Any:
    """A book of ten thousand: each with trade, firm and address, half of them with a fact and a note."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    import datetime as dt  # noqa: PLC0415  (Django is set up by now)

    import django  # noqa: PLC0415  (Django is set up by now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    from cookout.core.testing import make_user  # noqa: PLC0415  (Django is set up by now)
    from cookout.one_to_ones.models import ThinkingSlot  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Detail, Person  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Fact, Note, Tie  # noqa: PLC0415  (Django is set up by now)

    chance, today = random.Random(7), dt.date.today()
    user = make_user("Sam Measured")
    whom = Person.keep(by=user, full_name="Priya Raman")
    tie = Tie.objects.between(user, whom)
    for facet, prompt, text in WANTED:
        tie.learn(facet, text, by=user, prompt=prompt)
    Person.objects.bulk_create(
        (Person(keeper=user, full_name=f"Person {n}", sort_key=f"person {n:05}") for n in range(CONTACTS)),
        batch_size=2000,
    )
    people = list(Person.objects.filter(keeper=user).exclude(pk=whom.pk))

    def told() -> str:
        return (
            f"{chance.choice(SUBJECTS)} {chance.choice(DEEDS)}, and {chance.choice(DEEDS)} in {chance.choice(CITIES)}"
        )

    details = []
    for person in people:
        trade, city = chance.choice(TRADES), chance.choice(CITIES)
        details.append(Detail.made(person, "title", trade))
        details.append(Detail.made(person, "organisation", f"{city} {trade} Partners {chance.randint(1, 400)}"))
        details.append(Detail.made(person, "address", f"{chance.randint(1, 999)} High Street, {city}, OH"))
    Detail.objects.bulk_create(details, batch_size=5000)
    half = people[: CONTACTS // 2]
    ties = Tie.objects.bulk_create((Tie(owner=user, person=person) for person in half), batch_size=2000)
    Fact.objects.bulk_create(
        (Fact(owner=user, tie=tie, facet="personal", text=told(), learned_on=today) for tie in ties), batch_size=2000
    )
    Note.objects.bulk_create((Note(owner=user, tie=tie, text=told(), on=today) for tie in ties), batch_size=2000)
    return ThinkingSlot.plan(by=user, person=whom)


if __name__ == "__main__":
    for measured in measure():
        print(measured)
