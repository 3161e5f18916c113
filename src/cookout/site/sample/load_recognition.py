"""Writes the awards of the last months as they would have been given, and the region's scorecard in its versions."""

import datetime as dt
from collections.abc import Iterator

from django.db import models

from cookout.core.asked import asked_once
from cookout.core.models import User
from cookout.groups.models import Region
from cookout.insight.models import Award, AwardHolder, Scorecard
from cookout.insight.models.periods import Period
from cookout.insight.models.scorecard import rules_from
from cookout.insight.models.standings import Scope, winners
from cookout.science.scorecard import as_data
from cookout.site.sample import shapes
from cookout.site.sample.hours import clock
from cookout.site.sample.load_chapters import ChapterWriter
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read

RECOGNITION_NOUNS: tuple[type[models.Model], ...] = (Award,)
MONTHS = 4
"""For so many months back the chapters have recognized somebody."""

AT_THE_TABLE = dt.time(8, 10)


def write_recognition(sample: shapes.Sample, chapters: ChapterWriter) -> None:
    """What was counted is written already."""
    region = Region.objects.get(name=sample.region)
    director = next(chapters.users[term.account] for term in sample.terms if term.region)
    for scope, period, on, by in _given(sample, chapters, region, director):
        with asked_once():  # what is counted of a month is counted once for all its awards
            for kind in Award.Kind.values:
                _award(sample, scope, kind, period, on, by)
    _scorecards(sample, region, director)


def _given(
    sample: shapes.Sample, chapters: ChapterWriter, region: Region, director: User
) -> Iterator[tuple[Scope, Period, dt.date, User | None]]:
    """At the first meeting of the month after; of the region, when the quarter was over for two weeks."""
    for key, group in chapters.groups.items():
        held = sorted(one.on for one in sample.gathered.gatherings if one.chapter == key and one.closings)
        for back in range(MONTHS):
            period = Period(Period.latest(sample.today).first - back)
            if on := next((day for day in held if day > period.end), None):
                yield group, period, on, chapters.led_by(key)
    quarter = Period.latest(sample.today, months=3)
    for period in (quarter, quarter.before):
        on = period.end + dt.timedelta(days=14)
        if on < sample.today:
            yield region, period, on, director


def _award(sample: shapes.Sample, scope: Scope, kind: str, period: Period, on: dt.date, by: User | None) -> None:
    """As `Award.give` would, on a day behind us."""
    first = winners(scope, kind, period.start, period.end)
    if not first:
        return
    where = {"region" if isinstance(scope, Region) else "group": scope}
    award = Award.objects.create(
        **where, uid=uid(sample.seed, f"award {scope} {kind} {period}", on), kind=kind, starts_on=period.start,
        ends_on=period.end, given_at=clock(on, AT_THE_TABLE), given_by=by,
    )  # fmt: skip
    pour(AwardHolder(award=award, membership=one.membership, count=one.count) for one in first)


def _scorecards(sample: shapes.Sample, region: Region, director: User) -> None:
    """Each version ends where the next begins."""
    told = read("meetings")["scorecard"]
    begins = [sample.today - dt.timedelta(weeks=row["weeks_ago"]) for row in told]
    for number, (row, start, end) in enumerate(zip(told, begins, [*begins[1:], None], strict=True), 1):
        Scorecard.objects.create(
            uid=uid(sample.seed, f"scorecard {number}", start), region=region, name=row["name"], version=number,
            rules=as_data(rules_from(row["rules"])), starts_on=start, ends_on=end, made_by=director,
        )  # fmt: skip
