"""Who stands for whom in a chapter: sponsors, mentors, renewals, who was on leave, who wants to come in."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cookout.site.sample.meeting_shapes import Applicant, Away, Wanted
from cookout.site.sample.shapes import Seat
from cookout.site.sample.words import read

NEW = 330
"""Who joined within so many days is told with the application and the visit before it, and has a mentor."""

HOME = "olentangy"


def settled(seats: Sequence[Seat], rng: random.Random, today: dt.date) -> tuple[Seat, ...]:
    """The same seats; each with a sponsor from those who were there, a mentor for the new, and a day to renew."""
    unranked = set(read("meetings")[HOME]["unranked"])
    return tuple(_settled(seat, seats, rng, today, is_ranked=seat.account not in unranked) for seat in seats)


def _settled(seat: Seat, seats: Sequence[Seat], rng: random.Random, today: dt.date, *, is_ranked: bool) -> Seat:
    # Of the oldest members nobody knows any more who brought them.
    there = [one.name for one in _fellows(seat, seats) if one.joined_on < seat.joined_on]
    two = rng.sample(there, 2) if len(there) > 5 else ["", ""]
    is_new = (today - seat.joined_on).days < NEW
    return replace(
        seat, sponsor=two[0], mentor=two[1] if is_new else "", renews_on=None if seat.left_on else renewal(seat, today),
        is_ranked=is_ranked,
    )  # fmt: skip


def _fellows(seat: Seat, seats: Sequence[Seat]) -> list[Seat]:
    return [one for one in seats if one.chapter == seat.chapter and one.left_on is None and one is not seat]


def renewal(seat: Seat, today: dt.date) -> dt.date:
    """The next day on which a year is over."""
    day = min(seat.joined_on.day, 28)
    this_year = dt.date(today.year, seat.joined_on.month, day)
    return this_year if this_year > today else this_year.replace(year=today.year + 1)


def applicants(seats: Sequence[Seat], today: dt.date) -> Iterator[Applicant]:
    """Those who were accepted within the year, and what is told of the others by hand."""
    leading = {seat.account: seat.name for seat in seats if seat.account}
    for seat in seats:
        if seat.left_on is None and (today - seat.joined_on).days < NEW and seat.sponsor:
            yield Applicant(
                seat.chapter, seat.name, seat.slug, seat.sponsor, seat.joined_on - dt.timedelta(days=16), "accepted",
                decided_on=seat.joined_on - dt.timedelta(days=4), member=seat.name,
            )  # fmt: skip
    for told in read("meetings")["application"]:
        applied_on = today - dt.timedelta(days=told["ago"])
        yield Applicant(
            HOME, told["name"], told["slug"], leading[told["sponsor"]], applied_on, told["state"], told["note"],
            decided_on=applied_on + dt.timedelta(days=told["decided"]) if "decided" in told else None,
        )  # fmt: skip


def leaves(seats: Sequence[Seat], today: dt.date) -> Iterator[Away]:
    """One that is over in the first chapter, and one in the second from which somebody comes back in some weeks."""
    told = read("meetings")[HOME]["leave"]
    began, ended = (today - dt.timedelta(days=told[name]) for name in ("began", "ended"))
    yield Away(HOME, next(seat.name for seat in seats if seat.account == told["member"]), began, ended)
    others = [seat for seat in seats if seat.chapter == "scioto"]
    yield Away("scioto", others[7].name, today - dt.timedelta(days=25), today + dt.timedelta(days=31))


def wanted() -> Iterator[Wanted]:
    """Whom the first chapter looks for."""
    for told in read("meetings")["wanted"]:
        yield Wanted(HOME, told["slug"], told["note"])
