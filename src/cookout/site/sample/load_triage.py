"""Writes what was decided on people just met, as `Triage.decide` and `FollowUp.plan` would on those days."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cookout.site.sample import shapes
from cookout.site.sample.load_book import BookWriter
from cookout.site.sample.uids import uid
from cookout.site.sample.words import read
from cookout.ties.models import FollowUp, Tie, Triage
from cookout.ties.models.triage import CIRCLES

ANSWERS = ("like", "along", "need", "have", "reason")


def write_triage(sample: shapes.Sample, writers: Mapping[str, BookWriter]) -> None:
    """The decisions, then those who wait for one."""
    told = read("triage")
    for row in told["decided"]:
        _decide(sample, _tie(writers[row["owner"]], row["person"]), row)
    for row in told["waiting"]:
        for name in row["people"]:
            tie = _tie(writers[row["owner"]], name)
            tie.sort_on, tie.waits_since = sample.today + dt.timedelta(days=row["by"]), tie.met_on
            tie.save(update_fields=["sort_on", "waits_since"])


def _tie(writer: BookWriter, name: str) -> Tie:
    return Tie.objects.get(owner=writer.owner, person__full_name=name, person__keeper=writer.owner)


def _decide(sample: shapes.Sample, tie: Tie, row: Mapping[str, Any]) -> None:
    on = sample.today - dt.timedelta(days=row["ago"])
    ask_on = sample.today + dt.timedelta(days=row["ask_in"]) if "ask_in" in row else None
    said = {name: row.get(name, "") for name in ANSWERS}
    Triage.objects.create(
        owner=tie.owner, tie=tie, verdict=row["verdict"], ask_on=ask_on, decided_on=on,
        uid=uid(sample.seed, f"triage {row['owner']} {row['person']}", on), **said,
    )  # fmt: skip
    if row["verdict"] in CIRCLES:
        tie.circle, tie.circle_since = CIRCLES[row["verdict"]], on
        tie.save(update_fields=["circle", "circle_since"])
        tie.refresh()
    if ask_on is not None:
        tie.sort_on, tie.waits_since = ask_on, on
        tie.save(update_fields=["sort_on", "waits_since"])
    if "next" in row:
        FollowUp.objects.create(
            owner=tie.owner, tie=tie, text=row["next"], made_on=on,
            due_on=sample.today + dt.timedelta(days=row["next_in"]),
            uid=uid(sample.seed, f"follow-up {row['owner']} {row['person']}", on),
        )  # fmt: skip
