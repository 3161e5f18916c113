"""Writes the speed evening that lies ahead of the first chapter, seated as the program itself would."""

import datetime as dt

from cookout.rounds.models import SpeedEvening, SpeedSeat
from cookout.rounds.models.evening_asked import AskedEvening
from cookout.science.pairing.evening_instance import OUT
from cookout.site.sample import shapes
from cookout.site.sample.load_chapters import ChapterWriter
from cookout.site.sample.pouring import pour
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read


def write_evening(sample: shapes.Sample, chapters: ChapterWriter) -> None:
    """On a weekday of the week after next; who comes are all who sit in the chapter by then."""
    told = read("rounds")["evening"]
    group = chapters.groups[told["chapter"]]
    on = sample.today + dt.timedelta(days=7 - sample.today.weekday() + 7 + told["weekday"])
    asked = AskedEvening.of(
        group, on, absent=(), tables=None, seats=told["seats"], turns=told["turns"], minutes=told["minutes"],
        is_apart=True,
    )  # fmt: skip
    seating = asked.seated(told["seed"])
    evening = SpeedEvening.objects.create(
        uid=uid(sample.seed, f"evening {on}", sample.today), group=group, on=on, starts_at=told["starts_at"],
        tables=asked.evening.tables, seats=told["seats"], turns=asked.evening.turns, minutes=told["minutes"],
        seed=told["seed"], value=seating.value, repeats=seating.repeats, fewest_repeats=seating.fewest_repeats,
        made_by=chapters.led_by(told["chapter"]),
    )  # fmt: skip
    pour(
        SpeedSeat(evening=evening, turn=turn, table=None if table == OUT else table + 1, membership=member)
        for turn, tables in enumerate(seating.place.tolist(), 1)
        for member, table in zip(asked.memberships, tables, strict=True)
    )
