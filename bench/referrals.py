"""News that is owed over 10,000 referrals, and the board with 500 open ones, in the 95th percentile.

The peer of the list is the same question asked in plain Python: walk over all of them and look at each one's changes.
"""

import datetime as dt
import os
import random
import statistics
import tempfile
from typing import Any

from bench._pages import p95, row, times

MANY, OWED, OPEN_ON_BOARD = 10_000, 40, 500
LIST_BUDGET_MS, BOARD_BUDGET_MS = 50.0, 100.0
READS = 40


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house and ask often enough for a percentile."""
    provider, busy = _furnish()
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    from cookout.referrals.models import Referral  # noqa: PLC0415  (Django is set up by now)
    from cookout.referrals.models.debts import debts, owed_news  # noqa: PLC0415  (Django is set up by now)

    assert len(owed_news(provider)) == OWED
    assert set(owed_news(provider)) == set(by_hand(provider))
    assert Referral.objects.visible_to(busy).open().count() == OPEN_ON_BOARD
    client = Client()
    client.force_login(busy)
    board = times(lambda: client.get("/referrals/"), READS)
    listed = times(lambda: list(owed_news(provider)), READS)
    worded = times(lambda: debts(provider, owed_news(provider)), READS)
    peer = statistics.median(times(lambda: by_hand(provider), 3))
    owed = row(f"Owed updates over {MANY:,} referrals, p95", p95(listed), LIST_BUDGET_MS)
    ratio = round(peer / statistics.median(listed), 1)
    return [
        {**owed, "peer": "plain Python over all referrals", "ratio": ratio},
        row(f"Owed updates over {MANY:,} referrals, {OWED} with draft and reason, p95", p95(worded), None),
        row(f"Board, page, {OPEN_ON_BOARD} open referrals, p95", p95(board), BOARD_BUDGET_MS),
        row("Board, page, median", statistics.median(board), None),
    ]


def by_hand(user: Any) -> list[Any]:
    """The same question by the rule itself, one referral after the other."""
    from django.utils import timezone  # noqa: PLC0415  (Django is set up by now)

    from cookout.referrals.models import Referral  # noqa: PLC0415  (Django is set up by now)

    now, owed = timezone.now(), []
    for one in Referral.objects.given_to(user).prefetch_related("steps", "parties"):
        changed = [step for step in one.steps.all() if step.deleted_at is None and step.number > one.told_steps]
        silent = one.is_open and now - (one.told_at or one.created_at) >= dt.timedelta(days=one.update_days)
        if not one.is_name and one.provider.user_id and (changed or silent):
            owed.append(one)
    return owed


def _furnish() -> tuple[Any, Any]:
    """One provider who was given ten thousand and owes forty; one with five hundred open on the board."""
    os.environ.setdefault("COOKOUT_DATA_DIR", tempfile.mkdtemp(prefix="cookout-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    import django  # noqa: PLC0415  (the house is chosen by now)

    django.setup()
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)
    from django.core.management import call_command  # noqa: PLC0415  (Django is set up by now)

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    from cookout.core.testing import make_user  # noqa: PLC0415  (Django is set up by now)

    provider, busy = make_user("Rita Referred"), make_user("Bruno Board")
    _give(provider, MANY, owed=OWED, closed=MANY - 400)
    _give(busy, OPEN_ON_BOARD, owed=20, closed=0)
    return provider, busy


def _give(user: Any, many: int, *, owed: int, closed: int) -> None:
    """So many referrals from two hundred people: the first are owed, the last are decided and told."""
    from django.utils import timezone  # noqa: PLC0415  (Django is set up by now)

    from cookout.people.models import Person  # noqa: PLC0415  (Django is set up by now)
    from cookout.referrals.models import Known, Party, Referral, Role, State, Step  # noqa: PLC0415  (as above)

    chance, now = random.Random(11), timezone.now()
    names = (Person(keeper=user, full_name=f"Referrer {n}", sort_key=f"referrer {n:04}") for n in range(200))
    people = Person.objects.bulk_create(names)
    ones = []
    for number in range(many):
        at = now - dt.timedelta(days=chance.uniform(0.1, 6))
        is_closed = number >= many - closed
        state = (
            State.WON if is_closed else chance.choice([State.ACCEPTED, State.REACHED, State.MEETING, State.PROPOSAL])
        )
        is_owed = number < owed
        ones.append(
            Referral(
                made_by=user, state=state, given_on=at.date(), may_contact=True, may_tell=True, note="A garden",
                temperature=chance.randint(1, 5), accepted_at=at, contacted_at=at, changed_at=at, steps_many=3,
                told_steps=2 if is_owed else 3, told_at=at, decided_at=at if is_closed else None,
                news_due_at=at if is_owed else None if is_closed else at + dt.timedelta(days=7),
            )
        )  # fmt: skip
    Referral.objects.bulk_create(ones, batch_size=1000)
    parties = []
    for number, one in enumerate(ones):
        parties += [
            Party(referral=one, role=Role.REFERRER, name=people[number % 200].full_name),
            Party(referral=one, role=Role.PROVIDER, name=user.name, user=user),
            Party(referral=one, role=Role.PROSPECT, name=f"Prospect {number}"),
        ]
    Party.objects.bulk_create(parties, batch_size=2000)
    givers, doers = parties[::3], parties[1::3]
    knowns = (Known(party=party, owner=user, person=people[n % 200]) for n, party in enumerate(givers))
    Known.objects.bulk_create(knowns, batch_size=2000)
    steps = []
    for one, giver, doer in zip(ones, givers, doers, strict=True):
        told = ((1, giver, State.GIVEN), (2, doer, State.ACCEPTED), (3, doer, one.state))
        steps += [Step(referral=one, party=by, number=n, state=state, on=one.given_on) for n, by, state in told]
    Step.objects.bulk_create(steps, batch_size=2000)


if __name__ == "__main__":
    for measured in measure():
        print(measured)
