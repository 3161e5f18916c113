"""The prep sheet for a user with 10,000 contacts and 200 1-2-1s, about somebody with a full dance card, p95."""

import datetime as dt
import os
import statistics
import tempfile
from typing import Any

from bench._pages import p95, row, times

CONTACTS, ONE_TO_ONES, FACTS_EACH, READS = 10_000, 200, 3, 60
BUDGET_MS = 100.0


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house; read the page, the sheet alone and the paper often enough for a percentile."""
    user, person, uid = _furnish()
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    from cookout.one_to_ones.models import ground  # noqa: PLC0415  (Django is set up by now)
    from cookout.one_to_ones.models.prep import prep_for, upcoming  # noqa: PLC0415  (Django is set up by now)
    from cookout.one_to_ones.papers import prep_paper  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import local_today  # noqa: PLC0415  (Django is set up by now)

    client = Client()
    client.force_login(user)
    today, one = local_today(user), upcoming(user, person)
    sheet = prep_for(user, person, one, today=today)
    page = times(lambda: client.get(f"/1-2-1s/{uid}/prep/"), READS)
    fresh = times(lambda: (ground._found.cache_clear(), client.get(f"/1-2-1s/{uid}/prep/")), READS)
    alone = times(lambda: prep_for(user, person, one, today=today), READS)
    paper = times(lambda: prep_paper(sheet), READS)
    return [
        row("Prep sheet, page, 10,000 contacts and 200 1-2-1s, p95", p95(page), BUDGET_MS),
        row("Prep sheet, page, two profiles never compared before, p95", p95(fresh), BUDGET_MS),
        row("Prep sheet, page, median", statistics.median(page), None),
        row("Prep sheet, read alone, p95", p95(alone), None),
        row("Prep sheet, set as one page of paper, p95", p95(paper), None),
    ]


def _furnish() -> Any:
    """A book of ten thousand with three facts each; a fellow with a full dance card, whom I met fifty times."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    import django  # noqa: PLC0415  (Django is set up by now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    from cookout.core.testing import make_user  # noqa: PLC0415  (Django is set up by now)
    from cookout.one_to_ones.testing import fellows, planned  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Person  # noqa: PLC0415  (Django is set up by now)

    user, priya = make_user("Sam Measured"), make_user("Priya Known")
    fellows(user, priya)
    Person.objects.bulk_create(
        (Person(keeper=user, full_name=f"Person {n}", sort_key=f"person {n:05}") for n in range(CONTACTS)),
        batch_size=2000,
    )
    _know(user, list(Person.objects.filter(keeper=user)))
    for member in (user, priya):
        _fill(member)
    _meet(user, [priya.person, *Person.objects.filter(keeper=user)[: ONE_TO_ONES - 50]])
    one = planned(user, priya, place="Kettle & Crumb", despite=True)
    person = Person.objects.with_details().get(pk=priya.person.pk)
    return user, person, one.uid


def _know(user: Any, people: list[Any]) -> None:
    """Three facts about everybody."""
    from cookout.people.models import PROMPTS  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Fact, Tie  # noqa: PLC0415  (Django is set up by now)

    prompts = list(PROMPTS.values())
    Tie.objects.bulk_create((Tie(owner=user, person=person) for person in people), batch_size=2000)
    Fact.objects.bulk_create(
        (
            Fact(owner=user, tie=tie, facet=prompt.facet, prompt=prompt.key, text="the garden", learned_on=DAY)
            for number, tie in enumerate(Tie.objects.filter(owner=user))
            for prompt in (prompts[(number + more) % len(prompts)] for more in range(FACTS_EACH))
        ),
        batch_size=5000,
    )


def _fill(member: Any) -> None:
    """Every question of the dance card answered in full."""
    from cookout.people.models import PROMPTS, ProfileEntry  # noqa: PLC0415  (Django is set up by now)

    ProfileEntry.objects.bulk_create(
        ProfileEntry(person=member.person, facet=prompt.facet, prompt=prompt.key, text=f"{THINGS[n % len(THINGS)]} {n}")
        for n, prompt in enumerate(PROMPTS.values())
        for n in range(n, n + prompt.most)
    )


def _meet(user: Any, people: list[Any]) -> None:
    """Two hundred 1-2-1s that took place, fifty of them with the first, each with five answers that became facts."""
    from cookout.one_to_ones.models import Answer, OneToOne, Seat  # noqa: PLC0415  (Django is set up by now)
    from cookout.ties.models import Tie  # noqa: PLC0415  (Django is set up by now)

    for number in range(ONE_TO_ONES):
        person = people[max(0, number - 49)]
        day = DAY - dt.timedelta(days=2 * number)
        at = dt.datetime.combine(day, dt.time(10), tzinfo=dt.UTC)
        one = OneToOne.objects.create(made_by=user, state="held", starts_at=at, held_on=day, zone="UTC")
        Seat.objects.create(one_to_one=one, place=1, user=user, name=user.name, knows=person)
        Seat.objects.create(one_to_one=one, place=2, user=person.account, name=person.full_name)
        tie = Tie.objects.between(user, person)
        for asked in range(5):
            fact = tie.learn("interests", f"{THINGS[asked]} {number}", by=user, learned_on=day)
            Answer.objects.create(owner=user, one_to_one=one, question="What?", text=fact.text, fact=fact)


DAY = dt.date.today() - dt.timedelta(days=3)
THINGS = (
    "Running before dawn with the early group", "Bread on Sundays", "Owners of practices with five to fifty people",
    "A buy-out agreement between partners", "The school levy committee", "Sailing on the lake with two daughters",
    "Bankers at two local banks", "Explains a balance sheet on a napkin", "Grew up in a small town by the river",
)  # fmt: skip


if __name__ == "__main__":
    for measured in measure():
        print(measured)
