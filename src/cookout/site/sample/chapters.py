"""What happens in the three chapters beside 1-2-1s and referrals: meetings in two, reports in the third."""

import datetime as dt
import random
from collections.abc import Sequence

from cookout.site.sample import seats as places
from cookout.site.sample.meeting_shapes import Brought, Chapter, Credit, Gathered, Gathering
from cookout.site.sample.meetings import Season
from cookout.site.sample.names import Inventor
from cookout.site.sample.reports import brought
from cookout.site.sample.shapes import Seat, Term
from cookout.site.sample.words import read


def chapters() -> tuple[Chapter, ...]:
    """As the file tells them."""
    return tuple(
        Chapter(
            row["key"], row["name"], row["meets_on"], row["meets_at"], row["minutes"], row["where"],
            row["absences_allowed"], row["visits_allowed"], row.get("shares_sums", False),
        )
        for row in read("chapter")["chapter"]
    )  # fmt: skip


def gathered(
    seats: Sequence[Seat], terms: Sequence[Term], inventor: Inventor, rng: random.Random, today: dt.date
) -> Gathered:
    """All of it."""
    applicants, leaves = tuple(places.applicants(seats, today)), tuple(places.leaves(seats, today))
    kept_elsewhere = {row["key"] for row in read("chapter")["chapter"] if row.get("reports")}
    gatherings: list[Gathering] = []
    credits: list[Credit] = []
    reports: list[Brought] = []
    for chapter in chapters():
        if chapter.key in kept_elsewhere:
            reports += brought(chapter, [seat for seat in seats if seat.chapter == chapter.key], rng, today)
            continue
        leading = officers(chapter.key, seats, terms)
        season = Season(chapter, seats, leading, leaves, applicants, inventor, rng, today)
        gatherings += season.gatherings()
        credits += season.credits()
    return Gathered(
        tuple(gatherings), tuple(credits), applicants, tuple(places.wanted()), leaves, tuple(reports),
        targets=tuple(read("meetings")["targets"].items()),
    )  # fmt: skip


def officers(chapter: str, seats: Sequence[Seat], terms: Sequence[Term]) -> dict[str, str]:
    """Who holds which office of a chapter today, by name."""
    named = {seat.account: seat.name for seat in seats if seat.account}
    return {term.role: named[term.account] for term in terms if term.chapter == chapter and term.ends_on is None}
