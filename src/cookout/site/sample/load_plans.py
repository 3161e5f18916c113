"""Writes what Sam and Renee set out to do, when it waited, and what they learned of a week, as the verbs would have."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from cookout.plan import rules
from cookout.plan.models import Plan, PlanPause, Target, WeekReview
from cookout.site.sample import shapes
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read

PLAN_NOUNS: tuple[type[models.Model], ...] = (Plan, WeekReview)
WEEK = dt.timedelta(days=7)
ANSWERS = ("went_well", "in_the_way", "next_week")


def write_plans(sample: shapes.Sample, writers: Mapping[str, BookWriter]) -> None:
    """One statement for each noun."""
    told, monday = read("events"), rules.monday_of(sample.today)

    def week(row: Mapping[str, Any]) -> dt.date:
        back: int = row["weeks"]
        return monday - back * WEEK

    def of(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
        key = f"{kind} {row['owner']} {week(row)}"
        return {"uid": uid(sample.seed, key, week(row)), "owner": writers[row["owner"]].owner}

    plans = [Plan(**of("plan", row), starts_on=week(row), reason=row.get("reason", "")) for row in told["plan"]]
    Plan.objects.bulk_create(plans)
    Target.objects.bulk_create(
        Target(plan=plan, kind=kind, number=Decimal(aim.split()[0]), per=aim.split()[1])
        for plan, row in zip(plans, told["plan"], strict=True)
        for kind, aim in row["targets"].items()
    )
    PlanPause.objects.bulk_create(
        PlanPause(
            **of("pause", row), starts_on=week(row), ends_on=week(row) + dt.timedelta(days=6), reason=row["reason"]
        )
        for row in told["pause"]
    )
    WeekReview.objects.bulk_create(
        WeekReview(**of("review", row), monday=week(row), **{name: row.get(name, "") for name in ANSWERS})
        for row in told["review"]
    )
